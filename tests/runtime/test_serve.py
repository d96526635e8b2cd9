"""A whole copy of the site: it comes up, mends itself, stops cleanly, keeps to its folder."""

import json
import os
import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.conftest import PreparedAt
from tests.runtime.copies import Copy, copy_in, environment_of, free_port
from tests.runtime.processes import (
    ROOT,
    Watched,
    command_line,
    descendants,
    end,
    eventually,
    is_running,
)

pytestmark = [pytest.mark.copy, pytest.mark.timeout(240)]

PROGRAMS = ("broker", "decoder", "web", "worker", "maintenance", "beat")


@pytest.fixture
def prepared(tmp_path: Path, prepared_at: PreparedAt) -> Path:
    """A folder that a test serves from by itself, and need not prepare."""
    return prepared_at(tmp_path / "var")


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory, prepared_at: PreparedAt) -> Iterator[Copy]:
    """A copy that stays up for the module, whatever is killed in it, and then stops cleanly."""
    with copy_in(prepared_at(tmp_path_factory.mktemp("copies") / "var")) as copy:
        yield copy
        assert copy.watched.stop() == 0


def test_a_prepared_copy_does_nothing_again_that_is_done(served: Copy) -> None:
    assert eventually(served.is_healthy, within_s=10)
    said = "\n".join(served.watched.lines)

    assert "The site is up" in said
    assert "preparing database" not in said
    assert "gathering static files" not in said
    assert "template 1 of" not in said


def test_a_copy_becomes_ready_and_says_what_it_checked(served: Copy) -> None:
    assert eventually(served.is_ready, within_s=60)

    def clips() -> str:
        return str(json.loads(served.get("/readyz")[1])["clips"])

    assert eventually(lambda: clips() == "on_time", within_s=60)

    checks = json.loads(served.get("/readyz")[1])["checks"]

    assert checks == dict.fromkeys(
        [
            "database_default",
            "database_keys",
            "database_log",
            "storage",
            "broker",
            "worker_heartbeat",
            "purge_heartbeat",
        ],
        True,
    )


def test_answers_do_not_name_the_server(served: Copy) -> None:
    assert "Server" not in served.get("/healthz")[2]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("broker", "unixsocket"),
        ("decoder", "portraits.sandbox"),
        ("web", "portrait-site"),
        ("worker", "worker@"),
        ("maintenance", "maintenance@"),
        ("beat", " beat"),
    ],
)
def test_a_killed_process_comes_back(served: Copy, name: str, words: str) -> None:
    assert eventually(lambda: _has_titles(served), within_s=20)
    before = served.pid_of(words)

    os.kill(before, signal.SIGKILL)
    served.watched.wait_for(f"{name} ended (SIGKILL)", within_s=5)

    def is_back() -> bool:
        mine = descendants(served.watched.process.pid).items()
        after = [pid for pid, line in mine if words in line]
        return bool(after) and before not in after and served.is_healthy()

    assert eventually(is_back, within_s=20)


def _has_titles(copy: Copy) -> bool:
    lines = " ".join(descendants(copy.watched.process.pid).values())
    return all(words in lines for words in ("portrait-site", "worker@", "maintenance@", " beat"))


def test_a_copy_beside_another_stops_without_leaving_a_process(
    served: Copy, prepared: Path
) -> None:
    with copy_in(prepared) as other:
        assert served.port != other.port
        assert served.is_healthy()
        assert other.is_healthy()

        _stop(other, signal.SIGTERM)

        assert served.is_healthy()


def _stop(copy: Copy, number: signal.Signals) -> None:
    assert eventually(lambda: _has_titles(copy), within_s=20)
    mine = descendants(copy.watched.process.pid)

    assert copy.watched.stop(number) == 0

    assert [command_line(pid) for pid in mine if is_running(pid)] == []
    assert not (copy.folder / "run" / "broker.sock").exists()


def test_a_copy_whose_supervisor_is_killed_leaves_no_process(prepared: Path) -> None:
    with copy_in(prepared) as copy:
        assert eventually(lambda: _has_titles(copy), within_s=20)
        mine = descendants(copy.watched.process.pid)

        copy.watched.stop(signal.SIGKILL)

        assert eventually(lambda: not any(is_running(pid) for pid in mine), within_s=15)


def test_the_same_folder_is_not_served_twice(served: Copy) -> None:
    second = Watched(
        [sys.executable, "manage.py", "serve"], environment_of(served.folder, free_port())
    )
    second.wait_for("Another copy is running with this DATA_DIR", within_s=20)

    assert second.ended() == 1
    end(second)


def test_a_port_that_is_taken_is_named(prepared: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        refused = Watched([sys.executable, "manage.py", "serve"], environment_of(prepared, port))
        refused.wait_for(f"Cannot listen on 127.0.0.1 port {port}", within_s=20)

        assert refused.ended() == 1
        end(refused)


def test_a_copy_in_a_very_long_path_writes_nowhere_but_into_its_folder(tmp_path: Path) -> None:
    above = tmp_path / ("d" * 120)
    folder = above / "with a space"
    with copy_in(folder) as copy:
        assert eventually(copy.is_ready, within_s=60)

        written = _files_open_for_writing(copy.watched.process.pid)
        # As whoever presses Ctrl+C does.
        _stop(copy, signal.SIGINT)

    assert written
    assert [path for path in written if not path.startswith(str(folder))] == []
    assert list((above / "outside-with a space").rglob("*")) == []
    assert [path.name for path in folder.rglob("*") if path.stat().st_mode & 0o077] == []


def _files_open_for_writing(pid: int) -> set[str]:
    found = set()
    for process in (pid, *descendants(pid)):
        for entry in _open_files(process):
            # What is closed between the listing and the look was not kept open.
            with suppress(FileNotFoundError):
                found |= _written_through(process, entry)
    return found


def _open_files(process: int) -> list[Path]:
    """None of a process that has ended since it was listed."""
    with suppress(FileNotFoundError):
        return list(Path(f"/proc/{process}/fd").iterdir())
    return []


def _written_through(process: int, entry: Path) -> set[str]:
    path = os.readlink(entry)
    if not path.startswith("/") or path.startswith(("/dev/", "/proc/")):
        return set()
    flags = Path(f"/proc/{process}/fdinfo/{entry.name}").read_text().split("flags:")[1]
    is_written = int(flags.split()[0], 8) & (os.O_WRONLY | os.O_RDWR)
    return {path.removesuffix(" (deleted)")} if is_written else set()


def test_make_names_its_commands() -> None:
    watched = Watched(["make", "--no-print-directory", "help"], dict(os.environ))

    assert watched.ended() == 0

    named = [line.split()[0] for line in watched.lines if line]
    assert named == ["run", "test", "check", "models", "lock"]
    assert (ROOT / "Makefile").is_file()
    end(watched)
