"""The only upload handler: a file part is sealed while it streams, or it is refused.

Django's own handlers keep a file in memory or write it to a temp folder in clear; a killed process
left 4.8 MB of a photo there for ever. This one keeps at most one frame of 64 KiB of plaintext. A
file is taken only where a gate put a plan on the request before the body was read.
"""

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.utils import timezone

from privacy import storage
from privacy.encryption import FRAME_BYTES
from privacy.models.refusal import Refused

RECEIVING_LEASE = timedelta(seconds=30)
RENEW_EVERY_S = 10.0
# When to try again where the store is full or away.
NOT_STORED_S = 30
# What is read and dropped after the limit, so that the client sees the answer and not a reset.
DROPPED_BYTES = 25_000_000

logger = logging.getLogger(__name__)


@dataclass
class SealedUpload:
    """The plan that a gate leaves on the request: what may come, and the objects it became."""

    field_name: str
    object_class: str
    max_bytes: int
    kept_for: timedelta
    open_objects: list[storage.SealedWriter] = field(default_factory=list)

    def abandon(self) -> list[UUID]:
        """This function will close what arrived and was not adopted, name it, and forget it."""
        left = [writer.object_id for writer in self.open_objects]
        for writer in self.open_objects:
            # A body that broke off left its file open.
            writer.close_unfinished()
        self.open_objects.clear()
        return left

    def adopted(self, object_id: UUID) -> None:
        """This function will take an object off the list of what must be destroyed at the end."""
        self.open_objects = [one for one in self.open_objects if one.object_id != object_id]


class SealedFile(UploadedFile):  # type: ignore[type-arg]  # generic for checkers only
    """A file that already lies sealed in the store. Its name is never the person's."""

    def __init__(
        self,
        writer: storage.SealedWriter,
        *,
        is_too_large: bool,
        plan: SealedUpload | None = None,
    ) -> None:
        super().__init__(file=None, name="upload", size=writer.byte_count)
        self._plan = plan
        self.object_id = writer.object_id
        self.byte_count = writer.byte_count
        self.first_bytes = writer.first_bytes
        self.is_too_large = is_too_large

    def adopted(self) -> None:
        """This function will say that a row names the object: it stays when the answer is ready."""
        if self._plan is not None:
            self._plan.adopted(self.object_id)

    def close(self) -> None:
        """Nothing is open."""


class SealedUploadHandler(FileUploadHandler):
    """Feeds a file part into the sealed store."""

    chunk_size = FRAME_BYTES

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        plan: SealedUpload | None = getattr(self.request, "sealed_upload", None)
        if plan is None or self.field_name != plan.field_name:
            raise StopUpload(connection_reset=plan is None)
        now = timezone.now()
        self._plan, self._dropped, self._is_too_large = plan, 0, False
        self._renewed_at = time.monotonic()
        with _refusing_what_is_not_stored():
            self._writer = storage.start_object(
                plan.object_class,
                now=now,
                destroy_at=now + plan.kept_for,
                lease_until=now + RECEIVING_LEASE,
            )
        plan.open_objects.append(self._writer)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if self._is_too_large or self._writer.byte_count + len(raw_data) > self._plan.max_bytes:
            self._drop(raw_data)
            return
        with _refusing_what_is_not_stored():
            self._writer.write(raw_data)
            self._renew_lease(timezone.now())

    def _drop(self, raw_data: bytes) -> None:
        if not self._is_too_large:
            self._is_too_large = True
            self._writer.abort()
            self._plan.adopted(self._writer.object_id)
        self._dropped += len(raw_data)
        if self._dropped > DROPPED_BYTES:
            raise StopUpload(connection_reset=True)

    def _renew_lease(self, now: datetime) -> None:
        if time.monotonic() - self._renewed_at > RENEW_EVERY_S:
            self._renewed_at = time.monotonic()
            storage.renew_lease(self._writer.object_id, lease_until=now + RECEIVING_LEASE)

    def file_complete(self, file_size: int) -> SealedFile:
        if not self._is_too_large:
            with _refusing_what_is_not_stored():
                self._writer.finish()
        return SealedFile(self._writer, is_too_large=self._is_too_large, plan=self._plan)


@contextmanager
def _refusing_what_is_not_stored() -> Iterator[None]:
    try:
        yield
    except Exception as error:
        # A disk, a server and a database each have errors of their own; the kind is enough.
        logger.error("upload_not_stored", extra={"kind": type(error).__name__})
        raise Refused("not_stored", 503, retry_after=NOT_STORED_S) from error
