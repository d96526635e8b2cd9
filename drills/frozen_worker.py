"""Freeze a rendering process for longer than its lease, let another make the portrait, thaw it.

    .venv/bin/python -m drills.frozen_worker

About two minutes. Exits 1 when the job has two portraits, none, or its photo was left.
"""

import os
import signal
import sys
import tempfile
from pathlib import Path

from tests.faults.folder import Folder
from tests.runtime.copies import copy_in
from tests.runtime.processes import descendants, eventually
from tests.runtime.visitors import Visitor


def main() -> int:
    """Run the drill; 0 when the frozen process changed nothing."""
    with tempfile.TemporaryDirectory(prefix="frozen-worker-") as scratch:
        folder = Folder(Path(scratch) / "var")
        with copy_in(folder.path, RENDER_WORKERS="2") as copy:
            visitor = Visitor(copy).register()
            folder.plan("wait effect_sealed")
            job = visitor.send().json()["id"]
            if not eventually(folder.plan_is_carried_out, within_s=60):
                raise SystemExit("nobody reached the step")
            frozen = _holder(folder, descendants(copy.watched.process.pid))
            os.kill(frozen, signal.SIGSTOP)
            folder.go_on()
            state = visitor.wait_for(job, within_s=120)
            before = folder.rows("SELECT effect_object, ready_at FROM portraits_portrait")
            os.kill(frozen, signal.SIGCONT)
            is_one = eventually(lambda: len(folder.objects("effect")) == 1, within_s=90)
            after = folder.rows("SELECT effect_object, ready_at FROM portraits_portrait")
            is_kept = state["status"] == "ready" and is_one and before == after
            sys.stdout.write("ok\n" if is_kept else f"BROKEN: {state} {before} {after}\n")
            return 0 if is_kept and not folder.objects("upload") else 1


def _holder(folder: Folder, processes: dict[int, str]) -> int:
    """The process that took the plan left its number in the name of the file."""
    taken = [
        int(path.suffix[1:])
        for path in (folder.path / "run").glob("step.*")
        if path.suffix[1:].isdigit()
    ]
    return next(number for number in taken if number in processes)


if __name__ == "__main__":
    raise SystemExit(main())
