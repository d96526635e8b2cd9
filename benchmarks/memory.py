"""Memory of a process, as Linux counts it (proc(5))."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from pathlib import Path

OWN = Path("/proc/self")
# Writing 5 sets the peak back to what is resident now.
RESET_PEAK = "5"


def resident_mb() -> float:
    """This function will return what is resident in memory now."""
    return _status("VmRSS")


def peak_above_mb(work: Callable[[], object]) -> float:
    """This function will return by how much the work's peak lies above what was resident before."""
    # Give back what earlier work freed, or the C library hides a peak in it.
    ctypes.CDLL(None).malloc_trim(0)
    (OWN / "clear_refs").write_text(RESET_PEAK, encoding="ascii")
    before = resident_mb()
    work()
    return _status("VmHWM") - before


def _status(name: str) -> float:
    lines = (OWN / "status").read_text(encoding="ascii").splitlines()
    line = next(line for line in lines if line.startswith(f"{name}:"))
    return int(line.split()[1]) / 1024
