"""All of a person's portraits and clips in one ZIP, made while it is sent, a few frames at once."""

import io
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from typing import Any

from portraits.models import Job
from portraits.selectors import clips_of, portraits_of, reading_effect
from privacy.models.refusal import Refused
from privacy.storage import SealedReader

# The earliest that ZIP can say: a real time would tell when a portrait was made.
NO_TIME = (1980, 1, 1, 0, 0, 0)


class _Outbox(io.RawIOBase):
    """Where the archive is written to until it is sent; it cannot go back, so nothing is kept."""

    def __init__(self) -> None:
        super().__init__()
        self._chunks: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, chunk: Any) -> int:
        self._chunks.append(bytes(chunk))
        return len(chunk)

    def take(self) -> bytes:
        taken = b"".join(self._chunks)
        self._chunks.clear()
        return taken


def zip_effects(person: Any, *, now: datetime) -> Iterator[bytes]:
    """This function will give the archive piece by piece: portraits, then clips, the oldest first.

    Names say the template and a number. What ends meanwhile is left out.
    """
    outbox = _Outbox()
    with zipfile.ZipFile(outbox, "w", zipfile.ZIP_STORED) as archive:
        for name, job in _named(person, now):
            with suppress(Refused), reading_effect(job, now) as file:
                # Before its entry begins: a damaged file would end the whole archive.
                file.verify(0, file.byte_count)
                yield from _added(archive, name, file, outbox)
    yield outbox.take()


def _named(person: Any, now: datetime) -> Iterator[tuple[str, Job]]:
    portraits = portraits_of(person).servable(now).order_by("created_at")
    for number, portrait in enumerate(portraits.iterator(), start=1):
        yield f"portrait-{number:02}-{portrait.template.slug}.jpg", portrait
    clips = clips_of(person).servable(now).order_by("created_at")
    for number, clip in enumerate(clips.iterator(), start=1):
        yield f"clip-{number:02}.mp4", clip


def _added(
    archive: zipfile.ZipFile, name: str, file: SealedReader, outbox: _Outbox
) -> Iterator[bytes]:
    with archive.open(zipfile.ZipInfo(name, NO_TIME), "w") as entry:
        for chunk in file.chunks():
            entry.write(chunk)
            yield outbox.take()
