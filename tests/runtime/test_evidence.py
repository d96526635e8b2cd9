"""The record of a test run says truly what was tested, and skipping is no way to pass."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from portrait_site.evidence import TreeUnknown, tree_sha256
from tests.run_suite import merge
from tests.runtime.processes import ROOT

SAMPLE = """
import pytest

@pytest.mark.promise("F-8", "F-9")
def test_kept():
    assert True

@pytest.mark.promise("F-8")
def test_broken():
    assert False

def test_unrelated():
    assert True
"""
SKIPPING = """
import pytest

@pytest.mark.promise("F-8")
def test_not_today():
    pytest.skip("no server")

@pytest.mark.skip
def test_never():
    assert True
"""
CONFIGURATION = "[pytest]\nmarkers = promise(key): a promise\n"


def run_pytest(folder: Path, source: str, *options: str) -> tuple[int, dict[str, object]]:
    (folder / "test_sample.py").write_text(source)
    (folder / "pytest.ini").write_text(CONFIGURATION)
    record = folder / "out" / "evidence.json"
    plugins = ["-p", "tests.plugins.no_skips", "-p", "tests.plugins.evidence", "-p", "no:django"]
    command = [sys.executable, "-m", "pytest", "-q", *plugins, "--rootdir", str(folder)]
    command += ["-c", str(folder / "pytest.ini"), f"--evidence={record}", *options, str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    return done.returncode, json.loads(record.read_text())


@pytest.mark.parametrize("options", [(), ("-n", "2")])
def test_each_promise_gets_the_outcome_of_its_tests(
    tmp_path: Path, options: tuple[str, ...]
) -> None:
    code, record = run_pytest(tmp_path, SAMPLE, *options)

    assert code == 1
    assert record["outcomes"] == {"passed": 2, "failed": 1}
    kept, broken = "test_sample.py::test_kept", "test_sample.py::test_broken"
    assert record["results"] == {
        "F-8": {"passed": 1, "failed": 1, "tests": [broken, kept]},
        "F-9": {"passed": 1, "failed": 0, "tests": [kept]},
    }


def test_a_skipped_test_fails_the_run(tmp_path: Path) -> None:
    code, record = run_pytest(tmp_path, SKIPPING)

    assert code == 1
    assert record["outcomes"] == {"failed": 2}
    assert record["results"]["F-8"]["passed"] == 0  # type: ignore[index]


def test_a_module_that_skips_itself_fails_the_run(tmp_path: Path) -> None:
    code, record = run_pytest(tmp_path, "import pytest\npytest.importorskip('no_such_module')\n")

    assert code != 0
    assert record["broken_modules"] == 1


def test_a_promise_tested_in_both_passes_is_counted_over_both() -> None:
    one = {"results": {"U-1": {"passed": 1, "failed": 0, "tests": ["b"]}}}
    two = {
        "results": {"U-1": {"passed": 0, "failed": 1, "tests": ["a"]}, "F-1": one["results"]["U-1"]}
    }

    merged = merge([one, two])

    assert list(merged) == ["F-1", "U-1"]
    assert merged["U-1"] == {"passed": 1, "failed": 1, "tests": ["a", "b"]}


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    (tmp_path / "code.py").write_text("one = 1\n")
    (tmp_path / "evidence.json").write_text("{}")
    for arguments in (["init", "-q"], ["add", "code.py", "evidence.json"]):
        subprocess.run(["git", "-C", str(tmp_path), *arguments], check=True)
    return tmp_path


def test_the_tree_is_another_one_when_a_tracked_file_changes(checkout: Path) -> None:
    before = tree_sha256(checkout)

    (checkout / "code.py").write_text("one = 2\n")
    changed = tree_sha256(checkout)
    (checkout / "code.py").unlink()

    assert len({before, changed, tree_sha256(checkout)}) == 3


def test_the_tree_is_the_same_whatever_the_record_and_untracked_files_say(checkout: Path) -> None:
    before = tree_sha256(checkout)

    (checkout / "evidence.json").write_text('{"tree": "x"}')
    (checkout / "notes.txt").write_text("mine")

    assert tree_sha256(checkout) == before


def test_a_folder_without_git_has_no_tree(tmp_path: Path) -> None:
    with pytest.raises(TreeUnknown):
        tree_sha256(tmp_path)
