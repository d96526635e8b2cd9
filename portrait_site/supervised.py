"""One supervised process: what to start, its output line by line, how often it has died."""

import os
import signal
import subprocess
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from typing import IO

from portrait_site.process_control import dies_with, kill_group

LONGEST_LINE_BYTES = 8192


class Stage(IntEnum):
    """The order of stopping: who brings work stops first, who carries it last."""

    INTAKE = 1
    WORKERS = 2
    DECODER = 3
    BROKER = 4


@dataclass(frozen=True, slots=True)
class Program:
    """A command to keep running."""

    name: str
    command: tuple[str, ...]
    stage: Stage
    grace_s: float = 10.0
    inherits: tuple[int, ...] = ()


@dataclass(slots=True)
class Child:
    """A program and the process that runs it at the moment, if any."""

    program: Program
    process: subprocess.Popen[bytes] | None = None
    deaths: deque[float] = field(default_factory=deque)
    restart_at: float | None = None
    _rest: bytes = b""

    def start(self, environment: Mapping[str, str], folder: str) -> IO[bytes]:
        """This function will start the process and return its output, not yet read."""
        self.restart_at = None
        self.process = subprocess.Popen(
            self.program.command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            cwd=folder,
            env=environment,
            pass_fds=self.program.inherits,
            start_new_session=True,
            # Safe although discouraged: the supervisor has a single thread.
            preexec_fn=dies_with(os.getpid()),
        )
        output = self.process.stdout
        assert output is not None  # noqa: S101 - Popen was asked for a pipe
        os.set_blocking(output.fileno(), False)
        return output

    @property
    def pid(self) -> int | None:
        """The running process's number, None when there is none."""
        return self.process.pid if self.process else None

    def has_ended(self) -> bool:
        """This function will say whether the process has ended since the last look."""
        return self.process is not None and self.process.poll() is not None

    def bury(self) -> int:
        """This function will end what the dead process left behind and return its exit code."""
        assert self.process is not None  # noqa: S101 - only called when has_ended()
        kill_group(self.process.pid)
        code = self.process.returncode
        if self.process.stdout:
            self.process.stdout.close()
        self.process = None
        return code

    def ask_to_stop(self) -> None:
        """This function will send SIGTERM to the process itself; it tells its own children."""
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """This function will end the process and its children at once."""
        if self.process:
            kill_group(self.process.pid)
            self.process.wait()

    def count_death(self, now: float, within_s: float) -> int:
        """This function will note a death and return how many there were in the last period."""
        self.deaths.append(now)
        while self.deaths and self.deaths[0] < now - within_s:
            self.deaths.popleft()
        return len(self.deaths)

    def read_lines(self) -> Iterator[str]:
        """This function will return the whole lines that are there, keeping an unfinished one."""
        if not self.process or not self.process.stdout:
            return
        while chunk := self.process.stdout.read(65536):
            *lines, self._rest = (self._rest + chunk).split(b"\n")
            yield from (_as_text(line) for line in lines)
            if len(self._rest) > LONGEST_LINE_BYTES:
                yield from self.take_rest()

    def take_rest(self) -> Iterator[str]:
        """This function will return the unfinished line, if any."""
        if self._rest:
            yield _as_text(self._rest)
        self._rest = b""


def _as_text(line: bytes) -> str:
    return line.decode("utf-8", errors="replace").rstrip("\r")
