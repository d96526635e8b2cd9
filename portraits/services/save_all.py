"""All of a person's portraits in one ZIP, made while it is sent: no file, one picture in memory."""

import io
import zipfile
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from portraits.selectors import effect_bytes, portraits_of
from privacy.models.refusal import Refused

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


def zip_portraits(person: Any, *, now: datetime) -> Iterator[bytes]:
    """This function will give the archive piece by piece, the oldest portrait first.

    Names say the template and a number. A portrait that ends meanwhile is left out.
    """
    outbox = _Outbox()
    with zipfile.ZipFile(outbox, "w", zipfile.ZIP_STORED) as archive:
        portraits = portraits_of(person).servable(now).order_by("created_at")
        for number, portrait in enumerate(portraits.iterator(), start=1):
            try:
                jpeg = effect_bytes(portrait, now)
            except Refused:
                continue
            name = f"portrait-{number:02}-{portrait.template.slug}.jpg"
            archive.writestr(zipfile.ZipInfo(name, NO_TIME), jpeg)
            yield outbox.take()
    yield outbox.take()
