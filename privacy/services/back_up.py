"""Write a backup: the main and the log database and the staff's templates, sealed as it streams.

Design. The keys database is never in it, so a picture that was deleted stays deleted in every
backup too. The file is sealed with the newest backup key in the same frames as any object: a copy
that is cut off or changed is refused as a whole. Nothing of it is ever a plain file: a database is
copied by its own means into memory-backed or piped form and goes frame by frame into the file.
"""

import io
import os
import subprocess
import tarfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import IO, Any
from uuid import UUID

from django.conf import settings
from django.db import connections

from privacy import encryption

# Keys are left out on purpose: see the design above.
ALIASES = ("default", "log")
BACKUP_CLASS = "backup"
BACKUP_ID = UUID(int=0)


class CannotBackUp(Exception):
    """Something outside is missing or in the way; the message says what to do."""


def back_up(target: Path, *, now: datetime) -> int:
    """This function will write a sealed backup and return its size in bytes.

    :raises CannotBackUp: when the file exists already, or a tool of the database is missing
    """
    try:
        descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as taken:
        raise CannotBackUp("this file exists already: name another one") from taken
    with os.fdopen(descriptor, "wb") as file:
        sink = _SealedSink(file)
        with tarfile.open(fileobj=sink, mode="w|") as archive:
            for name, content in _members(now):
                _add(archive, name, content, now)
        sink.finish()
        file.flush()
        os.fsync(file.fileno())
    return target.stat().st_size


def back_up_keys(target: Path) -> list[str]:
    """This function will copy the key files into one archive and return their names.

    Keep it apart from the backups: both together open everything.
    """
    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    paths = sorted(Path(settings.KEYS_DIR).iterdir())
    with os.fdopen(descriptor, "wb") as file, tarfile.open(fileobj=file, mode="w") as archive:
        for path in paths:
            archive.add(path, arcname=f"keys/{path.name}")
    return [path.name for path in paths]


def _members(now: datetime) -> Iterator[tuple[str, bytes]]:
    yield "made_at", now.isoformat().encode()
    for alias in ALIASES:
        yield f"{alias}.{connections[alias].vendor}", dump_database(alias)
    folder = Path(settings.STORAGES["default"]["OPTIONS"]["location"])
    for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
        if path.is_file():
            yield f"templates/{path.relative_to(folder)}", path.read_bytes()


def dump_database(alias: str) -> bytes:
    """This function will return a consistent copy of a database in its own format."""
    connection = connections[alias]
    connection.ensure_connection()
    if connection.vendor == "sqlite":
        return _without_wal(connection.connection.serialize())
    return run_tool("pg_dump", "--format=custom", alias=alias)


def _without_wal(content: bytes) -> bytes:
    """Bytes 18 and 19 of a SQLite file name its journal; a copy in memory can have none."""
    return content[:18] + b"\x01\x01" + content[20:]


def run_tool(tool: str, *options: str, alias: str, given: bytes | None = None) -> bytes:
    """This function will run one of PostgreSQL's tools against a database of the settings.

    :raises CannotBackUp: when it is not installed or fails
    """
    address, secret = server_of(alias)
    try:
        done = subprocess.run(
            [tool, *options, *address],
            input=given,
            capture_output=True,
            check=True,
            env=os.environ | secret,
        )
    except FileNotFoundError as missing:
        raise CannotBackUp(
            f"{tool} is not installed: apt-get install postgresql-client"
        ) from missing
    except subprocess.CalledProcessError as failed:
        raise CannotBackUp(f"{tool} ended with status {failed.returncode}") from failed
    return done.stdout


def server_of(alias: str) -> tuple[list[str], dict[str, str]]:
    """This function will return how PostgreSQL's tools reach a database, the password apart."""
    entry = settings.DATABASES[alias]
    named = {"--host": "HOST", "--port": "PORT", "--username": "USER", "--dbname": "NAME"}
    options = [f"{flag}={entry[key]}" for flag, key in named.items() if entry.get(key)]
    return options, {"PGPASSWORD": str(entry.get("PASSWORD", ""))}


def _add(archive: tarfile.TarFile, name: str, content: bytes, now: datetime) -> None:
    member = tarfile.TarInfo(name)
    member.size, member.mtime, member.mode = len(content), int(now.timestamp()), 0o600
    archive.addfile(member, io.BytesIO(content))


class _SealedSink(io.RawIOBase):
    """Where the archive is written: every byte goes through a frame."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        key = encryption.key_ring().newest("backup")
        self._sealer = encryption.FrameSealer(
            key.secret, object_id=BACKUP_ID, object_class=BACKUP_CLASS
        )
        file.write(bytes([int(key.version)]) + self._sealer.header())

    def writable(self) -> bool:
        return True

    def write(self, chunk: Any) -> int:
        self._file.write(self._sealer.update(bytes(chunk)))
        return len(chunk)

    def finish(self) -> None:
        self._file.write(self._sealer.finish())


def open_backup(content: bytes) -> bytes:
    """This function will verify and open a whole backup file.

    :raises Damaged: when it was changed or cut off
    :raises KeyMissing: when the key it was sealed with is not in the folder
    """
    key = encryption.key_ring().version("backup", str(content[0]))
    return encryption.open_frames(
        key.secret, content[1:], object_id=BACKUP_ID, object_class=BACKUP_CLASS
    )
