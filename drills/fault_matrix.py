"""Kill the rendering worker, or the whole copy, at every step of a portrait's and a cutout's photo.

    .venv/bin/python -m drills.fault_matrix [step ...]

About a minute for each of 11 steps, 2 victims and 2 kinds of job. Prints a line for each; exits 1
when a photo, a key or a second effect was left, or when a job had no clear end.
"""

import os
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from itertools import product
from pathlib import Path
from typing import get_args

import requests

from portraits.services.life_steps import Step
from tests.faults.folder import Folder
from tests.photos import photo
from tests.runtime.copies import Copy, copy_in
from tests.runtime.processes import eventually
from tests.runtime.visitors import UNFINISHED, Visitor

STEPS: tuple[str, ...] = get_args(Step)
KINDS: dict[str, Callable[[Visitor], object]] = {
    "portraits": Visitor.send,
    "cutouts": Visitor.send_for_cutout,
}
# In the hands of the web process: the worker has no part in these.
WEB_STEPS = ("sealed", "committed", "published")
SETTLES_WITHIN_S = 60


def main(steps: list[str]) -> int:
    """Run the matrix; 0 when every fault ended well."""
    failures = 0
    with tempfile.TemporaryDirectory(prefix="fault-matrix-") as scratch:
        for kind, victim, step in product(KINDS, ("worker", "copy"), steps or STEPS):
            if victim == "worker" and step in WEB_STEPS:
                continue
            verdict = _one(Path(scratch) / "var", kind, victim, step)
            failures += verdict != "ok"
            sys.stdout.write(f"{kind:10} {victim:8} killed at {step:18} {verdict}\n")
            sys.stdout.flush()
    return 1 if failures else 0


def _one(path: Path, kind: str, victim: str, step: str) -> str:
    folder = Folder(path)
    with copy_in(path) as copy:
        visitor = Visitor(copy, f"{kind}-{victim}-{step}".replace("_", "-")).register()
        visitor.agree("face_cutout")
        _strike(copy, folder, partial(KINDS[kind], visitor), victim, step)
        if victim == "worker":
            return _verdict(folder, visitor, kind)
    with copy_in(path) as again:
        return _verdict(folder, visitor.at(again), kind)


def _strike(copy: Copy, folder: Folder, send: Callable[[], object], victim: str, step: str) -> None:
    """Hold a process at the step, and kill the victim while it stands there."""
    folder.plan(f"wait {step}")
    with ThreadPoolExecutor(1) as pool, suppress(requests.ConnectionError):
        sending = pool.submit(send)
        if not eventually(folder.plan_is_carried_out, within_s=60):
            raise SystemExit(f"nobody reached {step}")
        killed = copy.watched.process.pid if victim == "copy" else copy.pid_of("worker@")
        os.kill(killed, signal.SIGKILL)
        if victim == "copy":
            copy.watched.process.wait()
        folder.go_on()
        sending.result(timeout=70)


def _verdict(folder: Folder, visitor: Visitor, kind: str) -> str:
    began = time.monotonic()

    def is_settled() -> bool:
        jobs = visitor.jobs(kind)
        is_over = all(job["status"] not in UNFINISHED and job["receipt_url"] for job in jobs)
        return is_over and not folder.objects("upload") and not folder.keys("upload")

    if not eventually(is_settled, within_s=SETTLES_WITHIN_S + 15):
        return (
            f"NOT SETTLED: {visitor.jobs(kind)} {folder.objects('upload')} {folder.keys('upload')}"
        )
    took_s = time.monotonic() - began
    if len(visitor.jobs(kind)) > 1 or photo() in _everything(folder):
        return "MORE THAN ONE JOB, OR A PHOTO IN CLEAR"
    return "ok" if took_s <= SETTLES_WITHIN_S else f"TOOK {took_s:.0f} s"


def _everything(folder: Folder) -> bytes:
    files = (path for path in (folder.path / "store").rglob("*") if path.is_file())
    return b"".join(path.read_bytes() for path in files)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
