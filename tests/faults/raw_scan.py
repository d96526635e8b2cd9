"""Look for the bytes of a photo in everything that a running copy has on a disk."""

import os
import threading
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np

from tests.runtime.processes import descendants

WINDOW_BYTES = 32
# Any block of a disk that was written in clear holds at least one whole window.
EVERY_BYTES = 1024
# The first bytes of a JPEG are tables that many photos share.
HEAD_BYTES = 2048


class RawScan:
    """Scans folders and deleted files that are still open, over and over, until it is stopped."""

    def __init__(self, photos: Iterable[bytes], folders: Iterable[Path], process: int) -> None:
        self._windows = {window for photo in photos for window in _windows(photo)}
        self._begins_one = np.zeros(65536, bool)
        self._begins_one[[int.from_bytes(window[:2], "big") for window in self._windows]] = True
        self._folders = list(folders)
        self._process = process
        self._seen: dict[str, tuple[int, int]] = {}
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._scan_for_ever)
        self.found: set[str] = set()
        self.rounds = 0
        self.byte_count = 0

    def __enter__(self) -> "RawScan":
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._stopped.set()
        self._thread.join()

    def scan(self) -> None:
        """Look once at every file that has changed since the last look."""
        for path in (*self._files(), *self._deleted_files()):
            self._look(path)
        self.rounds += 1

    def _scan_for_ever(self) -> None:
        while not self._stopped.wait(0.1):
            self.scan()

    def _files(self) -> Iterator[Path]:
        for folder in self._folders:
            for root, _folders, names in os.walk(folder):
                yield from (Path(root, name) for name in names)

    def _deleted_files(self) -> Iterator[Path]:
        """A file that was removed while somebody has it open is still on the disk."""
        for process in (self._process, *descendants(self._process)):
            yield from _deleted_files_of(process)

    def _look(self, path: Path) -> None:
        try:
            status = path.stat()
            stamp = (status.st_size, status.st_mtime_ns)
            if not path.is_file() or self._seen.get(str(path)) == stamp:
                return
            content = path.read_bytes()
        except OSError:
            # Gone between the listing and the look; what it held was looked at in its time.
            return
        self._seen[str(path)] = stamp
        self.byte_count += len(content)
        if self._holds_a_window(content):
            self.found.add(str(path))

    def _holds_a_window(self, content: bytes) -> bool:
        """Two bytes sort out nearly every place; what is left is compared whole."""
        octets = np.frombuffer(content, np.uint8).astype(np.uint16)
        places = np.flatnonzero(self._begins_one[(octets[:-1] << 8) | octets[1:]])
        return any(content[at : at + WINDOW_BYTES] in self._windows for at in places.tolist())


def _windows(photo: bytes) -> Iterator[bytes]:
    for start in range(HEAD_BYTES, len(photo) - WINDOW_BYTES, EVERY_BYTES):
        yield photo[start : start + WINDOW_BYTES]


def _deleted_files_of(process: int) -> Iterator[Path]:
    try:
        entries = list(Path(f"/proc/{process}/fd").iterdir())
    except OSError:
        return
    for entry in entries:
        try:
            target = os.readlink(entry)
        except OSError:
            continue
        if target.startswith("/") and target.endswith(" (deleted)"):
            yield entry
