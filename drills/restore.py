"""Back a copy up, erase somebody, lose the disk's databases, restore: nobody who left comes back.

    .venv/bin/python -m drills.restore

About half a minute. Exits 1 when the restored copy has the erased person, has lost the other one,
opens a portrait whose key was in no backup, or has a ledger that does not verify.
"""

import os
import sqlite3
import sys
import tempfile
from contextlib import closing
from pathlib import Path

from tests.runtime.copies import copy_in, manage_in
from tests.runtime.visitors import Visitor


def main() -> int:
    """Run the drill; 0 when the restore brought back exactly what it may."""
    with tempfile.TemporaryDirectory(prefix="restore-") as scratch:
        folder = Path(scratch) / "var"
        with copy_in(folder) as copy:
            stays, leaves = (Visitor(copy, name).register() for name in ("stays", "leaves"))
            stays.wait_for(stays.send().json()["id"])
        backup = Path(scratch) / "backup"
        manage_in(folder, "backup", str(backup))
        manage_in(folder, "erase_subject", str(_person(folder, leaves.name)))
        _lose(folder / "db" / "main.sqlite3", folder / "db" / "keys.sqlite3")
        manage_in(folder, "prepare")
        said = manage_in(folder, "restore", str(backup), "--yes")
        faults = _faults(folder, stays.name, leaves.name, said)
    sys.stdout.write("ok\n" if not faults else f"BROKEN: {'; '.join(faults)}\n")
    return 1 if faults else 0


def _rows(folder: Path, query: str, *values: object) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(folder / "db" / "main.sqlite3")) as database:
        return database.execute(query, values).fetchall()


def _person(folder: Path, name: str) -> object:
    query = "SELECT id FROM accounts_user WHERE email = ?"
    return _rows(folder, query, f"{name}@example.org")[0][0]


def _lose(*databases: Path) -> None:
    for database in databases:
        for path in database.parent.glob(f"{database.name}*"):
            os.unlink(path)


def _faults(folder: Path, stays: str, leaves: str, said: str) -> list[str]:
    people = {str(email) for (email,) in _rows(folder, "SELECT email FROM accounts_user")}
    found = []
    if f"{stays}@example.org" not in people:
        found.append("whoever stayed is gone")
    if f"{leaves}@example.org" in people or "1 accounts erased again" not in said:
        found.append("whoever left is back")
    with closing(sqlite3.connect(folder / "db" / "keys.sqlite3")) as database:
        if database.execute("SELECT 1 FROM privacy_datakey").fetchall():
            found.append("a key came back")
    manage_in(folder, "verify_ledger")  # ends the drill itself when the chain is broken
    return found


if __name__ == "__main__":
    raise SystemExit(main())
