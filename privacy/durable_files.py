"""Files of the sealed store on this machine's own disk.

They are synced with their folder when written and when deleted, since without it a deleted file
came back after a power cut.
"""

import os
from pathlib import Path

from django.core.files.base import File
from django.core.files.storage import FileSystemStorage


class DurableFile(File):  # type: ignore[type-arg]  # Django's File is untyped for binary modes
    """A file whose closing returns when the bytes and the name are on the disk."""

    def close(self) -> None:
        if self.file is None or self.file.closed or not self.file.writable():
            super().close()
            return
        try:
            self.file.flush()
            os.fsync(self.file.fileno())
        finally:
            # On a full disk too: what could not be written must not stay open.
            super().close()
        _sync_folder(Path(self.name or "").parent)


class DurableFileSystemStorage(FileSystemStorage):
    """A folder on this machine: 0700 folders, 0600 files, synced writes and deletions."""

    def _open(self, name: str, mode: str = "rb") -> File:  # type: ignore[type-arg]
        path = Path(self.path(name))
        if "w" not in mode:
            return File(path.open(mode))
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        return DurableFile(os.fdopen(descriptor, mode), name=str(path))

    def delete(self, name: str) -> None:
        super().delete(name)
        folder = Path(self.path(name)).parent
        if folder.is_dir():
            _sync_folder(folder)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
