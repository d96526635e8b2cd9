"""Relighting a face: a soft lamp is moved, the skin stays.

The 68 points and a generic depth for each give a smooth relief of the face; light from another
side, with the nose's soft cast shadow, becomes a gain map that multiplies the photo. The gain is
balanced on the face, so that nobody ends paler or darker than they are.
"""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np

from .filters import multiply
from .frame import FaceFrame, Region, filled, frame_of, region_around
from .geometry import Landmarks, Mask, Pixels, Plane, Points
from .raster import blur, grow, resize
from .skin import face_outline

# Depth towards the camera of each landmark in eye distances, 0 at the eyes' sockets: a generic
# adult head, symmetric; good enough for soft light, which shows no finer shape.
JAW_DEPTH = (-1.05, -0.95, -0.82, -0.66, -0.48, -0.3, -0.16, -0.06, -0.02)
BROW_DEPTH = (-0.28, -0.1, 0.02, 0.1, 0.14)
NOSE_DEPTH = (0.1, 0.24, 0.4, 0.54, 0.2, 0.3, 0.34, 0.3, 0.2)
EYE_DEPTH = (-0.22, -0.06, -0.04, -0.06, -0.08, -0.12)
OUTER_LIP_DEPTH = (0.0, 0.14, 0.22, 0.24, 0.22, 0.14, 0.0, 0.1, 0.17, 0.19, 0.17, 0.1)
INNER_LIP_DEPTH = (0.0, 0.16, 0.19, 0.16, 0.0, 0.12, 0.15, 0.12)
DEPTH = np.array(
    JAW_DEPTH
    + JAW_DEPTH[-2::-1]
    + BROW_DEPTH
    + BROW_DEPTH[::-1]
    + NOSE_DEPTH
    + EYE_DEPTH
    + tuple(EYE_DEPTH[i] for i in (3, 2, 1, 0, 5, 4))
    + OUTER_LIP_DEPTH
    + INNER_LIP_DEPTH,
    dtype=np.float32,
)
# Face units and depth of points no landmark stands on: cheekbones, temples, forehead.
EXTRA = np.array(
    [
        (-0.66, 0.48, 0.02), (0.66, 0.48, 0.02), (-0.42, 0.62, 0.12), (0.42, 0.62, 0.12),
        (0.0, -0.55, 0.16), (-0.45, -0.55, 0.06), (0.45, -0.55, 0.06), (-0.85, -0.5, -0.35),
        (0.85, -0.5, -0.35), (0.0, -0.95, 0.02), (-0.5, -0.9, -0.12), (0.5, -0.9, -0.12),
        (0.0, -1.35, -0.35), (-0.6, -1.25, -0.5), (0.6, -1.25, -0.5),
    ],
    dtype=np.float32,
)  # fmt: skip
GRID = 72
REACH = 1.9  # face units from the middle of the face to the border of the relief


def relight(
    pixels: Pixels, landmarks: Landmarks, person: Mask | None, step: dict[str, Any]
) -> Pixels:
    """Light the face from `from` ([x right, y down, z to the camera]).

    Keys: from, amount 0-100, ambient 0..1, shadow 0..1 (nose and brow shadow), background
    -100..100 (darker or lighter behind the person; needs `person`, a mask (H, W)), colour.
    """
    frame = frame_of(landmarks)
    amount = float(step.get("amount", 60)) / 100
    gain = _face_gain(landmarks, frame, step)
    lit = _over_face(pixels, landmarks, frame, 1 + (gain - 1) * np.float32(amount), step)
    behind = float(step.get("background", 0)) / 100
    if person is not None and behind:
        lit = multiply(lit, 1 + behind * (1 - _small(person)) * np.float32(amount))
    return lit


def _small(mask: Mask) -> Mask:
    height, width = mask.shape
    scale = min(1.0, 400 / max(height, width))
    return resize(mask, max(1, round(width * scale)), max(1, round(height * scale)))


def _relief(landmarks: Landmarks, frame: FaceFrame) -> Plane:
    """Depth (GRID, GRID) over the square of REACH units around the middle of the face."""
    known = np.concatenate((frame.to_units(landmarks), EXTRA[:, :2]))
    depth = np.concatenate((DEPTH, EXTRA[:, 2]))
    axis = np.linspace(-REACH, REACH, GRID, dtype=np.float32)
    x, y = np.meshgrid(axis, axis + np.float32(0.35))
    return _thin_plate(known, depth, np.stack((x.ravel(), y.ravel()), axis=1)).reshape(GRID, GRID)


def _thin_plate(known: Points, values: Plane, wanted: Points) -> Plane:
    """Smooth surface through scattered values.

    References: Bookstein, Principal warps, TPAMI 1989; slightly regularised.
    """
    count = len(known)
    system = np.zeros((count + 3, count + 3))
    system[:count, :count] = _kernel(known, known) + np.eye(count) * 0.02
    system[:count, count:] = np.column_stack((np.ones(count), known))
    system[count:, :count] = system[:count, count:].T
    weights = np.linalg.solve(system, np.concatenate((values, np.zeros(3))))
    flat = np.column_stack((np.ones(len(wanted)), wanted)).astype(np.float64) @ weights[count:]
    bent = _kernel(wanted, known).astype(np.float64) @ weights[:count]
    return np.asarray(bent + flat, np.float32)


def _kernel(a: Points, b: Points) -> Plane:
    squared = (a[:, :1] - b[:, 0]) ** 2 + (a[:, 1:] - b[:, 1]) ** 2
    return np.asarray(squared * np.log(squared + 1e-9), np.float32)


def _shading(relief: Plane, direction: Points, shadow: float) -> Plane:
    step = 2 * REACH / (GRID - 1)
    slope_y, slope_x = np.gradient(relief, step)
    length = np.sqrt(slope_x**2 + slope_y**2 + 1)
    facing = (-slope_x * direction[0] - slope_y * direction[1] + direction[2]) / length
    # Wrapped Lambert: a large soft lamp still reaches a little past the edge of the form.
    lambert = np.clip((facing + 0.25) / 1.25, 0, 1)
    cast = 1 - shadow * _cast(relief, direction, step)
    return np.asarray(blur((lambert * cast).astype(np.float32), 1.6), np.float32)


def _cast(relief: Plane, direction: Points, step: float) -> Plane:
    """Soft cast shadow, 0 lit to 1 dark: march over the relief towards the lamp."""
    sideways = float(np.hypot(direction[0], direction[1]))
    if sideways < 0.05:
        return np.zeros_like(relief)
    dark = np.zeros_like(relief)
    rise = direction[2] / sideways * step
    for k in range(2, 14):
        shift = np.array(
            [[1, 0, -direction[0] / sideways * k], [0, 1, -direction[1] / sideways * k]], np.float64
        )
        seen = cv2.warpAffine(relief, shift, (GRID, GRID), borderMode=cv2.BORDER_REPLICATE)
        dark = np.maximum(dark, (seen - relief - rise * k) / (0.08 + 0.02 * k))
    return np.asarray(np.clip(dark, 0, 1), np.float32)


def _face_gain(landmarks: Landmarks, frame: FaceFrame, step: dict[str, Any]) -> Plane:
    direction = np.asarray(step["from"], np.float32)
    direction = direction / np.linalg.norm(direction)
    relief = _relief(landmarks, frame)
    shade = _shading(relief, direction, float(step.get("shadow", 0.7)))
    even = _shading(relief, np.array([0, -0.15, 1], np.float32) / np.float32(1.011), 0)
    ambient = float(step.get("ambient", 0.35))
    ratio = (ambient + (1 - ambient) * shade) / (ambient + (1 - ambient) * even)
    face = ratio[GRID // 5 : GRID * 3 // 4, GRID * 3 // 10 : GRID * 7 // 10]
    # The middle of the face keeps its brightness: nobody ends paler or darker than they are.
    balanced = ratio / np.percentile(face, 50)
    return np.asarray(
        np.where(balanced > 1, _eased(balanced), np.maximum(balanced, 0.25)), np.float32
    )


def _eased(gain: Plane) -> Plane:
    """Gains over 1 bend towards 1.3: more would burn bright skin."""
    return np.asarray(1 + 0.3 * np.tanh((gain - 1) / 0.3), np.float32)


def _over_face(
    pixels: Pixels, landmarks: Landmarks, frame: FaceFrame, gain: Plane, step: dict[str, Any]
) -> Pixels:
    region = region_around(frame.to_pixels([(-2.2, -2.2), (2.2, 2.9)]), 0, pixels.shape)
    height, width = region.shape
    if height < 8 or width < 8:
        return pixels
    scale = min(1.0, 220 / max(height, width))
    small_w, small_h = max(2, round(width * scale)), max(2, round(height * scale))
    local = _placed(gain, frame, region, (small_h, small_w), scale)
    outline = (face_outline(landmarks, 1.25) - region.corner) * scale
    unit = frame.unit * scale
    inside = blur(grow(filled((small_h, small_w), outline), 0.05 * unit), 0.14 * unit)
    # Hair, ears and neck follow the lamp only as a soft side light, never with the face's relief.
    around = blur(grow(filled((small_h, small_w), outline), 0.45 * unit), 0.5 * unit)
    soft = blur(local, 0.5 * unit)
    total = 1 + (soft - 1) * around * (1 - inside) + (local - 1) * inside
    colour = np.asarray(step.get("colour", (255, 255, 255)), np.float32)
    cast = 1 + (colour / colour.mean() - 1) * np.clip(total - 0.7, 0, 0.5)[..., None]
    result = pixels.copy()
    result[region.slices] = multiply(
        pixels[region.slices], (total[..., None] * cast).astype(np.float32)
    )
    return result


def _placed(
    gain: Plane, frame: FaceFrame, region: Region, shape: tuple[int, int], scale: float
) -> Plane:
    """The relief's square laid over a reduced region."""
    step = 2 * REACH / (GRID - 1)
    to_units = np.array([[step, 0, -REACH], [0, step, -REACH + 0.35], [0, 0, 1]], np.float64)
    to_pixels = np.vstack((frame.affine(), (0, 0, 1)))
    to_small = np.array(
        [[scale, 0, -region.left * scale], [0, scale, -region.top * scale], [0, 0, 1]], np.float64
    )
    matrix = (to_small @ to_pixels @ to_units)[:2]
    placed = cv2.warpAffine(gain, matrix, shape[::-1], borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(placed, np.float32)


def rim(pixels: Pixels, person: Mask, step: dict[str, Any]) -> Pixels:
    """A thin light along one side of the person, as from a lamp behind them.

    Keys: from [x right, y down] (where the lamp stands), amount 0-100, width (percent of the long
    side), colour [r, g, b].
    """
    height, width = person.shape
    side = max(height, width)
    scale = min(1.0, 800 / side)
    small_size = max(1, round(width * scale)), max(1, round(height * scale))
    mask = resize(person, *small_size)
    direction = np.asarray(step["from"], np.float32)
    direction = direction / np.hypot(*direction)
    reach = float(step.get("width", 1.6)) / 100 * max(small_size)
    glow = np.zeros_like(mask)
    for share, sigma in ((0.6, 0.35), (0.4, 1.0)):
        soft = blur(mask, reach * sigma)
        dy, dx = np.gradient(soft)
        facing = -(dx * direction[0] + dy * direction[1]) * reach * sigma * 2.5
        glow += np.float32(share) * np.clip(facing, 0, 1)
    glow = glow * mask * np.float32(float(step.get("amount", 60)) / 100)
    colour = np.asarray(step.get("colour", (255, 244, 230)), np.float32)
    # Screen: bright hair stays hair, black hair gets its edge.
    layer = resize(np.clip(glow[..., None] * colour, 0, 255).astype(np.uint8), width, height)
    left = cv2.multiply(255 - pixels, 255 - layer, scale=1 / 255)
    return np.asarray(255 - left, np.uint8)
