"""Where the model files lie, whether they are the right ones, and the loaded models.

The files are found by path and compared with their SHA-256; nothing is ever fetched from here.
Models are loaded at first use and then once for each process.

References: 68-point regression trees (V. Kazemi, J. Sullivan, CVPR 2014), the model trained on
iBUG 300-W, whose terms allow research; see docs/engine.md.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
from functools import cache
from pathlib import Path
from typing import Any

import dlib

from .errors import ModelMissing

LANDMARK_SHA256 = "fbdc2cb80eb9aa7a758672cbfdda32ba6300efe9b6e6c7a299ff7e736b11b92f"
LANDMARK_FILE = "shape_predictor_68_face_landmarks.dat"
SEGMENTATION_FILE = "selfie_segmentation.tflite"


def sha256_of(path: Path) -> str:
    """Hexadecimal SHA-256 of a file."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def models_folder() -> Path:
    """The folder that set-up fills: `models/` beside the packages, or MODELS_DIR."""
    named = os.environ.get("MODELS_DIR", "")
    return Path(named) if named else Path(__file__).resolve().parents[2] / "models"


def segmentation_path() -> Path | None:
    """The person segmentation model, or None when set-up did not bring it."""
    path = models_folder() / SEGMENTATION_FILE
    return path if path.is_file() else None


def landmark_path() -> Path:
    """The 68-point model: the operator's (LANDMARK_MODEL), or the installed package's.

    Raises: ModelMissing.
    """
    named = os.environ.get("LANDMARK_MODEL", "")
    path = Path(named) if named else _packaged_models() / LANDMARK_FILE
    if not path.is_file():
        raise ModelMissing("the 68-point landmark model is absent")
    return path


def _packaged_models() -> Path:
    # find_spec, not import: the package imports pkg_resources, which costs half a second.
    spec = importlib.util.find_spec("face_recognition_models")
    if spec is None or spec.origin is None:
        raise ModelMissing("package face_recognition_models is not installed")
    return Path(spec.origin).parent / "models"


def _expected_landmark_sha256() -> str:
    if os.environ.get("LANDMARK_MODEL"):
        return os.environ.get("LANDMARK_MODEL_SHA256", "")
    return LANDMARK_SHA256


@cache
def landmark_model() -> Any:
    """dlib's shape predictor with 68 points, checked and loaded once.

    Raises: ModelMissing, when the file is absent or its SHA-256 differs.
    """
    path = landmark_path()
    expected = _expected_landmark_sha256()
    if expected and sha256_of(path) != expected:
        raise ModelMissing("the landmark model's SHA-256 differs from the expected one")
    return dlib.shape_predictor(str(path))


@cache
def face_detector() -> Any:
    """dlib's frontal HOG detector (five filters compiled into the library)."""
    return dlib.get_frontal_face_detector()


def warm_up() -> None:
    """Load every model now, so that the first photo does not wait for it."""
    face_detector()
    landmark_model()
