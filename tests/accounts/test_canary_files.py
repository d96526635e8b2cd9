"""The files of a copy, its broker and its log, before and after somebody cancelled."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.runtime.copies import environment_of
from tests.runtime.processes import ROOT


@pytest.fixture(scope="module")
def life(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What a whole life and its end left in the files, and on standard error."""
    folder = tmp_path_factory.mktemp("canary") / "var"
    done = subprocess.run(
        [sys.executable, "-m", "tests.accounts.canary_life"],
        cwd=ROOT,
        env=environment_of(folder, 0) | {"BROKER_URL": "memory://"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    report: dict[str, Any] = json.loads(done.stdout)
    return report | {"log": done.stderr}


@pytest.mark.promise("M-12")
def test_no_file_holds_a_word_of_somebody_who_cancelled(life: dict[str, Any]) -> None:
    lasting = {
        word: places
        for word, paths in life["after"].items()
        if (places := [path for path in paths if Path(path).parts[0] != "mail"])
    }

    assert len(life["before"]) > 20
    assert lasting == {word: ["db/main.sqlite3"] for word in life["kept"]}


def test_the_letter_that_says_so_is_the_only_one_that_still_knows_the_address(
    life: dict[str, Any],
) -> None:
    written_to = {word for word, paths in life["after"].items() if "mail" in str(paths)}

    assert len(written_to) == 1
    assert written_to.isdisjoint(life["kept"])


def test_neither_broker_nor_log_ever_saw_a_word(life: dict[str, Any]) -> None:
    told = "".join(life["broker"]) + life["log"]

    assert "accounts.finish_cancellation" in told or "erasure_id" in told
    assert "AXES" in life["log"]
    assert [word for word in life["before"] if word in told] == []
    assert "example.org" not in told
