"""Look for the bytes of a photo, or for a text, in other bytes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

WINDOW_BYTES = 32
# Any block of a disk that was written in clear holds at least one whole window.
EVERY_BYTES = 1024
# The first bytes of a JPEG are tables that many photos share.
HEAD_BYTES = 2048


class Windows:
    """Short pieces of pictures, found wherever they begin."""

    def __init__(self, pictures: Iterable[bytes]) -> None:
        self._windows = {window for picture in pictures for window in _windows(picture)}
        self._begins_one = np.zeros(65536, bool)
        self._begins_one[[int.from_bytes(window[:2], "big") for window in self._windows]] = True

    def are_in(self, content: bytes) -> bool:
        """This function will sort out nearly every place by two bytes and compare what is left."""
        if len(content) < WINDOW_BYTES:
            return False
        octets = np.frombuffer(content, np.uint8).astype(np.uint16)
        places = np.flatnonzero(self._begins_one[(octets[:-1] << 8) | octets[1:]])
        return any(content[at : at + WINDOW_BYTES] in self._windows for at in places.tolist())


def _windows(picture: bytes) -> Iterator[bytes]:
    for start in range(HEAD_BYTES, len(picture) - WINDOW_BYTES, EVERY_BYTES):
        yield picture[start : start + WINDOW_BYTES]


@dataclass(frozen=True, slots=True)
class Trace:
    """What is looked for: pieces of pictures, or the ways in which a text can be written."""

    what: str
    windows: Windows | None = None
    spellings: tuple[bytes, ...] = ()

    def is_in(self, content: bytes) -> bool:
        """This function will say whether the content holds it."""
        if self.windows is not None and self.windows.are_in(content):
            return True
        return any(spelling in content for spelling in self.spellings)
