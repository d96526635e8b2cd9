"""Look for the bytes of photos on the raw block device that a running copy writes to.

    sudo .venv/bin/python -m drills.raw_disk [photos]

Everything of the copy lies on an ext4 image of its own: folder, temp folder, databases, logs. The
disk is synced ten times a second, so that even a file that lives for a moment reaches it, and what
was deleted is still found. Exits 1 when a 32-byte window of a photo was found. Needs root (mount).
"""

import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.faults.raw_scan import RawScan
from tests.photos import encoded, face_pixels
from tests.runtime.copies import copy_in
from tests.runtime.visitors import Visitor

IMAGE_BYTES = 512 * 1024 * 1024
PHOTOS = 20


@contextmanager
def disk_image(scratch: Path) -> Iterator[tuple[Path, Path]]:
    """An ext4 file system in a file, mounted: the file and the mount point."""
    image, mounted = scratch / "disk.img", scratch / "disk"
    with image.open("wb") as file:
        file.truncate(IMAGE_BYTES)
    mounted.mkdir()
    subprocess.run(["mkfs.ext4", "-q", "-F", str(image)], check=True)
    subprocess.run(["mount", "-o", "loop", str(image), str(mounted)], check=True)
    try:
        yield image, mounted
    finally:
        subprocess.run(["umount", str(mounted)], check=True)


@contextmanager
def synced() -> Iterator[None]:
    """Everything that is written reaches the disk within a tenth of a second."""
    done = threading.Event()

    def sync() -> None:
        while not done.wait(0.1):
            os.sync()

    thread = threading.Thread(target=sync)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()
        os.sync()


def find_photos(count: int) -> tuple[set[str], int]:
    """Make so many portraits; where on the disk a photo was found, and how many were made."""
    photos = [encoded(face_pixels(), quality=70 + number % 30) for number in range(count)]
    with (
        tempfile.TemporaryDirectory(prefix="raw-disk-") as scratch,
        disk_image(Path(scratch)) as (image, mounted),
    ):
        made = _make_portraits(mounted, photos)
        found = _look(image, photos)
        _leave_a_photo(mounted, photos[0])
        if not _look(image, photos[:1]):
            raise SystemExit("the scan does not find what is there")
    return found, made


def _look(image: Path, photos: list[bytes]) -> set[str]:
    scan = RawScan(photos, [], os.getpid())
    scan.look(image)
    return scan.found


def _leave_a_photo(mounted: Path, content: bytes) -> None:
    """What the scan must find: a photo that was written in clear, and deleted."""
    planted = mounted / "planted"
    planted.write_bytes(content)
    os.sync()
    planted.unlink()
    os.sync()


def _make_portraits(mounted: Path, photos: list[bytes]) -> int:
    with synced(), copy_in(mounted / "var") as copy:
        visitor = Visitor(copy).register()
        states = [visitor.wait_for(visitor.send(one).json()["id"]) for one in photos]
        # What is refused, and what is cancelled, must leave as little.
        visitor.send(b"\xff\xd8\xff" + photos[0][3:5000])
        visitor.delete(f"portraits/{visitor.send(photos[0]).json()['id']}/")
    return sum(state["status"] == "ready" for state in states)


def main(arguments: list[str]) -> int:
    """Print what was found; 0 when nothing was."""
    count = int(arguments[0]) if arguments else PHOTOS
    found, made = find_photos(count)
    sys.stdout.write(f"{made} portraits made; bytes of photos on the raw disk: {len(found)}\n")
    return 1 if found or made < count else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
