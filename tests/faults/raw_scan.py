"""Look for the bytes of a photo in everything that a running copy has on a disk."""

import os
import threading
from collections.abc import Iterable, Iterator
from pathlib import Path

from portrait_site.canary.traces import Windows
from tests.runtime.processes import descendants


class RawScan:
    """Scans folders and deleted files that are still open, over and over, until it is stopped."""

    def __init__(self, photos: Iterable[bytes], folders: Iterable[Path], process: int) -> None:
        self._windows = Windows(photos)
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
            self.look(path)
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

    def look(self, path: Path) -> None:
        """Look at one file, unless it is as it was at the last look."""
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
        if self._windows.are_in(content):
            self.found.add(str(path))


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
