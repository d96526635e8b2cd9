"""End the service on a copy: announce, freeze, refuse a portrait, kill the deleting, certify.

    .venv/bin/python -m drills.termination

About a minute. Exits 1 when a right stops working, when something new is taken in after the day,
when an account is left, or when the certificate does not verify.
"""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path

from tests.runtime.copies import copy_in, environment_of, free_port, manage_in
from tests.runtime.visitors import Visitor

ROOT = Path(__file__).resolve().parent.parent
PEOPLE = 6
# A plan that two people approved, as the admin leaves it; then its day is brought to yesterday.
PLAN = """
from datetime import timedelta
from django.utils import timezone
from privacy.models import Termination
from privacy.registry.roles import Right
from privacy.services.termination.plan_end import approve_end, plan_end
from privacy.services.transitions import Actor
now = timezone.now()
end = Termination(freezes_at=now + timedelta(days=31), text_en="We close.", text_zh="我们将关闭。")
plan_end(end, by=Actor("person 901", frozenset({Right.END_SERVICE})), now=now)
approve_end(end, by=Actor("person 902", frozenset({Right.APPROVE_END_OF_SERVICE})), now=now)
"""
DAY_COMES = """
from datetime import timedelta
from django.db.models import F
from privacy.models import Termination
back = timedelta(days=32)
Termination.objects.update(freezes_at=F("freezes_at") - back, announced_at=F("announced_at") - back)
"""


def main() -> int:
    """Run the drill; 0 when the end came as it was promised."""
    with tempfile.TemporaryDirectory(prefix="termination-") as scratch:
        folder = Path(scratch) / "var"
        faults = _end(folder)
        manage_in(folder, "verify_ledger")  # ends the drill itself when the chain is broken
        certificate = Path(scratch) / "certificate.json"
        certificate.write_text(manage_in(folder, "terminate_service", "certificate"))
        manage_in(folder, "verify_receipts", str(certificate))
        faults += _left_behind(folder, json.loads(certificate.read_text()))
    sys.stdout.write("ok\n" if not faults else f"BROKEN: {'; '.join(faults)}\n")
    return 1 if faults else 0


def _end(folder: Path) -> list[str]:
    with copy_in(folder) as copy:
        visitors = [Visitor(copy, f"visitor{number}").register() for number in range(PEOPLE)]
        visitors[0].wait_for(visitors[0].send().json()["id"])
        manage_in(folder, "shell", "-c", PLAN)
        manage_in(folder, "terminate_service", "announce")
        manage_in(folder, "shell", "-c", DAY_COMES)
        refused = visitors[0].send().status_code
    manage_in(folder, "terminate_service", "freeze")
    _kill_deleting(folder)
    manage_in(folder, "terminate_service", "delete")
    return [] if refused == 410 else [f"a portrait after the day answered {refused}"]


def _kill_deleting(folder: Path) -> None:
    command = [sys.executable, "-u", "manage.py", "terminate_service", "delete"]
    deleting = subprocess.Popen(command, cwd=ROOT, env=environment_of(folder, free_port()))
    while deleting.poll() is None:
        if _count(folder, "accounts_user WHERE is_active") < PEOPLE:
            os.kill(deleting.pid, signal.SIGKILL)
            break
    deleting.wait(timeout=60)


def _count(folder: Path, rows: str) -> int:
    with closing(sqlite3.connect(folder / "db" / "main.sqlite3", timeout=30)) as database:
        found: int = database.execute(f"SELECT count(*) FROM {rows}").fetchone()[0]  # noqa: S608
        return found


def _left_behind(folder: Path, certificate: dict[str, object]) -> list[str]:
    counts = {table: _count(folder, table) for table in ("accounts_user", "portraits_portrait")}
    found = [f"{count} rows in {table}" for table, count in counts.items() if count]
    if certificate["accounts"] != PEOPLE:
        found.append(f"the certificate speaks of {certificate['accounts']} accounts")
    return found


if __name__ == "__main__":
    raise SystemExit(main())
