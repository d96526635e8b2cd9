"""What a decoding child cannot do, tried in earnest and, where the tests run as root, as root."""

import json
import os
import subprocess
import sys

import pytest

from portraits.sandbox.limits import RESOURCES
from tests.runtime.processes import ROOT


@pytest.fixture(scope="module")
def confined() -> dict[str, dict[str, str]]:
    command = [sys.executable, "-m", "tests.sandbox.confined"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, timeout=60)
    answer: dict[str, dict[str, str]] = json.loads(done.stdout)
    return answer


@pytest.mark.promise("S-0", "F-4")
def test_a_confined_child_gets_nowhere(confined: dict[str, dict[str, str]]) -> None:
    outcomes = confined["outcomes"]

    assert len(outcomes) > 20
    assert {name for name, outcome in outcomes.items() if outcome != "refused"} == set()


def test_the_child_was_whoever_runs_the_tests(confined: dict[str, object]) -> None:
    assert confined["is_root"] == (os.geteuid() == 0)


def test_memory_files_and_time_are_limited_in_numbers() -> None:
    most = {name: value for name, (_, value) in RESOURCES.items()}

    assert most["address_space_bytes"] <= 1.2 * 1024**3
    assert most["file_bytes"] == most["core_bytes"] == 0
    assert most["cpu_s"] <= 10
