"""Write everything that is held about a person into one archive.

What goes in is read from the register, so that a new model is in the copy from its first day.
`manifest.json` explains every file and has its SHA-256; `index.html` shows the same to somebody
without tools.
"""

import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.template.loader import render_to_string
from django.utils import translation

from privacy import storage
from privacy.registry import PersonalData
from privacy.selectors.inventory import inventory_of, records_of
from privacy.selectors.subject_rows import about_people, rows_of

SCHEMA_VERSION = 1
# Photos on their way live seconds and are opened for the portrait only (policy F-2).
LEFT_OUT = (storage.UPLOAD, storage.CLIP, storage.EXPORT)
# Where in a file its kind stands, and as what.
ENDINGS = (
    (0, b"\xff\xd8", "jpg"),
    (0, b"\x89PNG", "png"),
    (0, b"%PDF", "pdf"),
    (4, b"ftyp", "mp4"),
)

Report = Callable[[float], None]


@dataclass
class _Archive:
    """The zip file, and the list of what is in it."""

    file: ZipFile
    now: datetime
    files: list[dict[str, Any]] = field(default_factory=list)

    def add(self, name: str, content: bytes, *, explains: str) -> None:
        self.file.writestr(name, content)
        self._note(name, hashlib.sha256(content).hexdigest(), len(content), explains)

    def add_object(self, name: str, sealed: storage.SealedReader, *, explains: str) -> None:
        """A photo, clip or paper, a few frames at a time: a clip of a minute has 60 MB."""
        digest = hashlib.sha256()
        # Stored as it is: none of them gets smaller by deflating.
        with self.file.open(ZipInfo(name, self.now.timetuple()[:6]), "w") as entry:
            for chunk in sealed.chunks():
                entry.write(chunk)
                digest.update(chunk)
        self._note(name, digest.hexdigest(), sealed.byte_count, explains)

    def _note(self, name: str, digest: str, byte_count: int, explains: str) -> None:
        self.files.append(
            {"file": name, "sha256": digest, "bytes": byte_count, "explanation": explains}
        )


def write_copy(person: Any, file: Any, *, now: datetime, report: Report) -> None:
    """This function will write the archive to an open file, in the person's language.

    `report` is told the share that is done after every class; what it raises ends the writing.
    """
    classes = list(about_people())
    with translation.override(person.locale), closing(ZipFile(file, "w", ZIP_DEFLATED)) as zip_file:
        archive = _Archive(zip_file, now)
        tables = []
        for done, declaration in enumerate(classes, start=1):
            tables.append(_add_class(archive, declaration, person))
            report(done / (len(classes) + 1))
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
    for object_class, object_id in _objects(declaration, person):
        # Whatever was deleted meanwhile stays out: a copy never holds what is gone.
        with suppress(storage.ObjectGone, storage.ObjectDamaged), storage.reading(object_id) as one:
            # Before its entry begins: a damaged file would end the whole archive.
            one.verify(0, one.byte_count)
            first = next(one.chunks(0, storage.FIRST_BYTES), b"")
            path = f"{object_class}/{object_id}.{_ending(first)}"
            archive.add_object(path, one, explains=str(declaration.label))
    return {"label": declaration.label, "file": name, "records": records}


def _objects(declaration: PersonalData, person: Any) -> Iterator[tuple[str, UUID]]:
    for column, object_class in declaration.files.items():
        if object_class in LEFT_OUT:
            continue
        ids = rows_of(declaration, person).exclude(**{column: None}).values_list(column, flat=True)
        yield from ((object_class, object_id) for object_id in ids)


def _ending(content: bytes) -> str:
    return next((ending for at, sign, ending in ENDINGS if content.startswith(sign, at)), "bin")


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1, default=str)
