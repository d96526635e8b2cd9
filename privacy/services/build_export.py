"""Write a person's data into one archive, sealed as it is written.

Design. What goes in is read from the register, so that a new model is in the copy from its first
day. The archive streams into the sealed store: nothing of it is ever a plain file. `manifest.json`
explains every file and has its SHA-256; `index.html` shows the same to somebody without tools.
No copy outlives the face data in it, and one that is ended while it is being made goes at once.
"""

import hashlib
import io
import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zipfile import ZIP_DEFLATED, ZipFile

from django.template.loader import render_to_string
from django.utils import translation

from privacy import storage
from privacy.models import Export
from privacy.promises import EXPORT_KEPT
from privacy.registry import PersonalData
from privacy.selectors.copy_end import copy_end
from privacy.selectors.inventory import inventory_of, records_of
from privacy.selectors.subject_rows import about_people, rows_of
from privacy.services.destroy_object import destroy_object

SCHEMA_VERSION = 1
# A build that says nothing for so long has died; the next message or sweep starts it again.
BUILD_LEASE = timedelta(minutes=5)
# Photos on their way live seconds and are opened for the portrait only (policy F-2).
LEFT_OUT = (storage.UPLOAD, storage.EXPORT)
ENDINGS = ((b"\xff\xd8", "jpg"), (b"\x89PNG", "png"), (b"%PDF", "pdf"))


def build_export(export_id: UUID, *, now: datetime) -> None:
    """This function will build a queued archive; repeating it is harmless."""
    export = _claim(export_id, now)
    if export is None:
        return
    writer = storage.start_object(
        storage.EXPORT, now=now, destroy_at=now + EXPORT_KEPT, lease_until=now + BUILD_LEASE
    )
    try:
        with translation.override(export.person.locale):
            _write_archive(_Stream(writer), export, now)
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


class _Stream(io.RawIOBase):
    """What the zip writer sees of a sealed object: a place to write, in one direction."""

    def __init__(self, writer: storage.SealedWriter) -> None:
        self._writer = writer

    def writable(self) -> bool:
        return True

    def write(self, chunk: Any) -> int:
        self._writer.write(bytes(chunk))
        return len(chunk)


@dataclass
class _Archive:
    """The zip file, and the list of what is in it."""

    file: ZipFile
    files: list[dict[str, Any]] = field(default_factory=list)

    def add(self, name: str, content: bytes, *, explains: str) -> None:
        self.file.writestr(name, content)
        digest = hashlib.sha256(content).hexdigest()
        self.files.append(
            {"file": name, "sha256": digest, "bytes": len(content), "explanation": explains}
        )


def _write_archive(stream: _Stream, export: Export, now: datetime) -> None:
    person, classes = export.person, list(about_people())
    with closing(ZipFile(stream, "w", ZIP_DEFLATED)) as zip_file:
        archive = _Archive(zip_file)
        tables = []
        for done, declaration in enumerate(classes, start=1):
            tables.append(_add_class(archive, declaration, person))
            _note(export, done / (len(classes) + 1), now)
        held = inventory_of(person)
        manifest = {
            "schema_version": SCHEMA_VERSION,
            "generated_at": now.isoformat(),
            "files": archive.files,
            "classes": [asdict(one) | {"kept_for": str(one.kept_for or "")} for one in held],
        }
        page = render_to_string(
            "privacy/export_index.html", {"tables": tables, "held": held, "now": now}
        )
        zip_file.writestr("index.html", page)
        zip_file.writestr("manifest.json", _json(manifest))


def _add_class(archive: _Archive, declaration: PersonalData, person: Any) -> dict[str, Any]:
    records = list(records_of(declaration, person))
    name = f"{declaration.model.lower().replace('.', '-')}.json"
    archive.add(name, _json(records).encode(), explains=str(declaration.label))
    for path, content in _objects(declaration, person):
        archive.add(path, content, explains=str(declaration.label))
    return {"label": declaration.label, "file": name, "records": records}


def _objects(declaration: PersonalData, person: Any) -> Iterator[tuple[str, bytes]]:
    for column, object_class in declaration.files.items():
        if object_class in LEFT_OUT:
            continue
        ids = rows_of(declaration, person).exclude(**{column: None}).values_list(column, flat=True)
        for object_id in ids:
            content = _opened(object_id)
            if content is not None:
                yield f"{object_class}/{object_id}.{_ending(content)}", content


def _opened(object_id: UUID) -> bytes | None:
    try:
        return storage.open_sealed(object_id)
    except (storage.ObjectGone, storage.ObjectDamaged):
        # It was deleted meanwhile: a copy never holds what is gone.
        return None


def _ending(content: bytes) -> str:
    return next((ending for first, ending in ENDINGS if content.startswith(first)), "bin")


def _note(export: Export, progress: float, now: datetime) -> None:
    noted = _being_built(export).update(progress=round(progress, 3), lease_until=now + BUILD_LEASE)
    if not noted:
        raise _Ended


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1, default=str)
