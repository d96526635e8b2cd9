"""Everything that keeps bytes: the copy's folder, the temp folders, the tables, store and broker.

What is sealed is read while it is young; an old object that begins as sealed ones do is passed by,
since a store of millions is not read every day.
"""

import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from celery import current_app
from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from privacy import storage
from privacy.encryption import MAGIC
from privacy.models import LedgerEntry

YOUNG = timedelta(hours=1)
BATCH_ROWS = 500
CLASSES = (
    storage.UPLOAD,
    storage.CLIP,
    storage.EFFECT,
    storage.CUTOUT,
    storage.TEMPLATE_SOURCE,
    storage.EXPORT,
)


class Piece(NamedTuple):
    """Some bytes, and the kind of place where they lie; never a name that could tell anything."""

    where: str
    content: bytes


def everywhere(now: datetime) -> Iterator[Piece]:
    """This function will read all that could hold a trace of somebody."""
    yield from files(now)
    yield from tables()
    yield from stored_objects(now)
    yield from broker()


# --- files


def files(now: datetime) -> Iterator[Piece]:
    """This function will read the copy's own folder and the temp folders of this process."""
    data_dir, young_since = Path(settings.DATA_DIR), (now - YOUNG).timestamp()
    for folder in sorted(data_dir.iterdir()):
        if folder != Path(settings.STATIC_ROOT):
            contents = (_read(path, young_since) for path in _files_in(folder))
            yield from (Piece(folder.name, content) for content in contents if content)
    for folder in {Path(tempfile.gettempdir()), Path("/dev/shm")}:  # noqa: S108 looked at only
        if not folder.is_relative_to(data_dir):
            young = (path for path in _files_in(folder) if _is_young(path, young_since))
            yield from (Piece("tmp", _read(path, young_since)) for path in young)


def _is_young(path: Path, young_since: float) -> bool:
    try:
        return path.stat().st_mtime >= young_since
    except OSError:
        return False


def _files_in(folder: Path) -> Iterable[Path]:
    if folder.is_file():
        return [folder]
    found = (Path(root, name) for root, _folders, names in os.walk(folder) for name in names)
    return (path for path in found if path.is_file() and not path.is_symlink())


def _read(path: Path, young_since: float) -> bytes:
    try:
        status = path.stat()
        if status.st_uid != os.getuid():
            return b""
        with path.open("rb") as file:
            if status.st_mtime < young_since and file.read(len(MAGIC)) == MAGIC:
                return b""
            file.seek(0)
            return file.read()
    except OSError:
        # Gone between the listing and the look.
        return b""


# --- tables


def tables() -> Iterator[Piece]:
    """This function will read every table of every database; the ledger may know pseudonyms."""
    for alias in connections:
        connection = connections[alias]
        with connection.cursor() as cursor:
            names = connection.introspection.table_names(cursor)
        for name in names:
            where = "ledger" if name == LedgerEntry._meta.db_table else "tables"
            yield from (Piece(where, content) for content in _rows(connection, name))


def _rows(connection: BaseDatabaseWrapper, table: str) -> Iterator[bytes]:
    with connection.cursor() as cursor:
        # The name comes from the database's own list.
        cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
        while rows := cursor.fetchmany(BATCH_ROWS):
            yield b"\n".join(_as_bytes(value) for row in rows for value in row)


def _as_bytes(value: Any) -> bytes:
    if isinstance(value, bytes | memoryview):
        return bytes(value)
    return b"" if value is None else str(value).encode()


# --- store


def stored_objects(now: datetime) -> Iterator[Piece]:
    """This function will read the young objects of a store elsewhere; a folder was read above."""
    store = storage.sealed_store()
    if isinstance(store, FileSystemStorage):
        return
    for object_class in CLASSES:
        for object_id, written_at in storage.stored_objects(object_class):
            if written_at >= now - YOUNG:
                with store.open(storage.object_name(object_id, object_class), "rb") as file:
                    yield Piece("store", file.read())


# --- broker


def broker() -> Iterator[Piece]:
    """This function will read every key of a Redis broker; one in memory has none to read."""
    with current_app.connection_for_read() as connection:
        client = getattr(connection.default_channel, "client", None)
        if client is None or not hasattr(client, "scan_iter"):
            return
        for key in client.scan_iter(count=BATCH_ROWS):
            yield Piece("broker", _as_bytes(key) + b"\n" + _value(client, key))


def _value(client: Any, key: Any) -> bytes:
    readers: dict[bytes, Callable[[], Any]] = {
        b"string": lambda: [client.get(key)],
        b"list": lambda: client.lrange(key, 0, -1),
        b"set": lambda: client.smembers(key),
        b"hash": lambda: [part for pair in client.hgetall(key).items() for part in pair],
        b"zset": lambda: client.zrange(key, 0, -1),
    }
    kind = _as_bytes(client.type(key))
    read = readers.get(kind)
    return b"\n".join(_as_bytes(value) for value in read()) if read else b""
