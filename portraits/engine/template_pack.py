"""A template as one file: a zip of recipe.json and PNG layers, the same bytes every time."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import cv2
import numpy as np

from .errors import BadPack
from .geometry import Landmarks, Mask, Pixels

KINDS = ("look", "studio", "scene")
FORMAT = 1
RECIPE_FILE = "recipe.json"
# Generous for one 1600 px picture with layers; refuses zip bombs before they are unpacked.
MAX_MEMBER_BYTES = 64 * 1024 * 1024
FIXED_DATE = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, eq=False)
class TemplatePack:
    """A template in memory. Packs compare by identity, so that caches may be keyed by them.

    `picture` uint8 (H, W, 3), `landmarks` float32 (68, 2) in its pixels, `face_mask` and
    `skin_mask` float32 (H, W) 0..1, `foreground` uint8 (H, W, 4) RGBA drawn over the result.
    """

    slug: str
    kind: str
    recipe: Mapping[str, Any] = field(default_factory=dict)
    picture: Pixels | None = None
    landmarks: Landmarks | None = None
    face_mask: Mask | None = None
    skin_mask: Mask | None = None
    foreground: Pixels | None = None


def write_pack(pack: TemplatePack) -> bytes:
    """The pack as bytes; the same pack gives the same bytes."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        _add(archive, RECIPE_FILE, _recipe_bytes(pack))
        for name, layer in _layers(pack).items():
            _add(archive, name, _encode_png(layer))
    return stream.getvalue()


def read_pack(data: bytes) -> TemplatePack:
    """A pack from its bytes. Raises: BadPack."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = {info.filename: _read_member(archive, info) for info in archive.infolist()}
        head = json.loads(members.pop(RECIPE_FILE))
        return _assemble(head, {name: _decode_png(png) for name, png in members.items()})
    except (zipfile.BadZipFile, KeyError, ValueError, TypeError, AttributeError) as error:
        raise BadPack("the pack cannot be read") from error


def _layers(pack: TemplatePack) -> dict[str, Pixels]:
    layers = {
        "picture.png": pack.picture,
        "face_mask.png": _as_bytes(pack.face_mask),
        "skin_mask.png": _as_bytes(pack.skin_mask),
        "foreground.png": pack.foreground,
    }
    return {name: layer for name, layer in layers.items() if layer is not None}


def _as_bytes(mask: Mask | None) -> Pixels | None:
    return None if mask is None else np.round(mask * 255).astype(np.uint8)


def _as_mask(layer: Pixels | None) -> Mask | None:
    return None if layer is None else layer.astype(np.float32) / np.float32(255)


def _recipe_bytes(pack: TemplatePack) -> bytes:
    points = None if pack.landmarks is None else np.round(pack.landmarks, 2).tolist()
    head = {
        "format": FORMAT,
        "slug": pack.slug,
        "kind": pack.kind,
        "landmarks": points,
        "recipe": dict(pack.recipe),
    }
    return json.dumps(head, sort_keys=True, ensure_ascii=False, indent=1).encode()


def _add(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    entry = zipfile.ZipInfo(name, FIXED_DATE)
    entry.external_attr = 0o644 << 16
    archive.writestr(entry, content)


def _read_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    if info.file_size > MAX_MEMBER_BYTES:
        raise BadPack("a layer is too large")
    return archive.read(info)


def _encode_png(layer: Pixels) -> bytes:
    order = {3: cv2.COLOR_RGB2BGR, 4: cv2.COLOR_RGBA2BGRA}
    flat = layer if layer.ndim == 2 else cv2.cvtColor(layer, order[layer.shape[2]])
    return bytes(cv2.imencode(".png", flat, [cv2.IMWRITE_PNG_COMPRESSION, 3])[1])


def _decode_png(content: bytes) -> Pixels:
    layer = cv2.imdecode(np.frombuffer(content, np.uint8), cv2.IMREAD_UNCHANGED)
    if layer is None or layer.dtype != np.uint8:
        raise BadPack("a layer is no 8-bit PNG")
    order = {3: cv2.COLOR_BGR2RGB, 4: cv2.COLOR_BGRA2RGBA}
    flat = layer if layer.ndim == 2 else cv2.cvtColor(layer, order[layer.shape[2]])
    return np.asarray(flat, np.uint8)


def _assemble(head: dict[str, Any], layers: dict[str, Pixels]) -> TemplatePack:
    if head["format"] != FORMAT or head["kind"] not in KINDS:
        raise BadPack("unknown format or kind")
    points = head["landmarks"]
    pack = TemplatePack(
        slug=str(head["slug"]),
        kind=head["kind"],
        recipe=head["recipe"],
        picture=layers.get("picture.png"),
        landmarks=None if points is None else np.array(points, np.float32).reshape(68, 2),
        face_mask=_as_mask(layers.get("face_mask.png")),
        skin_mask=_as_mask(layers.get("skin_mask.png")),
        foreground=layers.get("foreground.png"),
    )
    check_pack(pack)
    return pack


def check_pack(pack: TemplatePack) -> None:
    """Layers must fit the picture, and a scene needs a picture with landmarks. Raises: BadPack."""
    if pack.kind == "scene" and (pack.picture is None or pack.landmarks is None):
        raise BadPack("a scene needs a picture and landmarks")
    masks = [mask for mask in (pack.face_mask, pack.skin_mask) if mask is not None]
    if any(mask.ndim != 2 for mask in masks):
        raise BadPack("a mask must have one channel")
    if pack.foreground is not None and pack.foreground.shape[2:] != (4,):
        raise BadPack("the foreground must be RGBA")
    layers = (pack.picture, pack.foreground, *masks)
    sizes = {layer.shape[:2] for layer in layers if layer is not None}
    if len(sizes) > 1:
        raise BadPack("the layers differ in size")
