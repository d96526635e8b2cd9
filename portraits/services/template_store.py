"""Packs and previews of templates: files without anything about a person, named by their content.

A name never means other bytes than it did, so a worker may keep what it has read, and a job that
started with one version of a template ends with it.
"""

import io
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import lru_cache
from hashlib import sha256

import numpy as np
import numpy.typing as npt
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image

from portraits.engine.errors import BadPack
from portraits.engine.raster import fit_within
from portraits.engine.template_pack import TemplatePack, read_pack
from portraits.models import Template

FOLDERS = PACKS, PREVIEWS = "packs", "previews"
# A job that began with a version of a template ends within a quarter of an hour.
UNNAMED_AFTER = timedelta(minutes=30)
# A scene of 1600 px takes about 35 MB with its masks.
PACKS_IN_MEMORY = 6
PREVIEW_LONG_SIDE = 900
PREVIEW_QUALITY = 85


def store_pack(slug: str, content: bytes) -> tuple[str, str]:
    """This function will keep a pack and return its file name and SHA-256."""
    digest = sha256(content).hexdigest()
    return _store(f"{PACKS}/{slug}-{digest[:16]}.zip", content), digest


def store_preview(slug: str, pixels: npt.NDArray[np.uint8]) -> str:
    """This function will keep a preview of a picture (H, W, 3) and return its file name.

    Not the engine's encoder: a preview shows the artwork, and is no effect to be marked as one.
    """
    stream = io.BytesIO()
    small = Image.fromarray(fit_within(pixels, PREVIEW_LONG_SIDE))
    small.save(stream, "JPEG", quality=PREVIEW_QUALITY, optimize=True, progressive=True)
    jpeg = stream.getvalue()
    return _store(f"{PREVIEWS}/{slug}-{sha256(jpeg).hexdigest()[:16]}.jpg", jpeg)


def load_pack(template: Template) -> TemplatePack:
    """This function will return a template's pack; this process reads each version once.

    :raises BadPack: when the file is not there or cannot be read
    """
    return _load_pack(template.pack_file)


def remove_file(name: str) -> None:
    """This function will remove a pack or preview that no template names any more."""
    if name:
        default_storage.delete(name)


def unnamed_files(now: datetime) -> Iterator[str]:
    """This function will list packs and previews that no template names, older than any job."""
    named = set(Template.objects.values_list("pack_file", "preview_file"))
    known = {name for pair in named for name in pair}
    for folder in FOLDERS:
        for name in _files_in(folder):
            if name not in known and default_storage.get_modified_time(name) <= now - UNNAMED_AFTER:
                yield name


def _files_in(folder: str) -> list[str]:
    try:
        return [f"{folder}/{name}" for name in sorted(default_storage.listdir(folder)[1])]
    except FileNotFoundError:
        return []


def _store(name: str, content: bytes) -> str:
    if default_storage.exists(name):
        return name
    return default_storage.save(name, ContentFile(content))


@lru_cache(maxsize=PACKS_IN_MEMORY)
def _load_pack(name: str) -> TemplatePack:
    try:
        with default_storage.open(name) as file:
            return read_pack(file.read())
    except (FileNotFoundError, ValueError) as absent:
        raise BadPack("the pack is not in the template store") from absent
