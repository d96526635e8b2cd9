"""What the tests of this folder use to start, watch and end real processes."""

import json
import os
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


class Watched:
    """A process whose output is read line by line while it runs."""

    def __init__(self, command: Sequence[str], environment: dict[str, str]) -> None:
        self.lines: list[str] = []
        self.process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        assert self.process.stdout is not None
        os.set_blocking(self.process.stdout.fileno(), False)
        self._selector = selectors.DefaultSelector()
        self._selector.register(self.process.stdout, selectors.EVENT_READ)
        self._rest = b""

    def wait_for(self, words: str, *, within_s: float, times: int = 1) -> str:
        """Return the line in which the words stand for the n-th time."""
        deadline = time.monotonic() + within_s
        while True:
            found = [line for line in self.lines if words in line]
            if len(found) >= times:
                return found[times - 1]
            output = "\n".join(self.lines)
            assert time.monotonic() < deadline, f"no {words!r} within {within_s} s in:\n{output}"
            self._read(0.2)

    def stop(self, number: signal.Signals = signal.SIGTERM, *, within_s: float = 45) -> int:
        """Send the signal and return the exit code."""
        if self.process.poll() is None:
            self.process.send_signal(number)
        return self.ended(within_s=within_s)

    def ended(self, *, within_s: float = 30) -> int:
        """Wait until it ends by itself and return the exit code."""
        deadline = time.monotonic() + within_s
        while self.process.poll() is None:
            assert time.monotonic() < deadline, "did not end:\n" + "\n".join(self.lines)
            self._read(0.1)
        self._read(0.1)
        return self.process.returncode

    def close(self) -> None:
        """Close our end of the output."""
        self._selector.close()
        assert self.process.stdout is not None
        self.process.stdout.close()

    def _read(self, timeout_s: float) -> None:
        assert self.process.stdout is not None
        if not self._selector.select(timeout_s):
            return
        chunk = self.process.stdout.read(65536)
        if not chunk:
            time.sleep(min(timeout_s, 0.05))
            return
        *lines, self._rest = (self._rest + chunk).split(b"\n")
        self.lines += [line.decode(errors="replace") for line in lines]


@contextmanager
def supervised(programs: list[tuple[str, int, list[str]]]) -> Iterator[Watched]:
    """Run programs under a supervisor of their own and end it afterwards, whatever happens."""
    script = str(Path(__file__).with_name("small_supervisor.py"))
    watched = Watched([sys.executable, script, json.dumps(programs)], dict(os.environ))
    try:
        yield watched
    finally:
        end(watched)


def end(watched: Watched) -> None:
    """Leave nothing running, and nothing open."""
    if watched.process.poll() is None:
        watched.process.kill()
        watched.process.wait()
    watched.close()


def eventually(is_so: Callable[[], bool], *, within_s: float) -> bool:
    """Wait until it is so; say whether it became so in time."""
    deadline = time.monotonic() + within_s
    while time.monotonic() < deadline:
        if is_so():
            return True
        time.sleep(0.05)
    return is_so()


def is_running(pid: int) -> bool:
    """Whether the process exists and is more than a zombie."""
    try:
        status = Path(f"/proc/{pid}/stat").read_text(encoding="ascii")
    except (FileNotFoundError, ProcessLookupError):
        return False
    return status.rpartition(")")[2].split()[0] not in "ZX"


def descendants(pid: int) -> dict[int, str]:
    """Every process below this one: number and command line."""
    parents = {number: _parent(number) for number in _all_pids()}
    found: dict[int, str] = {}
    generation = {pid}
    while generation:
        generation = {number for number, parent in parents.items() if parent in generation}
        found |= {number: command_line(number) for number in generation}
    return found


def command_line(pid: int) -> str:
    """What the process was started with; empty when it is gone."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    except (FileNotFoundError, ProcessLookupError):
        return ""


def _all_pids() -> list[int]:
    return [int(name) for name in os.listdir("/proc") if name.isdigit()]


def _parent(pid: int) -> int:
    try:
        status = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except (FileNotFoundError, ProcessLookupError):
        return 0
    return int(status.rpartition(")")[2].split()[1])
