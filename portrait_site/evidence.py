"""Which tree a test run belongs to: the promises page trusts evidence of its own tree only."""

import hashlib
import json
import subprocess
from pathlib import Path
from typing import Any

from django.conf import settings

EVIDENCE_NAME = "evidence.json"


class TreeUnknown(Exception):
    """The folder is no git checkout, so nobody can say which files belong to it."""


def tracked_files(root: Path) -> list[str]:
    """This function will return the tracked paths, sorted.

    :raises TreeUnknown: when git is absent or does not know the folder
    """
    # The owner of a checkout often is not the user that serves it; git refuses that by default.
    command = ["git", "-c", "safe.directory=*", "-C", str(root), "ls-files", "-z"]
    try:
        answer = subprocess.run(command, capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError) as failure:
        raise TreeUnknown("git cannot list the files of this folder") from failure
    return sorted(name for name in answer.stdout.decode().split("\0") if name)


def tree_sha256(root: Path) -> str:
    """This function will return the SHA-256 over names and contents of all tracked files.

    Without `evidence.json`, which carries the number. A tracked file that is absent counts as
    such: a tree with a file removed is another tree.

    :raises TreeUnknown: when git is absent or does not know the folder
    """
    digest = hashlib.sha256()
    for name in tracked_files(root):
        if name != EVIDENCE_NAME:
            digest.update(f"{name}\0{_content_sha256(root / name)}\n".encode())
    return digest.hexdigest()


def _content_sha256(path: Path) -> str:
    if path.is_symlink():
        return "link to " + str(path.readlink())
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "absent"


def read_evidence(root: Path | None = None) -> dict[str, Any] | None:
    """This function will return the record of the test run of this very tree, or None.

    A record of another tree proves nothing about this one.
    """
    folder = root or Path(settings.BASE_DIR)
    try:
        record: dict[str, Any] = json.loads((folder / EVIDENCE_NAME).read_text(encoding="utf-8"))
        return record if record["tree"] == tree_sha256(folder) else None
    except (OSError, ValueError, KeyError, TreeUnknown):
        return None
