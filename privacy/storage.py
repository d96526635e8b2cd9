"""The sealed store: every byte about a person lies here under a key of its own.

Design. An object's key row is written before its first byte and carries the time when the object
must be gone; while bytes arrive it also carries a short lease, so that what a killed process left
behind is destroyed by the next sweep. An object is opened whole or not at all; what may be large,
a clip or a person's copy, in whole frames or not at all. How it reaches the disk is
durable_files.py's.
"""

import os
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from secrets import token_bytes
from typing import IO, Any
from uuid import UUID, uuid4

from django.core.files.storage import FileSystemStorage, Storage, storages
from django.db.models import QuerySet

from privacy import encryption
from privacy.models import DataKey, ObjectKey, RetainedKey

UPLOAD, EFFECT, TEMPLATE_SOURCE, EXPORT = "upload", "effect", "template_source", "export"
ATTACHMENT, PACKAGE, CUTOUT, CLIP = "attachment", "package", "cutout", "clip"
# A restore must bring these back: their keys lie, wrapped, in the database that is backed up.
RETAINED = (ATTACHMENT,)
KEY_MODELS: tuple[type[ObjectKey], ...] = (DataKey, RetainedKey)
FIRST_BYTES = 64


class ObjectGone(Exception):
    """The object has no key or no bytes: it was deleted, or never was."""


class ObjectDamaged(Exception):
    """The object's bytes are not what was sealed."""


def sealed_store() -> Storage:
    """This function will return the storage that sealed objects lie in."""
    return storages["sealed"]


def object_name(object_id: UUID, object_class: str) -> str:
    """This function will return where an object lies; two letters spread the folders."""
    return f"{object_class}/{object_id.hex[:2]}/{object_id.hex}"


@dataclass
class SealedWriter:
    """One object being written; its plaintext exists in memory only."""

    object_id: UUID
    object_class: str
    sealer: encryption.FrameSealer
    file: IO[bytes] | Any
    byte_count: int = 0
    first_bytes: bytes = b""

    def write(self, chunk: bytes) -> None:
        """This function will seal a chunk and write the frames that became full."""
        self.byte_count += len(chunk)
        if len(self.first_bytes) < FIRST_BYTES:
            self.first_bytes = (self.first_bytes + chunk)[:FIRST_BYTES]
        frames = self.sealer.update(chunk)
        if frames:
            self.file.write(frames)

    def finish(self) -> None:
        """This function will write the last frame and return when the object is on the disk."""
        self.file.write(self.sealer.finish())
        self.file.close()

    def abort(self) -> None:
        """This function will drop the key first, then the bytes."""
        delete_key(self.object_id)
        self.close_unfinished()
        delete_bytes(self.object_id, self.object_class)

    def close_unfinished(self) -> None:
        """This function will close the file of an object that will be destroyed."""
        # A full disk refuses the last bytes once more; they are not wanted.
        with suppress(OSError):
            self.file.close()


def start_object(
    object_class: str,
    *,
    now: datetime,
    destroy_at: datetime | None,
    lease_until: datetime | None = None,
) -> SealedWriter:
    """This function will make an object's key and open it for writing."""
    object_id, object_key = uuid4(), token_bytes(32)
    version, wrapped = encryption.wrap_object_key(
        object_key, object_id=object_id, object_class=object_class
    )
    keys_of(object_class).create(
        object_id=object_id,
        object_class=object_class,
        key_version=version,
        wrapped_key=wrapped,
        created_at=now,
        destroy_at=destroy_at,
        lease_until=lease_until,
    )
    sealer = encryption.FrameSealer(object_key, object_id=object_id, object_class=object_class)
    file = sealed_store().open(object_name(object_id, object_class), "wb")
    file.write(sealer.header())
    return SealedWriter(object_id, object_class, sealer, file)


def seal_bytes(object_class: str, content: bytes, *, now: datetime, destroy_at: datetime) -> UUID:
    """This function will seal a whole object and return its id."""
    writer = start_object(object_class, now=now, destroy_at=destroy_at)
    writer.write(content)
    writer.finish()
    return writer.object_id


def open_sealed(object_id: UUID) -> bytes:
    """This function will return an object, verified whole before the first byte is given out.

    :raises ObjectGone: when its key or its bytes are not there
    :raises ObjectDamaged: when the bytes are not what was sealed
    """
    key = find_key(object_id)
    if key is None:
        raise ObjectGone
    try:
        with sealed_store().open(object_name(object_id, key.object_class), "rb") as file:
            sealed = file.read()
        return _open(key, sealed)
    except FileNotFoundError as absent:
        raise ObjectGone from absent
    except encryption.Damaged as damaged:
        raise ObjectDamaged from damaged


@dataclass
class SealedReader:
    """One object being read from the store, a few frames at a time."""

    opener: encryption.FrameOpener
    file: IO[bytes] | Any

    @property
    def byte_count(self) -> int:
        """Bytes of the object as it was before it was sealed."""
        return self.opener.byte_count

    def chunks(self, start: int = 0, stop: int | None = None) -> Iterator[bytes]:
        """This function will give the bytes from `start` to before `stop`, each frame verified.

        :raises ObjectDamaged: at the first frame that is not what was sealed
        """
        end = self.byte_count if stop is None else min(stop, self.byte_count)
        for number in range(start // encryption.FRAME_BYTES, -(-end // encryption.FRAME_BYTES)):
            begins = number * encryption.FRAME_BYTES
            yield self._frame(number)[max(0, start - begins) : end - begins]

    def verify(self, start: int, stop: int) -> None:
        """This function will open the frames of a range and give nothing out.

        :raises ObjectDamaged: when one of them is not what was sealed
        """
        for _chunk in self.chunks(start, stop):
            pass

    def _frame(self, number: int) -> bytes:
        self.file.seek(self.opener.place(number))
        try:
            return self.opener.open(number, self.file.read(self.opener.SEALED_FRAME_BYTES))
        except encryption.Damaged as damaged:
            raise ObjectDamaged from damaged


@contextmanager
def reading(object_id: UUID) -> Iterator[SealedReader]:
    """This function will open an object to be read in parts: for large ones and for copies.

    :raises ObjectGone: when its key or its bytes are not there
    :raises ObjectDamaged: when it is no sealed object; later, when a frame is not what was sealed
    """
    key = find_key(object_id)
    if key is None:
        raise ObjectGone
    try:
        file = sealed_store().open(object_name(object_id, key.object_class), "rb")
    except FileNotFoundError as absent:
        raise ObjectGone from absent
    with file:
        try:
            opener = _opener(key, file)
        except encryption.Damaged as damaged:
            raise ObjectDamaged from damaged
        yield SealedReader(opener, file)


def chunks_then_close(chunks: Iterator[bytes], closing: ExitStack) -> Iterator[bytes]:
    """This function will give chunks out, as an answer does, and close what they were read from."""
    with closing:
        yield from chunks


def _opener(key: ObjectKey, file: Any) -> encryption.FrameOpener:
    identity: dict[str, Any] = {"object_id": key.object_id, "object_class": key.object_class}
    object_key = encryption.unwrap_object_key(key.key_version, bytes(key.wrapped_key), **identity)
    header = file.read(encryption.FrameOpener.HEADER_BYTES)
    sealed_bytes = file.seek(0, os.SEEK_END)
    return encryption.FrameOpener(object_key, header, sealed_bytes, **identity)


def keys_of(object_class: str) -> QuerySet[Any]:
    """This function will return the keys among which those of a class lie."""
    return (RetainedKey if object_class in RETAINED else DataKey).objects.all()


def find_key(object_id: UUID) -> ObjectKey | None:
    """This function will return an object's key, wherever it lies."""
    found = (model.objects.filter(object_id=object_id).first() for model in KEY_MODELS)
    return next((key for key in found if key is not None), None)


def _open(key: ObjectKey, sealed: bytes) -> bytes:
    identity: dict[str, Any] = {"object_id": key.object_id, "object_class": key.object_class}
    object_key = encryption.unwrap_object_key(key.key_version, bytes(key.wrapped_key), **identity)
    return encryption.open_frames(object_key, sealed, **identity)


def adopt(object_id: UUID, *, destroy_at: datetime | None) -> bool:
    """This function will end the receiving lease; False when the key is gone already.

    Without `destroy_at` the object goes with the row that names it.
    """
    return bool(_update_key(object_id, lease_until=None, destroy_at=destroy_at))


def renew_lease(object_id: UUID, *, lease_until: datetime) -> None:
    """This function will keep an object whose bytes still arrive."""
    _update_key(object_id, lease_until=lease_until)


def _update_key(object_id: UUID, **changes: Any) -> int:
    return sum(model.objects.filter(object_id=object_id).update(**changes) for model in KEY_MODELS)


def delete_key(object_id: UUID) -> bool:
    """This function will delete the key row, committed on its own; False when there was none."""
    return bool(delete_keys([object_id]))


def delete_keys(object_ids: Sequence[UUID]) -> set[UUID]:
    """This function will delete the key rows, committed on their own, and say which there were."""
    rows = [model.objects.filter(object_id__in=object_ids) for model in KEY_MODELS]
    found = {object_id for one in rows for object_id in one.values_list("object_id", flat=True)}
    for one in rows:
        one.delete()
    return found


def birth_dates(object_ids: Sequence[UUID]) -> dict[UUID, datetime]:
    """This function will return when the objects that still have a key were made."""
    rows = (model.objects.filter(object_id__in=object_ids) for model in KEY_MODELS)
    return dict(chain.from_iterable(one.values_list("object_id", "created_at") for one in rows))


def delete_bytes(object_id: UUID, object_class: str) -> bool:
    """This function will delete the object and say whether the store now says it is absent."""
    name = object_name(object_id, object_class)
    store = sealed_store()
    store.delete(name)
    return not store.exists(name)


def stored_objects(object_class: str) -> Iterator[tuple[UUID, datetime]]:
    """This function will list what lies in the store: object id, and when it was last written."""
    store = sealed_store()
    if isinstance(store, FileSystemStorage) and not store.exists(object_class):
        return
    for folder in store.listdir(object_class)[0]:
        for name in store.listdir(f"{object_class}/{folder}")[1]:
            path = f"{object_class}/{folder}/{name}"
            yield UUID(hex=name), store.get_modified_time(path)
