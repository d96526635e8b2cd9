"""The files by which the live camera works without a network, and a name for this set of them."""

import hashlib
import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.urls import reverse

from portraits.services.describe_camera import describe_camera

STATIC = Path(settings.BASE_DIR) / "static"
# The page names its own styles and first scripts; these are what its scripts ask for.
SCRIPT_FOLDERS = ("js", "js/camera", "js/device", "js/policy")
RUNTIME = "camera/litert-2.5.3"
RUNTIME_FILES = (
    "litert.js",
    "face_detection.tflite",
    "face_landmark.tflite",
    "face_geometry.binarypb",
    "selfie_segmentation.tflite",
)
# A browser with relaxed vector instructions takes the one, any other the other.
PROGRAMS = {"relaxed": "litert_wasm_internal", "compatible": "litert_wasm_compat_internal"}

Address = Callable[[str, str], str]


def list_camera_files(*, address: Address) -> dict[str, list[str]]:
    """This function will list the addresses of what the camera's scripts ask for: `files` of every
    browser, and those of one of two.

    `address` makes the address of a drawn piece out of its kind and name.
    """
    scripts = [f"{settings.STATIC_URL}{path.relative_to(STATIC)}" for path in _scripts()]
    looks = describe_camera(address=address)
    files = [*scripts, *_runtime(*RUNTIME_FILES), reverse("camera-looks"), *_art(looks)]
    programs = {kind: _runtime(f"{name}.js", f"{name}.wasm") for kind, name in PROGRAMS.items()}
    return {"files": files, **programs}


def _runtime(*names: str) -> list[str]:
    return [f"{settings.STATIC_URL}{RUNTIME}/{name}" for name in names]


@cache
def camera_version(*, address: Address) -> str:
    """This function will name this set of files: another name means that one of them changed."""
    digest = hashlib.sha256(RUNTIME.encode())
    for path in _scripts():
        digest.update(path.read_bytes())
    digest.update(json.dumps(describe_camera(address=address)).encode())
    return digest.hexdigest()[:12]


def _scripts() -> list[Path]:
    return [path for folder in SCRIPT_FOLDERS for path in sorted((STATIC / folder).glob("*.js"))]


def _art(looks: dict[str, Any]) -> list[str]:
    sheets = [sheet["picture"] for prop in looks["props"].values() for sheet in prop["sheets"]]
    return [looks["filters"]["table"], *sheets, *looks["backdrops"].values()]
