"""What a decoding child takes from itself, and what is left.

Limits by resource come first, then the system call filter, for after that nothing can be set any
more. That a child cannot start processes, open files or sockets rests on the filter, and is tested
as root. Threads of its own it may start, for HEIF's decoder does not work without one; a limit on
processes would count them, and every other process of the same user.

References: prctl(2), setrlimit(2), seccomp(2); Linux 3.17 or newer.
"""

from __future__ import annotations

import ctypes
import errno
import mmap
import os
import resource
import signal

import pyseccomp

from portraits.sandbox.wire import CLIP_WALL_S, WALL_S, Kind

# A 48 MP HEIC needs 420 to 540 MiB; 1.2 GiB leaves room for the codecs' own mappings.
ADDRESS_SPACE_BYTES = int(1.2 * 1024**3)
# A photo needs less than a second; a minute of 4K, decoded on one core, needs several.
CPU_S, CLIP_CPU_S = 10, 600
RESOURCES = {
    "address_space_bytes": (resource.RLIMIT_AS, ADDRESS_SPACE_BYTES),
    "cpu_s": (resource.RLIMIT_CPU, CPU_S),
    "file_bytes": (resource.RLIMIT_FSIZE, 0),
    "open_files": (resource.RLIMIT_NOFILE, 32),
    "core_bytes": (resource.RLIMIT_CORE, 0),
}

# linux/sched.h: what pthread_create asks for, and no new process does.
THREAD_FLAGS = 0x00010000 | 0x00000800 | 0x00000100

PR_SET_PDEATHSIG = 1
PR_GET_DUMPABLE = 3
PR_SET_DUMPABLE = 4
PR_GET_SECCOMP = 21
PR_GET_NO_NEW_PRIVS = 39
READABLE_PRCTL = (PR_GET_DUMPABLE, PR_GET_SECCOMP, PR_GET_NO_NEW_PRIVS)
SECCOMP_MODE_FILTER = 2

# Reading and answering on what is open, memory, time, and the end. `openat` and its kind are
# absent, so whatever must be imported has to be imported before.
ALLOWED = (
    *("read", "readv", "recvfrom", "recvmsg", "write", "writev", "sendto", "sendmsg", "close"),
    *("fstat", "newfstatat", "lseek", "poll", "ppoll", "shutdown", "getsockopt"),
    *(
        "brk",
        "munmap",
        "madvise",
        "mremap",
        "futex",
        "rseq",
        "set_robust_list",
        "sched_yield",
        "membarrier",
    ),
    *("rt_sigreturn", "rt_sigprocmask", "rt_sigaction", "sigaltstack"),
    *("clock_gettime", "clock_getres", "gettimeofday", "nanosleep", "clock_nanosleep"),
    *("getpid", "gettid", "getrandom", "getrusage", "sched_getaffinity", "sysinfo", "uname"),
    *("exit", "exit_group", "restart_syscall"),
)

_libc = ctypes.CDLL(None, use_errno=True)


class CannotRestrict(Exception):
    """The kernel or libseccomp refuses a limit: nothing may be decoded here."""


def enter(kind: Kind) -> None:
    """This function will take every freedom from this process, for good.

    :raises CannotRestrict: when a limit could not be set
    """
    try:
        _set_resources(is_clip=kind is Kind.CLIP)
        _prctl(PR_SET_DUMPABLE, 0)
        _filter().load()
    except (OSError, ValueError) as error:
        raise CannotRestrict("a limit could not be set") from error


def die_with_parent() -> None:
    """This function will have the kernel kill this process when its parent dies."""
    _prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def in_force() -> dict[str, int | bool]:
    """This function will return the limits of this process as the kernel states them."""
    limits: dict[str, int | bool] = {
        name: resource.getrlimit(kind)[1] for name, (kind, _) in RESOURCES.items()
    }
    return limits | {
        "wall_s": round(signal.getitimer(signal.ITIMER_REAL)[0]),
        "dumpable": bool(_prctl(PR_GET_DUMPABLE)),
        "no_new_privileges": bool(_prctl(PR_GET_NO_NEW_PRIVS)),
        "filter": _prctl(PR_GET_SECCOMP) == SECCOMP_MODE_FILTER,
    }


def _set_resources(*, is_clip: bool) -> None:
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, CLIP_WALL_S if is_clip else WALL_S)
    longer = {resource.RLIMIT_CPU: CLIP_CPU_S} if is_clip else {}
    for kind, usual in RESOURCES.values():
        most = longer.get(kind, usual)
        resource.setrlimit(kind, (most, most))


def _prctl(operation: int, argument: int = 0) -> int:
    result = int(_libc.prctl(operation, argument, 0, 0, 0))
    if result < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return result


def _filter() -> pyseccomp.SyscallFilter:
    """Refusal by default, with EPERM: a codec that only asks (for cores, say) lives on."""
    syscalls = pyseccomp.SyscallFilter(pyseccomp.ERRNO(errno.EPERM))
    for name in ALLOWED:
        syscalls.add_rule(pyseccomp.ALLOW, name)
    _allow_threads(syscalls)
    _allow_memory(syscalls)
    _allow_asking(syscalls)
    return syscalls


def _allow_threads(syscalls: pyseccomp.SyscallFilter) -> None:
    """clone3 keeps its flags where a filter cannot look: told that it does not exist, the C library
    takes clone."""
    syscalls.add_rule(pyseccomp.ERRNO(errno.ENOSYS), "clone3")
    of_this_process = pyseccomp.Arg(0, pyseccomp.MASKED_EQ, THREAD_FLAGS, THREAD_FLAGS)
    syscalls.add_rule(pyseccomp.ALLOW, "clone", of_this_process)


def _allow_memory(syscalls: pyseccomp.SyscallFilter) -> None:
    """Memory that is not executable, and not a file's."""
    without_exec = pyseccomp.Arg(2, pyseccomp.MASKED_EQ, mmap.PROT_EXEC, 0)
    anonymous = pyseccomp.Arg(3, pyseccomp.MASKED_EQ, mmap.MAP_ANONYMOUS, mmap.MAP_ANONYMOUS)
    syscalls.add_rule(pyseccomp.ALLOW, "mmap", without_exec, anonymous)
    syscalls.add_rule(pyseccomp.ALLOW, "mprotect", without_exec)


def _allow_asking(syscalls: pyseccomp.SyscallFilter) -> None:
    """Limits and states may be read, never set."""
    syscalls.add_rule(pyseccomp.ALLOW, "prlimit64", pyseccomp.Arg(2, pyseccomp.EQ, 0))
    syscalls.add_rule(pyseccomp.ALLOW, "getitimer")
    for operation in READABLE_PRCTL:
        syscalls.add_rule(pyseccomp.ALLOW, "prctl", pyseccomp.Arg(0, pyseccomp.EQ, operation))
