"""Bring a backup back, without bringing back what was erased since.

Design. A flag file says that a restore is under way; while it stands, the site does not start.
After the databases are back, every account with a tombstone is erased again, portraits whose keys
are gone are ended, what is due is purged and the ledger is verified; only then the flag goes. The
log database of the machine is kept when it is there: it holds the tombstones laid since the backup.
"""

import io
import os
import sqlite3
import tarfile
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connections

from privacy.models import Tombstone
from privacy.services.append_ledger import ledger_faults
from privacy.services.back_up import CannotBackUp, open_backup, run_tool
from privacy.services.replay_erasures import replay_erasures

FLAG = "restoring"
Say = Callable[[str], None]


class LedgerBroken(Exception):
    """The restored ledger does not verify: the site stays shut until somebody has looked."""


def restore(source: Path, *, now: datetime, say: Say) -> int:
    """This function will restore a backup and return how many accounts were erased again.

    :raises CannotBackUp: when the backup is of another kind of database
    :raises LedgerBroken: when the restored ledger has a fault
    """
    content = open_backup(source.read_bytes())
    flag_path().parent.mkdir(parents=True, exist_ok=True)
    flag_path().write_text(now.isoformat(), encoding="ascii")
    with tarfile.open(fileobj=io.BytesIO(content), mode="r:") as archive:
        for member in archive:
            file = archive.extractfile(member)
            if file is not None:
                _put_back(member.name, file.read(), say)
    return finish_restore(now=now, say=say)


def finish_restore(*, now: datetime, say: Say) -> int:
    """This function will do what must come before anything is served; it may be repeated."""
    erased = replay_erasures(now=now)
    say(f"{erased} accounts erased again")
    faults = list(ledger_faults())
    if faults:
        raise LedgerBroken(faults[0])
    flag_path().unlink(missing_ok=True)
    return erased


def flag_path() -> Path:
    """This function will return the file that stands while a restore is not finished."""
    return Path(settings.DATA_DIR) / "run" / FLAG


def _put_back(name: str, content: bytes, say: Say) -> None:
    alias, _dot, vendor = name.partition(".")
    if name.startswith("templates/"):
        _write_template(name.removeprefix("templates/"), content)
    elif alias == "log" and Tombstone.objects.exists():
        say("keeping this machine's log database: it knows what was erased since the backup")
    elif alias in connections:
        say(f"restoring database {alias!r}")
        _load_database(alias, vendor, content)


def _write_template(name: str, content: bytes) -> None:
    folder = Path(settings.STORAGES["default"]["OPTIONS"]["location"])
    path = (folder / name).resolve()
    if folder.resolve() in path.parents:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.write_bytes(content)


def _load_database(alias: str, vendor: str, content: bytes) -> None:
    connection = connections[alias]
    if connection.vendor != vendor:
        raise CannotBackUp(f"the backup's {alias!r} is {vendor}, this one is {connection.vendor}")
    if vendor != "sqlite":
        run_tool("pg_restore", "--clean", "--if-exists", "--no-owner", alias=alias, given=content)
        return
    with closing(sqlite3.connect(":memory:")) as copy:
        copy.deserialize(content)
        connection.ensure_connection()
        copy.backup(connection.connection)
    os.sync()
