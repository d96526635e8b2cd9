"""Write a person's data into one archive, sealed as it is written.

Design. The archive streams into the sealed store: nothing of it is ever a plain file. No copy
outlives the face data in it, and one that is ended while it is being made goes at once.
"""

import io
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from privacy import storage
from privacy.models import Export
from privacy.promises import EXPORT_KEPT
from privacy.selectors.copy_end import copy_end
from privacy.services.destroy_object import destroy_object
from privacy.services.write_copy import LEFT_OUT, write_copy

# A build that says nothing for so long has died; the next message or sweep starts it again.
BUILD_LEASE = timedelta(minutes=5)


def build_export(export_id: UUID, *, now: datetime) -> None:
    """This function will build a queued archive; repeating it is harmless."""
    export = _claim(export_id, now)
    if export is None:
        return
    writer = storage.start_object(
        storage.EXPORT, now=now, destroy_at=now + EXPORT_KEPT, lease_until=now + BUILD_LEASE
    )
    try:
        report = partial(_note, export, now=now)
        write_copy(export.person, _Stream(writer), now=now, report=report)
        writer.finish()
        _publish(export, writer, now)
    except _Ended:
        _drop(writer, "abandoned", now)
    except Exception:
        _drop(writer, "failed", now)
        _being_built(export).update(state=Export.State.FAILED, ended_at=now)
        raise


def _being_built(export: Export) -> Any:
    """This function will return the archive's row as long as somebody wants it."""
    rows = Export.objects.filter(pk=export.pk, state=Export.State.BUILDING)
    return rows.filter(person__is_active=True)


class _Ended(Exception):
    """The account, a consent or something in the archive has gone meanwhile."""


def _drop(writer: storage.SealedWriter, reason: str, now: datetime) -> None:
    writer.close_unfinished()
    destroy_object(writer.object_id, object_class=storage.EXPORT, reason=reason, now=now)


def _claim(export_id: UUID, now: datetime) -> Export | None:
    waiting = Export.objects.filter(pk=export_id, person__is_active=True)
    queued = waiting.filter(state=Export.State.QUEUED)
    dead = waiting.filter(state=Export.State.BUILDING, lease_until__lte=now)
    claimed = {"state": Export.State.BUILDING, "lease_until": now + BUILD_LEASE, "progress": 0.0}
    if not (queued.update(**claimed) or dead.update(**claimed)):
        return None
    return Export.objects.select_related("person").get(pk=export_id)


def _publish(export: Export, writer: storage.SealedWriter, now: datetime) -> None:
    ends_at = copy_end(export.person, now + EXPORT_KEPT, left_out=LEFT_OUT)
    is_ready = _being_built(export).update(
        state=Export.State.READY,
        progress=1.0,
        object_id=writer.object_id,
        byte_count=writer.byte_count,
        ready_at=now,
        expires_at=ends_at,
        lease_until=None,
    )
    if not is_ready:
        raise _Ended
    storage.adopt(writer.object_id, destroy_at=ends_at)


def _note(export: Export, progress: float, *, now: datetime) -> None:
    noted = _being_built(export).update(progress=round(progress, 3), lease_until=now + BUILD_LEASE)
    if not noted:
        raise _Ended


class _Stream(io.RawIOBase):
    """What the zip writer sees of a sealed object: a place to write, in one direction."""

    def __init__(self, writer: storage.SealedWriter) -> None:
        self._writer = writer

    def writable(self) -> bool:
        return True

    def write(self, chunk: Any) -> int:
        self._writer.write(bytes(chunk))
        return len(chunk)
