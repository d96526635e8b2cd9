"""What Linux offers so that no process outlives its supervisor, and no core dump is written."""

import ctypes
import os
import resource
import signal
from collections.abc import Callable

PR_SET_PDEATHSIG = 1
PR_SET_CHILD_SUBREAPER = 36

_libc = ctypes.CDLL(None, use_errno=True)


def _prctl(option: int, value: int) -> None:
    if _libc.prctl(option, value, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "prctl failed")


def dies_with(parent: int) -> Callable[[], None]:
    """This function will return what a child must run before exec, to die when `parent` dies.

    SIGKILL: with the broker gone too, a polite stop could wait for it for ever. Every step of a
    job survives it (leases in the row, keys destroyed before objects).
    """

    def bind() -> None:
        _prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(1)

    return bind


def adopt_orphans() -> None:
    """This function will make this process the parent of every orphan below it."""
    _prctl(PR_SET_CHILD_SUBREAPER, 1)


def forbid_core_dumps() -> None:
    """This function will keep memory, which may hold a photo, out of any core file."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def child_pids() -> list[int]:
    """This function will return the processes whose parent is this one."""
    main_thread = os.getpid()
    with open(f"/proc/self/task/{main_thread}/children", encoding="ascii") as listing:
        return [int(pid) for pid in listing.read().split()]


def kill_group(leader: int) -> None:
    """This function will end whatever is left of a child's session."""
    try:
        os.killpg(leader, signal.SIGKILL)
    except ProcessLookupError:
        return


def kill_orphans(known: set[int]) -> None:
    """This function will end and reap adopted processes that are none of the known children."""
    for pid in child_pids():
        if pid not in known:
            try:
                os.kill(pid, signal.SIGKILL)
                os.waitpid(pid, 0)
            except (ProcessLookupError, ChildProcessError):
                continue
