"""Run as a program: enter the limits of a decoding child, try to get out, print what happened.

Prints one JSON object: for every attempt "refused", or "allowed".
"""

import ctypes
import errno
import json
import mmap
import os
import resource
import socket
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from portraits.sandbox import limits
from portraits.sandbox.wire import Kind

# x86-64 and arm64 share the numbers of calls that are newer than 2019.
CLONE3 = 435
NEWER_CALLS = {"io_uring_setup": 425, "openat2": 437, "pidfd_open": 434}
PARENT = os.getppid()
libc = ctypes.CDLL(None, use_errno=True)


def raw(number: int) -> None:
    if libc.syscall(number, 0, 0, 0, 0, 0, 0) != -1:
        return
    # Refusals by the filter, not the call's own complaints about such arguments.
    if ctypes.get_errno() in {errno.EPERM, errno.ENOSYS}:
        raise PermissionError


def in_a_thread(attempt: Callable[[], object]) -> None:
    with ThreadPoolExecutor(1) as thread:
        thread.submit(attempt).result()


def raise_a_limit() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))


def become_readable() -> None:
    if libc.prctl(limits.PR_SET_DUMPABLE, 1, 0, 0, 0) == -1:
        raise PermissionError


ATTEMPTS: dict[str, Callable[[], object]] = {
    "read a file": lambda: open("/etc/passwd"),  # noqa: SIM115
    "read another process's memory": lambda: open("/proc/self/mem", "rb"),  # noqa: SIM115
    "write a file": lambda: os.open("/tmp/escaped", os.O_CREAT | os.O_WRONLY),
    "list a folder": lambda: os.listdir("/"),
    "remove a file": lambda: os.unlink("/tmp/escaped"),
    "hide a file in memory": lambda: os.memfd_create("hidden"),
    "open a socket": lambda: socket.socket(socket.AF_INET),
    "open a local socket": lambda: socket.socket(socket.AF_UNIX),
    "fork": os.fork,
    "start a program": lambda: subprocess.run(["/bin/true"], check=False),
    "replace itself": lambda: os.execv("/bin/true", ["true"]),  # noqa: S606
    "fork from a thread": lambda: in_a_thread(os.fork),
    "read a file from a thread": lambda: in_a_thread(lambda: os.open("/etc/passwd", os.O_RDONLY)),
    "start a process by clone3": lambda: raw(CLONE3),
    # Signal 0 asks for permission only.
    "signal its parent": lambda: os.kill(PARENT, 0),
    "get executable memory": lambda: mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_EXEC),
    "raise a limit": raise_a_limit,
    "become readable to others": become_readable,
    "change user": lambda: os.setuid(1),
    **{call: lambda number=number: raw(number) for call, number in NEWER_CALLS.items()},
}


def outcome(attempt: Callable[[], object]) -> str:
    try:
        attempt()
    except (PermissionError, ValueError):
        # ValueError is what Python makes of a limit that may not be raised.
        return "refused"
    return "allowed"


def too_much_memory() -> str:
    try:
        bytearray(2 * 1024**3)
    except MemoryError:
        return "refused"
    return "allowed"


def main() -> None:
    is_root = os.geteuid() == 0
    limits.enter(Kind.PHOTO)
    outcomes = {name: outcome(attempt) for name, attempt in ATTEMPTS.items()}
    outcomes["take two gigabytes"] = too_much_memory()
    sys.stdout.write(json.dumps({"is_root": is_root, "outcomes": outcomes}))
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    main()
