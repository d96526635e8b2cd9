"""The supervisor keeps programs running, ends them in order and leaves nothing behind."""

import os
import re
import signal
import sys
import time

import pytest

from portrait_site.supervised import Stage
from tests.runtime.processes import eventually, is_running, supervised

pytestmark = pytest.mark.serial

PRINT_AND_WAIT = """
import os, signal, sys, time
def leave(*_):
    print("leaving", flush=True)
    sys.exit(0)
signal.signal(signal.SIGTERM, leave)
print("here as", os.getpid(), flush=True)
while True:
    time.sleep(0.05)
"""
DEAF = """
import os, signal, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
print("here as", os.getpid(), flush=True)
time.sleep(600)
"""
WITH_A_RUNAWAY_GRANDCHILD = """
import os, time
if os.fork() == 0:
    os.setsid()
    print("grandchild", os.getpid(), flush=True)
    time.sleep(600)
print("here as", os.getpid(), flush=True)
time.sleep(600)
"""


def python(source: str) -> list[str]:
    return [sys.executable, "-c", source]


def pid_in(line: str) -> int:
    # Two processes write at once: the space before the number can be lost.
    return int(re.findall(r"\d+", line)[-1])


def test_a_killed_program_is_started_again_after_a_second() -> None:
    with supervised([("one", Stage.INTAKE, python(PRINT_AND_WAIT))]) as watched:
        first = pid_in(watched.wait_for("here as", within_s=10))
        killed_at = time.monotonic()

        os.kill(first, signal.SIGKILL)
        second = pid_in(watched.wait_for("here as", within_s=10, times=2))

        assert second != first
        assert time.monotonic() - killed_at >= 1.0
        assert "one ended (SIGKILL); starting it again" in watched.wait_for("ended", within_s=1)
        assert watched.stop() == 0


def test_a_program_that_keeps_dying_ends_everything_with_a_reason() -> None:
    programs = [
        ("steady", Stage.BROKER, python(PRINT_AND_WAIT)),
        ("broken", Stage.INTAKE, python("print('cannot start'); raise SystemExit(3)")),
    ]
    with supervised(programs) as watched:
        steady = pid_in(watched.wait_for("here as", within_s=10))

        watched.wait_for("broken ended 5 times within a minute", within_s=30)

        assert watched.ended(within_s=10) == 1
        assert sum("cannot start" in line for line in watched.lines) == 5
        assert not is_running(steady)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_programs_leave_in_the_order_of_their_stages(number: signal.Signals) -> None:
    stages = [("broker", Stage.BROKER), ("web", Stage.INTAKE), ("worker", Stage.WORKERS)]
    programs = [(name, stage, python(PRINT_AND_WAIT)) for name, stage in stages]
    with supervised(programs) as watched:
        watched.wait_for("here as", within_s=10, times=3)

        assert watched.stop(number) == 0

        leaving = [line.split()[0] for line in watched.lines if line.endswith("leaving")]
        assert leaving == ["web", "worker", "broker"]


def test_a_program_that_does_not_listen_is_killed_when_its_grace_is_over() -> None:
    with supervised([("deaf", Stage.WORKERS, python(DEAF))]) as watched:
        pid = pid_in(watched.wait_for("here as", within_s=10))

        assert watched.stop(within_s=10) == 0

        assert not is_running(pid)


def test_a_grandchild_in_a_session_of_its_own_does_not_outlive_its_parent() -> None:
    with supervised([("one", Stage.WORKERS, python(WITH_A_RUNAWAY_GRANDCHILD))]) as watched:
        grandchild = pid_in(watched.wait_for("grandchild", within_s=10))
        parent = pid_in(watched.wait_for("here as", within_s=10))

        os.kill(parent, signal.SIGKILL)

        assert eventually(lambda: not is_running(grandchild), within_s=5)
        assert watched.stop() == 0


def test_when_the_supervisor_is_killed_its_programs_die_too() -> None:
    with supervised([("one", Stage.WORKERS, python(DEAF))]) as watched:
        pid = pid_in(watched.wait_for("here as", within_s=10))

        watched.stop(signal.SIGKILL)

        assert eventually(lambda: not is_running(pid), within_s=5)


def test_every_line_names_the_program_that_wrote_it() -> None:
    source = "print('one'); print('b' * 9000); print('half', end='')"
    with supervised([("talker", Stage.WORKERS, python(source))]) as watched:
        watched.wait_for("half", within_s=10)

        spoken = [line for line in watched.lines if not line.startswith("serve")]
        assert spoken
        assert all(line.startswith("talker | ") for line in spoken)
