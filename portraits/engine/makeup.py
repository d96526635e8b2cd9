"""Makeup as light meets it: pigment multiplies skin in linear light, its shine stays on top.

Every part is a polygon between landmarks, so it follows the pose and the expression; what is not
lip, lid or cheek (teeth, hair, glasses, a hand) is left alone by its colour.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import cv2
import numpy as np

from .frame import filled, frame_of, region_around, smooth_curve
from .geometry import Landmarks, Mask, Pixels, Plane, Points
from .linear import from_linear, to_linear
from .makeup_shapes import MIRROR, SHAPES, Part, Side, place
from .raster import LUMA, blur, grow, to_lab
from .skin import SkinColour

INNER_LIPS = tuple(range(60, 68))
# Jaw and brows: colour on the cheeks never runs over to ears, hair or background.
FACE_BELOW_BROWS = [*range(17), *range(26, 16, -1)]


def makeup(
    pixels: Pixels, landmarks: Landmarks, skin: SkinColour, step: Mapping[str, Any]
) -> Pixels:
    """Paint the parts that the step names; input (H, W, 3) stays unchanged.

    Each part: amount 0-100, colour [r, g, b]; lips also gloss 0-100.
    """
    result = pixels.copy()
    for name in PAINTERS:
        part = step.get(name)
        amount = float(part["amount"]) / 100 if part else 0.0
        if part and amount > 0:
            _paint(result, landmarks, skin, name, part, amount)
    return result


def _paint(
    result: Pixels, landmarks: Landmarks, skin: SkinColour, name: str, part: Part, amount: float
) -> None:
    frame = frame_of(landmarks)
    sides: Sequence[Landmarks] = (landmarks, landmarks[list(MIRROR)])
    for side in sides[:1] if name == "lips" else sides:
        outline = place(SHAPES[OUTLINES.get(name, name)]["outline"], side)
        region = region_around(outline, 0.3 * frame.unit, result.shape)
        if min(region.shape) < 4:
            continue
        crop = result[region.slices]
        at = Side(
            (side - region.corner).astype(np.float32),
            frame.moved(frame.origin - region.corner),
            skin,
            region.shape,
        )
        result[region.slices] = PAINTERS[name](crop, at, part, amount)


def _pigment(part: Part) -> Plane:
    return np.asarray(to_linear(np.asarray(part["colour"], np.uint8).reshape(1, 1, 3))[0, 0])


def _multiplied(crop: Pixels, factor: Plane, weight: Mask) -> Pixels:
    """`crop` times `factor` (3,) in linear light where `weight` is 1."""
    change = 1 + weight[..., None] * (factor - np.float32(1))
    return from_linear(to_linear(crop) * change)


def _shine(crop: Pixels, reference: float) -> Mask:
    """0 on matt skin, 1 where a lamp is mirrored: pigment lies under the shine."""
    light = to_linear(crop) @ LUMA
    return np.asarray(np.clip((light / max(reference, 0.01) - 1.5) / 2.0, 0, 1), np.float32)


def lip_mask(crop: Pixels, side: Side) -> Mask:
    """Lips (H, W) 0..1: between the two contours, without teeth and the open mouth."""
    opening = filled(side.shape, smooth_curve(side.landmarks[list(INNER_LIPS)], closed=True))
    closed = 1 - blur(grow(opening, 0.008 * side.unit), 0.008 * side.unit)
    lips = side.mask("lips") * closed
    return lips * _lip_likeness(to_lab(crop), lips)


def _lip_likeness(lab: Plane, lips: Mask) -> Mask:
    """1 where the colour can be lip; teeth are lighter and less red, the gap between is black."""
    chosen = lab[lips > 0.6]
    if len(chosen) < 20:
        return np.ones(lab.shape[:2], np.float32)
    middle = np.median(chosen, axis=0)
    lighter = np.clip((lab[..., 0] - middle[0] - 8) / 10, 0, 1)
    paler = np.clip((middle[1] - 3 - lab[..., 1]) / 5, 0, 1)
    return np.asarray(1 - lighter * paler, np.float32)


def _lips(crop: Pixels, side: Side, part: Part, amount: float) -> Pixels:
    mask = lip_mask(crop, side)
    own = _median(crop, mask)
    factor = np.clip(_pigment(part) / own, 0.12, 1.9) ** np.float32(0.85)
    shine = _shine(crop, float(own @ LUMA))
    painted = _multiplied(crop, factor, mask * amount * (1 - 0.75 * shine))
    gloss = float(part.get("gloss", 0)) / 100 * amount
    return _glossed(painted, crop, mask, gloss) if gloss else painted


def _glossed(painted: Pixels, crop: Pixels, mask: Mask, gloss: float) -> Pixels:
    """The lips' own highlights, brought out."""
    light = to_linear(crop) @ LUMA
    inside = light[mask > 0.5]
    if len(inside) < 20:
        return painted
    low, high = np.percentile(inside, (72, 98))
    glint = np.clip((light - low) / max(high - low, 0.02), 0, 1) ** 2 * mask * (0.3 * gloss)
    return from_linear(to_linear(painted) + glint[..., None].astype(np.float32))


def _median(crop: Pixels, mask: Mask) -> Plane:
    chosen = crop[mask > 0.6] if (mask > 0.6).sum() > 20 else crop.reshape(-1, 3)
    colour = np.median(chosen, axis=0).astype(np.uint8).reshape(1, 1, 3)
    return np.asarray(np.maximum(to_linear(colour)[0, 0], np.float32(0.004)), np.float32)


def _blush(crop: Pixels, side: Side, part: Part, amount: float) -> Pixels:
    face = filled(side.shape, side.landmarks[FACE_BELOW_BROWS], 0.02 * side.unit)
    skin = blur(side.skin.likeness(to_lab(crop)), 0.02 * side.unit)
    mask = side.mask("blush") * face * skin
    pigment = _pigment(part)
    # The hue of the pigment at nearly the skin's own light: warmed, not painted over.
    factor = (pigment / float(pigment @ LUMA)) ** np.float32(0.34)
    factor = factor * np.float32(0.96 / float(factor @ LUMA))
    return _multiplied(crop, factor, mask * amount)


def _shadow(crop: Pixels, side: Side, part: Part, amount: float) -> Pixels:
    eye = filled(side.shape, smooth_curve(side.landmarks[36:42], closed=True))
    mask = side.mask("shadow") * (1 - blur(grow(eye, 0.004 * side.unit), 0.008 * side.unit))
    near = blur(_band(side.shape, side.landmarks[36:40], 0.06 * side.unit), 0.07 * side.unit)
    mask = mask * np.clip(0.4 + 0.6 * near / max(float(near.max()), 0.05), 0, 1)
    factor = np.clip(_pigment(part) / side.skin.linear, 0.1, 1.35) ** np.float32(0.8)
    shine = _shine(crop, float(side.skin.linear @ LUMA))
    return _multiplied(crop, factor, mask * amount * (1 - 0.6 * shine))


def _band(shape: tuple[int, int], line: Points, width: float) -> Mask:
    canvas = np.zeros(shape, np.uint8)
    fixed = np.round(smooth_curve(line, closed=False) * 16).astype(np.int32)
    thick = max(1, round(width))
    cv2.polylines(canvas, [fixed], False, 255, thick, cv2.LINE_AA, shift=4)
    return canvas.astype(np.float32) / np.float32(255)


def _brows(crop: Pixels, side: Side, part: Part, amount: float) -> Pixels:
    """Fill the brow with pencil: hair gets it most, the skin between a little."""
    mask = filled(side.shape, _brow_outline(side), SHAPES["brows"]["feather"] * side.unit)
    light = to_linear(crop) @ LUMA
    hair = np.clip(1.15 - light / max(float(side.skin.linear @ LUMA), 0.01), 0, 1)
    fine = blur(hair.astype(np.float32), 0.012 * side.unit)
    weight = mask * np.clip(0.3 + 1.3 * fine, 0, 1)
    factor = np.clip(_pigment(part) / side.skin.linear, 0.05, 0.9) ** np.float32(0.55)
    return _multiplied(crop, factor, weight * amount)


def _brow_outline(side: Side) -> Points:
    """A tapering band under the brow's landmarks, which lie along its upper half."""
    line, down = smooth_curve(side.landmarks[17:22], closed=False), side.frame.down
    along = np.linspace(0, 1, len(line), dtype=np.float32)[:, None]
    thick = 0.03 + 0.085 * np.sqrt(along) * (1 - 0.25 * along)
    return np.concatenate((line - down * thick * 0.3, (line + down * thick * 0.7)[::-1]))


def _lashes(crop: Pixels, side: Side, part: Part, amount: float) -> Pixels:
    """A dark line along the upper lid that swells outwards, and single lashes over it."""
    return _inked(crop, np.maximum(_line_of_lid(side), _strokes_of_lid(side)), part, amount)


def _liner(crop: Pixels, side: Side, part: Part, amount: float) -> Pixels:
    """The line alone."""
    return _inked(crop, _line_of_lid(side), part, amount)


def _single_lashes(crop: Pixels, side: Side, part: Part, amount: float) -> Pixels:
    """The lashes without the line."""
    return _inked(crop, _strokes_of_lid(side), part, amount)


def _inked(crop: Pixels, mask: Mask, part: Part, amount: float) -> Pixels:
    factor = np.asarray(np.clip(_pigment(part), 0.01, 1), np.float32)
    return _multiplied(crop, factor, np.minimum(mask, np.float32(0.92)) * np.float32(amount))


def _lid(side: Side) -> tuple[Points, Points]:
    """The upper lid from the nose outwards, and the way outwards."""
    lid = smooth_curve(side.landmarks[[39, 38, 37, 36]], closed=False)
    return lid, side.landmarks[36] - side.landmarks[39]


def _line_of_lid(side: Side) -> Mask:
    lid, outward = _lid(side)
    down = side.frame.down
    along = np.linspace(0, 1, len(lid), dtype=np.float32)[:, None]
    wing = lid[-1:] + outward * 0.09 - down * 0.035
    thick = 0.006 + 0.03 * along**1.4
    liner = np.concatenate((lid, wing, (lid - down * thick)[::-1]))
    return filled(side.shape, liner, max(0.5, 0.007 * side.unit)) * np.float32(0.85)


def _strokes_of_lid(side: Side) -> Mask:
    """Curved strokes, longest at the outer third; drawn at four times the size, then averaged."""
    lid, outward = _lid(side)
    canvas = np.zeros((side.shape[0] * 4, side.shape[1] * 4), np.uint8)
    thick = max(1, round(0.007 * side.unit * 4))
    t = np.linspace(0, 1, 6, dtype=np.float32)[:, None]
    for along, length, lean in _lash_plan():
        at = along * (len(lid) - 1)
        root = lid[int(at)] + (lid[min(int(at) + 1, len(lid) - 1)] - lid[int(at)]) * (at % 1)
        tip = root + (outward * lean * 2.2 - side.frame.down) * length
        bend = root + (outward * lean * 1.6 - side.frame.down * 0.25) * length
        curve = root * (1 - t) ** 2 + bend * (2 * t * (1 - t)) + tip * t**2
        points = np.round((curve + 0.5) * 64 - 8).astype(np.int32)
        for end, level in ((6, 110), (4, 170)):
            cv2.polylines(canvas, [points[:end]], False, level, thick, cv2.LINE_AA, shift=4)
    small = cv2.resize(canvas, side.shape[::-1], interpolation=cv2.INTER_AREA)
    return small.astype(np.float32) / np.float32(255)


@cache
def _lash_plan(count: int = 24) -> tuple[tuple[float, float, float], ...]:
    """(place along the lid, length, lean outwards) of every lash; uneven, always the same."""
    uneven = np.random.default_rng(3).uniform(-1, 1, (count, 3))
    plan = []
    for k in range(count):
        along = np.clip(0.25 + 0.74 * (k + 0.5 * uneven[k, 0]) / (count - 1), 0, 1)
        length = (0.02 + 0.062 * np.sin(np.pi * along * 0.58) ** 3) * (1 + 0.25 * uneven[k, 1])
        plan.append((float(along), float(length), float((along - 0.3) * 1.5 + 0.15 * uneven[k, 2])))
    return tuple(plan)


# In the order in which a face is made up. A live look has liner and lashes apart.
PAINTERS = {
    "shadow": _shadow, "lashes": _lashes, "liner": _liner, "single_lashes": _single_lashes,
    "brows": _brows, "blush": _blush, "lips": _lips,
}  # fmt: skip
OUTLINES = {"liner": "lashes", "single_lashes": "lashes"}
