"""Make a file that only its owner can read, and that was not there before."""

import os
from pathlib import Path
from typing import BinaryIO


def open_new_file(path: Path) -> BinaryIO:
    """This function will make the file and open it for writing.

    :raises OSError: when it cannot be made; FileExistsError when something is there
    """
    # An older file may be somebody else's, with rights of its own.
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")
