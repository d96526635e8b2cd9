"""Studio portraits: the person, cut out and framed, before another backdrop.

A recipe is data: `{"backdrop": {...}, "wrap": 0-100, "shadow": {...}, "person": [look steps],
"finish": [look steps]}`. `person` steps touch the person alone, `finish` steps the whole picture.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import cv2
import numpy as np

from .backdrops import draw_backdrop
from .costume import dress
from .cutout import refine
from .errors import BadOption
from .filters import multiply
from .frames import draw_frame, opening_of
from .framing import (
    FORMATS,
    Crop,
    Format,
    Head,
    frame_head,
    measure_head,
    widen,
    widen_alpha,
    window_of,
)
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
    wanted, frame = FORMATS[size], pack.recipe.get("frame")
    if frame is None or wanted.exact:
        # Offices want the bare photo: a frame is left off there.
        return _portrait(pixels, landmarks, box, pack, wanted)
    opening = opening_of(frame, wanted.width, wanted.height)
    inner = replace(wanted, width=opening.width, height=opening.height)
    picture = _portrait(pixels, landmarks, box, pack, inner)
    share = picture.shape[0] / opening.height
    outer = round(wanted.width * share), round(wanted.height * share)
    fitted = opening_of(frame, *outer)
    return draw_frame(resize(picture, fitted.width, fitted.height), frame, *outer)


def _portrait(
    pixels: Pixels, landmarks: Landmarks, box: BoundingBox, pack: TemplatePack, wanted: Format
) -> Pixels:
    recipe = pack.recipe
    rough = segment_person(pixels, box)
    head, costume = measure_head(landmarks, rough), recipe.get("costume")
    if costume:
        # Drawn clothes continue where the photo ends.
        head = replace(head, cut_left=False, cut_right=False, cut_bottom=False)
    crop = frame_head(head, pixels.shape, wanted)
    alpha, person = _framed(pixels, rough, crop, head)
    sitter = Sitter(person, crop.place(landmarks), _placed(box, crop), alpha)
    person = run_steps(person, sitter, recipe.get("person", ()))
    if costume:
        person, alpha = dress(person, alpha, sitter.landmarks, costume)
    backdrop = draw_backdrop(recipe["backdrop"], crop.out_width, crop.out_height, pack.picture)
    shaded = cast_shadow(backdrop, alpha, recipe.get("shadow"))
    wrapped = wrap_light(person, shaded, alpha, float(recipe.get("wrap", 30)) / 100)
    return run_steps(mix(shaded, wrapped, alpha), sitter, recipe.get("finish", ()))


def _framed(pixels: Pixels, rough: Mask, crop: Crop, head: Head) -> tuple[Mask, Pixels]:
    """Alpha and colours of the person at the crop's output size."""
    window = window_of(crop, pixels.shape)
    method = cv2.INTER_AREA if crop.scale < 1 else cv2.INTER_CUBIC
    part = cv2.resize(pixels[window.inside], (window.width, window.height), interpolation=method)
    alpha, colours = refine(np.asarray(part, np.uint8), rough[window.inside])
    return widen_alpha(alpha, window, head), widen(colours, window)


def _placed(box: BoundingBox, crop: Crop) -> BoundingBox:
    scale = crop.scale
    return BoundingBox(
        (box.x - crop.left) * scale,
        (box.y - crop.top) * scale,
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
