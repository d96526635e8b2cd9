"""What happens to a process that reaches a step: the test says so in a file of the copy.

`kill decoded` ends the first process that reaches the step, as a power cut would; `wait decoded`
holds it there until the file `go on` appears.
"""

import os
import signal
import time
from pathlib import Path

from django.conf import settings

PLAN, GO_ON = "step.plan", "step.go-on"
LONGEST_WAIT_S = 60.0


def stop_here(step: str) -> None:
    """Carry out the plan when it is about this step."""
    folder = Path(settings.DATA_DIR) / "run"
    for act, carry_out in (("kill", _die), ("wait", _wait)):
        if _take(folder / PLAN, f"{act} {step}"):
            carry_out(folder)


def _take(plan: Path, words: str) -> bool:
    """Whether this process is the one that the plan is for: it takes the file away."""
    try:
        if plan.read_text(encoding="ascii") != words:
            return False
        plan.rename(plan.with_suffix(f".{os.getpid()}"))
    except FileNotFoundError:
        return False
    return True


def _die(_folder: Path) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _wait(folder: Path) -> None:
    deadline = time.monotonic() + LONGEST_WAIT_S
    while time.monotonic() < deadline:
        try:
            # Taking it away tells the test that we have gone on.
            (folder / GO_ON).unlink()
            return
        except FileNotFoundError:
            time.sleep(0.05)
