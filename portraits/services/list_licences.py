"""What of others draws the live looks: package, version, licence, as set-up wrote it down."""

import json
from dataclasses import dataclass
from functools import cache

from portraits.engine.weights import models_folder
from portraits.services.list_camera_files import RUNTIME

MANIFEST = "MANIFEST.json"


@dataclass(frozen=True, slots=True)
class Licence:
    """One package that a browser is given a part of."""

    package: str
    version: str
    licence: str


@cache
def list_licences() -> tuple[Licence, ...]:
    """This function will return the packages behind the live looks, none before set-up has run."""
    path = models_folder() / MANIFEST
    if not path.is_file():
        return ()
    files = json.loads(path.read_text("utf-8"))["files"]
    parts = (file for file in files if file["file"].startswith(f"{RUNTIME}/"))
    found = (Licence(part["package"], part["version"], part["licence"]) for part in parts)
    return tuple(dict.fromkeys(found))
