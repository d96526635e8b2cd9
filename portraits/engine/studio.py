"""Studio portraits: the person, cut out and framed, before another backdrop.

A recipe is data: `{"backdrop": {...}, "wrap": 0-100, "shadow": {...}, "person": [look steps],
"finish": [look steps]}`. `person` steps touch the person alone, `finish` steps the whole picture.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import cv2
import numpy as np

from .backdrops import draw_backdrop
from .cutout import cut_out
from .errors import BadOption
from .filters import multiply
from .framing import FORMATS, Crop, frame_head, measure_head, widen, window_of
from .geometry import BoundingBox, Landmarks, Mask, Pixels
from .look import Sitter, run_steps
from .raster import blur, mix, resize
from .segment import segment_person
from .template_pack import TemplatePack

SHADOW_SIDE = 200
WRAP_SIDE = 400


def render_studio(
    pixels: Pixels,
    landmarks: Landmarks,
    box: BoundingBox,
    pack: TemplatePack,
    options: Mapping[str, Any],
) -> Pixels:
    """The person of the photo (H, W, 3) before the pack's backdrop, in `options["size"]`.

    The result's long side is at most 1600 px. Raises: BadOption, BadPack.
    """
    size = str(options.get("size", "portrait"))
    if size not in FORMATS:
        raise BadOption("size", "must be one of: " + ", ".join(FORMATS))
    head = measure_head(landmarks, segment_person(pixels, box))
    crop = frame_head(head, pixels.shape, FORMATS[size])
    alpha, person = _framed(pixels, box, crop)
    recipe = pack.recipe
    sitter = Sitter(person, crop.place(landmarks), _placed(box, crop), alpha)
    person = run_steps(person, sitter, recipe.get("person", ()))
    backdrop = draw_backdrop(recipe["backdrop"], crop.out_width, crop.out_height, pack.picture)
    shaded = cast_shadow(backdrop, alpha, recipe.get("shadow"))
    wrapped = wrap_light(person, shaded, alpha, float(recipe.get("wrap", 30)) / 100)
    return run_steps(mix(shaded, wrapped, alpha), sitter, recipe.get("finish", ()))


def _framed(pixels: Pixels, box: BoundingBox, crop: Crop) -> tuple[Mask, Pixels]:
    """Alpha and colours of the person at the crop's output size."""
    window = window_of(crop, pixels.shape)
    method = cv2.INTER_AREA if crop.scale < 1 else cv2.INTER_CUBIC
    part = cv2.resize(pixels[window.inside], (window.width, window.height), interpolation=method)
    shown = np.asarray(part, np.uint8)
    alpha, colours = cut_out(shown, _placed(box, crop, window.missing[2], window.missing[0]))
    return np.asarray(widen(alpha, window), np.float32), np.asarray(
        widen(colours, window), np.uint8
    )


def _placed(box: BoundingBox, crop: Crop, before: float = 0, above: float = 0) -> BoundingBox:
    scale = crop.scale
    return BoundingBox(
        (box.x - crop.left) * scale - before,
        (box.y - crop.top) * scale - above,
        box.width * scale,
        box.height * scale,
    )


def cast_shadow(backdrop: Pixels, alpha: Mask, shadow: Mapping[str, Any] | None) -> Pixels:
    """The backdrop with the person's soft shadow on it.

    Keys of `shadow`: amount 0-100, offset [x, y] and softness in percent of the long side.
    """
    if not shadow:
        return backdrop
    height, width = alpha.shape
    scale = SHADOW_SIDE / max(height, width)
    small = resize(alpha, max(2, round(width * scale)), max(2, round(height * scale)))
    right, down = (value / 100 * SHADOW_SIDE for value in shadow.get("offset", (4, 2)))
    moved = cv2.warpAffine(
        small,
        np.array([[1, 0, right], [0, 1, down]], np.float64),
        small.shape[::-1],
        borderMode=cv2.BORDER_REPLICATE,
    )
    soft = blur(np.asarray(moved, np.float32), float(shadow.get("softness", 5)) / 100 * SHADOW_SIDE)
    return multiply(backdrop, 1 - soft * np.float32(float(shadow.get("amount", 30)) / 100))


def wrap_light(person: Pixels, backdrop: Pixels, alpha: Mask, amount: float) -> Pixels:
    """Let the backdrop's light creep over the person's edge, as in any real room."""
    if amount <= 0:
        return person
    height, width = alpha.shape
    scale = WRAP_SIDE / max(height, width)
    size = max(2, round(width * scale)), max(2, round(height * scale))
    mask, behind = resize(alpha, *size), resize(backdrop, *size)
    edge = np.clip(1 - blur(mask, 0.012 * WRAP_SIDE), 0, 1) * mask
    glow = blur(behind, 0.03 * WRAP_SIDE).astype(np.float32) * edge[..., None] * np.float32(amount)
    layer = resize(np.clip(glow, 0, 255).astype(np.uint8), width, height)
    # Screen: light is added, never replaced, so that hair keeps its texture.
    return np.asarray(255 - cv2.multiply(255 - person, 255 - layer, scale=1 / 255), np.uint8)
