"""Run every test in three passes and write `evidence.json`: what `make test` does after its checks.

First whatever is quick, on two processes. Then the tests of whole copies, servers and browsers
(marks `copy`, `servers`, `browser`), which mostly wait: two modules at a time, each in one process.
Last, one after the other, what measures time or the machine (mark `serial`, which wins). Options
after the name go to pytest (`-k`, `-x`): such a partial run writes no evidence.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from portrait_site.evidence import EVIDENCE_NAME, TreeUnknown, tree_sha256  # noqa: E402

SLOW = "copy or servers or browser"
PASSES = {
    "parallel": ["-m", f"not (serial or {SLOW})", "-n", "2", "--dist", "worksteal"],
    "beside": ["-m", f"({SLOW}) and not serial", "-n", "2", "--dist", "loadfile"],
    "serial": ["-m", "serial", "-p", "no:xdist"],
}


def main(options: list[str]) -> int:
    """Run all passes; 0 only when each ran tests and none failed."""
    started = time.monotonic()
    scratch = Path(tempfile.mkdtemp(prefix="portrait-suite-"))
    try:
        codes = [run_pass(name, options, scratch) for name in PASSES]
        parts = [read_part(scratch / f"{name}.json") for name in PASSES]
    finally:
        shutil.rmtree(scratch)
    outcomes = sum((Counter(part["outcomes"]) for part in parts), Counter())
    if not options:
        write_evidence(merge(parts))
    print_closing_line(outcomes, parts, time.monotonic() - started)
    # pytest's 5, "no tests ran", is a failure like any other.
    return max(codes)


def run_pass(name: str, options: list[str], scratch: Path) -> int:
    """Run one pass in its own process; everything temporary goes into the scratch folder."""
    temporary = scratch / "tmp"
    temporary.mkdir(exist_ok=True)
    command = [sys.executable, "-m", "pytest", *PASSES[name]]
    command += ["--evidence", str(scratch / f"{name}.json"), *options]
    environment = os.environ | {"TMPDIR": str(temporary), "PYTHONHASHSEED": "0"}
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


def read_part(path: Path) -> dict[str, Any]:
    """Read what a pass recorded; a pass that could not start recorded nothing."""
    if not path.is_file():
        return {"outcomes": {}, "broken_modules": 1, "results": {}}
    part: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return part


def merge(parts: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Join the passes: a promise may have tests in several."""
    merged: dict[str, dict[str, Any]] = {}
    for part in parts:
        for key, result in part["results"].items():
            so_far = merged.setdefault(key, {"passed": 0, "failed": 0, "tests": []})
            so_far["passed"] += result["passed"]
            so_far["failed"] += result["failed"]
            so_far["tests"] = sorted([*so_far["tests"], *result["tests"]])
    return dict(sorted(merged.items()))


def write_evidence(results: dict[str, dict[str, Any]]) -> None:
    """Write the record for exactly the tree that was tested."""
    try:
        tree = tree_sha256(ROOT)
    except TreeUnknown as unknown:
        sys.stdout.write(f"no {EVIDENCE_NAME} written: {unknown}\n")
        return
    at = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    record = {"tree": tree, "at": at, "results": results}
    text = json.dumps(record, indent=1, ensure_ascii=False)
    (ROOT / EVIDENCE_NAME).write_text(text + "\n", encoding="utf-8")


def print_closing_line(outcomes: Counter[str], parts: list[dict[str, Any]], took_s: float) -> None:
    """Print one line in pytest's manner for all passes together."""
    errors = sum(part["broken_modules"] for part in parts)
    counts = {name: outcomes[name] for name in ("failed", "passed")} | {"errors": errors}
    words = ", ".join(f"{count} {name}" for name, count in counts.items() if count)
    sys.stdout.write(f"==== {words or 'no tests ran'} in {took_s:.2f}s ====\n")


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
