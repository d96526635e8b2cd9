"""Ask for a copy of one's data, and take it: one archive at a time, once."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from privacy.models import Export
from privacy.models.refusal import Refused
from privacy.services.destroy_object import destroy_object
from privacy.services.send_task import send_task
from privacy.storage import (
    EXPORT,
    ObjectDamaged,
    ObjectGone,
    SealedReader,
    chunks_then_close,
    reading,
)


def request_export(person: Any, *, now: datetime) -> Export:
    """This function will start the archive, or return the one that is being made or waits."""
    live = Export.objects.filter(person=person)
    running = live.unfinished().first()
    if running is not None:
        # Its message may be lost; a second one does no harm.
        transaction.on_commit(lambda: send_export(running.pk))
        return running
    ready = live.live(now).first()
    if ready is not None:
        return ready
    end_overdue(live, now=now)
    try:
        with transaction.atomic():
            export = Export.objects.create(person=person, created_at=now)
            transaction.on_commit(lambda: send_export(export.pk))
            return export
    except IntegrityError:
        # Two requests at once: the other one's archive is as good.
        return Export.objects.get(person=person, state__in=("queued", "building", "ready"))


def send_export(export_id: UUID) -> None:
    """This function will send the id to the maintenance worker."""
    send_task("privacy.build_export", export_id=str(export_id))


def export_of(person: Any, export_id: UUID) -> Export:
    """This function will return one of the person's archives.

    :raises Refused: `not_found`, 404
    """
    export = Export.objects.filter(person=person, pk=export_id).first()
    if export is None:
        raise Refused("not_found", 404)
    return export


def take_export(export: Export, *, now: datetime) -> Iterator[bytes]:
    """This function will give the archive out once, verified whole before the first byte.

    It is destroyed before that byte too: key and name are gone whatever becomes of the answer, for
    which the file stays open.

    :raises Refused: `not_ready` 409 while it is being made, `export_gone` 410 ever after
    """
    if export.state in (Export.State.QUEUED, Export.State.BUILDING):
        raise Refused("not_ready", 409, retry_after=2)
    with ExitStack() as opened:
        archive = opened.enter_context(_reading(export, now))
        taken = Export.objects.live(now).filter(pk=export.pk)
        if not taken.update(state=Export.State.DOWNLOADED, ended_at=now):
            raise Refused("export_gone", 410)
        destroy_archive(export, reason="downloaded", now=now)
        return chunks_then_close(archive.chunks(), opened.pop_all())


@contextmanager
def _reading(export: Export, now: datetime) -> Iterator[SealedReader]:
    is_live = Export.objects.live(now).filter(pk=export.pk).exists()
    if not is_live or export.object_id is None:
        raise Refused("export_gone", 410)
    try:
        with reading(export.object_id) as archive:
            archive.verify(0, archive.byte_count)
            yield archive
    except (ObjectGone, ObjectDamaged) as lost:
        # What cannot be had must not stand in the way of a new one for three days. Whoever took it
        # in the same moment has it: that one is ended already.
        for unreadable in Export.objects.live(now).filter(pk=export.pk):
            expire_export(unreadable, now)
        raise Refused("export_gone", 410) from lost


def end_overdue(exports: Any, *, now: datetime) -> None:
    """This function will end archives whose time is over."""
    for export in exports.filter(state=Export.State.READY, expires_at__lte=now):
        expire_export(export, now)


def end_copies(person: Any, *, now: datetime) -> None:
    """This function will end the copy that waits or is being made: something in it must go."""
    live = Export.objects.filter(person=person)
    for export in live.unfinished() | live.filter(state=Export.State.READY):
        expire_export(export, now)


def expire_export(export: Export, now: datetime) -> None:
    """This function will end one archive whose time is over and destroy it."""
    Export.objects.filter(pk=export.pk).update(state=Export.State.EXPIRED, ended_at=now)
    destroy_archive(export, reason="expired", now=now)


def destroy_archive(export: Export, *, reason: str, now: datetime) -> None:
    """This function will destroy the archive's bytes; the row keeps only that it was there."""
    if export.object_id is None:
        return
    destroy_object(export.object_id, object_class=EXPORT, reason=reason, now=now)
    Export.objects.filter(pk=export.pk).update(object_id=None, byte_count=None)
