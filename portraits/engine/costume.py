"""Clothes drawn onto a person: cut from patterns, placed at neck and shoulders, lit as the face.

Every piece is a relief: the torso's roundness, its own rolled edge, folds and the fabric's
threads. One lamp, judged from the two sides of the face, shades them all, and each piece throws a
soft shadow on what lies below it. What the person wears below the collar is covered or removed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import cv2
import numpy as np

from .costume_patterns import PATTERNS, Pattern
from .errors import BadPack
from .frame import frame_of, smooth_curve
from .geometry import INNER_FACE, JAW, BoundingBox, Landmarks, Mask, Pixels, Plane, Points
from .raster import LUMA, blur, convex_hull, fill_polygon, resize, to_lab

# The torso turns away from the camera towards this half width, in eye distances.
TORSO_HALF = 4.6
AMBIENT = 0.5
# Cloth is painted with at most this many pixels for an eye distance, then enlarged.
WORKING_UNIT = 125


@dataclass(frozen=True)
class Stand:
    """Where a costume hangs, in the pixels of the painted part: the rows from the chin down, at
    `scale` of the picture's size. `lifts` are how far each shoulder stands above the pattern."""

    middle: Points  # the neck's middle at the chin
    unit: float  # pixels of an eye distance
    lifts: tuple[float, float]
    lamp: Points  # unit vector towards the light: right, down, to the camera
    shape: tuple[int, int]

    def place(self, points: Any) -> Points:
        """Pattern points (N, 2) to pixels."""
        flat = np.asarray(points, np.float32)
        raised = np.column_stack((flat[:, 0], flat[:, 1] + self.lift_at(flat[:, 0])))
        return np.asarray(raised * np.float32(self.unit) + self.middle, np.float32)

    def lift_at(self, x: Plane) -> Plane:
        """How far the pattern moves (down is positive) at x; the collar keeps its place."""
        side = np.where(x < 0, self.lifts[0], self.lifts[1])
        return np.asarray(np.clip((np.abs(x) - 1.1) / 0.9, 0, 1) * side, np.float32)

    @cached_property
    def grid(self) -> tuple[Plane, Plane]:
        """x and y of every pixel in eye distances."""
        rows, columns = self.shape
        x = (np.arange(columns, dtype=np.float32) - self.middle[0]) / np.float32(self.unit)
        y = (np.arange(rows, dtype=np.float32) - self.middle[1]) / np.float32(self.unit)
        across, down = np.meshgrid(x, y)
        return across.astype(np.float32), down.astype(np.float32)


@dataclass
class Cloth:
    """What is painted so far: colours 0..1 (H, W, 3) and cover 0..1 (H, W)."""

    colour: Plane
    cover: Mask


def dress(
    person: Pixels, alpha: Mask, landmarks: Landmarks, costume: Mapping[str, Any]
) -> tuple[Pixels, Mask]:
    """The person (H, W, 3) and alpha (H, W) wearing `costume`: {"kind", "colours": {part: rgb}}.

    Raises: BadPack for an unknown kind.
    """
    pattern = PATTERNS.get(str(costume.get("kind")))
    if pattern is None:
        raise BadPack("unknown kind of costume")
    rows, stand = _stand(person, alpha, landmarks)
    cloth = _sewn(pattern, costume, stand)
    height, width = alpha[rows].shape
    colour, cover = resize(cloth.colour, width, height), resize(cloth.cover, width, height)
    seen = resize(alpha[rows], *stand.shape[::-1])
    removed = resize(_removed(pattern, stand, seen), width, height)
    face = _face_in_front(landmarks, rows.start, (height, width))
    cover, removed = cover * (1 - face), removed * (1 - face)
    below = person[rows].astype(np.float32) / np.float32(255)
    # The collar's shadow on the neck.
    shade = blur(cover, 0.10 * frame_of(landmarks).unit) * (1 - cover) * (1 - face)
    below *= (1 - np.float32(0.45) * shade)[..., None]
    dressed, outline = person.copy(), alpha.copy()
    mixed = below + (colour - below) * cover[..., None]
    dressed[rows] = np.clip(mixed * 255 + 0.5, 0, 255).astype(np.uint8)
    outline[rows] = np.maximum(alpha[rows] * (1 - removed), cover)
    return dressed, outline


def _stand(person: Pixels, alpha: Mask, landmarks: Landmarks) -> tuple[slice, Stand]:
    """The rows that a costume may cover, and its stand in their pixels."""
    full = frame_of(landmarks).unit
    ears = landmarks[[0, 1, 15, 16], 0].mean()
    middle = np.array((0.65 * ears + 0.35 * landmarks[8, 0], landmarks[list(JAW), 1].max()))
    top = int(np.clip(middle[1] - 1.6 * full, 0, alpha.shape[0] - 2))
    lifts = [_shoulder_lift(alpha, middle, full, side) for side in (-1, 1)]
    raised = float(np.clip(np.mean(lifts), -0.45, 0.1))
    # The drawn collar has its notch 1.25 below the chin: what the person wears lies under it.
    raised = float(np.clip(_own_collar(person, landmarks, middle, full) - 1.25, -0.95, raised))
    scale = min(1.0, WORKING_UNIT / full)
    shape = (max(2, round((alpha.shape[0] - top) * scale)), max(2, round(alpha.shape[1] * scale)))
    hung = np.array((middle[0], middle[1] + raised * full - top)) * scale
    return slice(top, alpha.shape[0]), Stand(
        hung.astype(np.float32),
        full * scale,
        (lifts[0] - raised, lifts[1] - raised),
        _lamp(person, landmarks),
        shape,
    )


def _shoulder_lift(alpha: Mask, middle: Points, unit: float, side: int) -> float:
    """How far the person's own shoulder stands above the pattern's (negative), in units."""
    low = max(0, int(middle[1] - 0.5 * unit))
    gaps = []
    for x, pattern_y in ((2.2, 1.27), (2.6, 1.46), (3.0, 1.72)):
        column = round(middle[0] + side * x * unit)
        if 0 <= column < alpha.shape[1]:
            covered = np.flatnonzero(alpha[low:, column] > 0.5)
            if len(covered):
                gaps.append((covered[0] + low - middle[1]) / unit - pattern_y)
    return float(np.clip(min(gaps, default=0.0) - 0.05, -1.1, 0.1))


def _own_collar(person: Pixels, landmarks: Landmarks, middle: Points, unit: float) -> float:
    """How far below the chin the throat's skin ends, in units, up to 2."""
    left, right = (round(middle[0] + side * 0.22 * unit) for side in (-1, 1))
    top, foot = round(middle[1] + 0.05 * unit), round(middle[1] + 2 * unit)
    throat = person[max(0, top) : foot, max(0, left) : max(0, right)]
    if throat.shape[0] < 4 or throat.shape[1] < 2:
        return 2.0
    column = resize(throat, 1, throat.shape[0])
    x, y = landmarks[[31, 35, 48, 54]].mean(axis=0).round().astype(int)
    reach = max(2, round(0.1 * unit))
    cheek = to_lab(person[max(0, y - reach) : y + reach, max(0, x - reach) : x + reach])
    skin = np.median(cheek.reshape(-1, 3), axis=0)[1:]
    # Shadow changes lightness, cloth changes colour.
    foreign = np.hypot(*(to_lab(column)[:, 0, 1:] - skin).T) > max(9.0, 0.6 * np.hypot(*skin))
    cloth = np.flatnonzero(cv2.erode(foreign.astype(np.uint8), np.ones((max(2, reach), 1))))
    return 0.05 + float(cloth[0]) / unit if len(cloth) else 2.0


def _face_in_front(landmarks: Landmarks, top: int, shape: tuple[int, int]) -> Mask:
    """The face above the jaw line, which no collar covers."""
    outline = convex_hull(landmarks[list(INNER_FACE) + list(JAW)])
    mask = fill_polygon(outline - np.array((0, top), np.float32), *shape)
    return blur(mask, max(0.5, 0.015 * frame_of(landmarks).unit))


def _lamp(person: Pixels, landmarks: Landmarks) -> Points:
    """Direction of the light by which cheek is brighter; always somewhat from above."""
    radius = max(2, round(0.12 * frame_of(landmarks).unit))

    def brightness(points: Sequence[int]) -> float:
        x, y = landmarks[list(points)].mean(axis=0).round().astype(int)
        part = person[max(0, y - radius) : y + radius, max(0, x - radius) : x + radius]
        return float((part @ LUMA).mean()) if part.size else 128.0

    left, right = brightness((2, 31, 40)), brightness((14, 35, 47))
    across = float(np.clip(2.2 * (right - left) / max(right + left, 1.0), -0.6, 0.6))
    lamp = np.array((across, -0.62, 0.75), np.float32)
    return np.asarray(lamp / np.linalg.norm(lamp), np.float32)


def _removed(pattern: Pattern, stand: Stand, alpha: Mask) -> Mask:
    """Where the person's own shoulders and sleeves would show beside the costume: 1.

    Above the drawn shoulders only hair stays: it is what reaches up beside the mouth.
    """
    x, y = stand.grid
    line = np.array(pattern["shoulders"], np.float32)
    top = np.interp(-np.abs(x), line[:7, 0][::-1], line[:7, 1][::-1]).astype(np.float32)
    beside = np.clip((np.abs(x) - 1.02) / 0.1, 0, 1)
    below = np.clip((y - top - stand.lift_at(x)) / 0.06, 0, 1)
    rows = [round(float(stand.middle[1] - share * stand.unit)) for share in (1.1, 0.35)]
    level = alpha[max(0, rows[0]) : max(1, rows[1])].max(axis=0)
    hair = blur(np.broadcast_to(level, alpha.shape).astype(np.float32), 0.04 * stand.unit)
    above = np.clip((y + 0.3) / 0.2, 0, 1) * np.clip(1 - 1.2 * hair, 0, 1)
    return np.asarray(beside * np.maximum(below, above), np.float32)


def _sewn(pattern: Pattern, costume: Mapping[str, Any], stand: Stand) -> Cloth:
    rows, columns = stand.shape
    cloth = Cloth(np.zeros((rows, columns, 3), np.float32), np.zeros((rows, columns), np.float32))
    body = _torso(stand) + _folds(pattern, stand)
    fabrics = costume.get("fabrics", {})
    threads = {name: _threads(name, stand) for name in {*fabrics.values(), "plain"}}
    for piece in pattern["pieces"]:
        colour = costume.get("colours", {}).get(piece["part"])
        fabric = fabrics.get(piece["part"], "plain")
        for outline in _outlines(piece, stand) if colour else ():
            share = np.asarray(colour, np.float32) / np.float32(255)
            painted = share * threads[fabric][..., None]
            _lay(cloth, piece, fill_polygon(outline, *stand.shape), body, painted, stand)
    return cloth


def _outlines(piece: Pattern, stand: Stand) -> list[Points]:
    half = np.array(piece["outline"], np.float32)
    mirrored = half[::-1] * np.array((-1, 1), np.float32)
    pieces = [np.concatenate((half, mirrored))] if piece["mirror"] == "join" else [mirrored, half]
    if piece.get("rigid"):
        return [stand.place(points) for points in pieces]
    return [smooth_curve(stand.place(points), closed=True) for points in pieces]


def _torso(stand: Stand) -> Plane:
    """Height of a chest and shoulders towards the camera, in pixels."""
    x, y = stand.grid
    across = np.sqrt(np.clip(1 - (x / TORSO_HALF) ** 2, 0.02, 1))
    fall = 1 - np.exp(-np.clip(y - 0.5 - 0.28 * np.abs(x), 0, None) / 0.9)
    return np.asarray((2.0 * across + 0.9 * fall) * stand.unit, np.float32)


def _folds(pattern: Pattern, stand: Stand) -> Plane:
    """Soft ridges along the pattern's fold lines, and the cloth's own unevenness."""
    total = np.zeros(stand.shape, np.float32)
    for line in pattern["folds"]:
        half = np.array(line, np.float32)
        for points in (half, half * np.array((-1, 1), np.float32)):
            placed = smooth_curve(stand.place(points), closed=False)
            thick = max(1, round(0.05 * stand.unit))
            path = [np.round(placed * 16).astype(np.int32)]
            ridge = cv2.polylines(np.zeros(stand.shape, np.uint8), path, False, 255, thick, 16, 4)
            total += ridge.astype(np.float32) / np.float32(255)
    random = np.random.default_rng(29)
    rough = random.standard_normal((24, 16)).astype(np.float32)
    uneven = cv2.resize(rough, stand.shape[::-1], interpolation=cv2.INTER_CUBIC)
    soft = blur(total, 0.13 * stand.unit) * np.float32(0.30 * stand.unit)
    return np.asarray(soft + uneven * np.float32(0.018 * stand.unit), np.float32)


def _lay(
    cloth: Cloth, piece: Pattern, mask: Mask, body: Plane, painted: Plane, stand: Stand
) -> None:
    """Shade one piece, throw its shadow on what lies below, put it on top."""
    thick = float(piece["height"]) * stand.unit
    x, y, wide, high = cv2.boundingRect((mask > 0).astype(np.uint8))
    margin = int(4 * thick) + 2
    rows, columns = BoundingBox(
        x - margin, y - margin, wide + 2 * margin, high + 2 * margin
    ).inside(mask.shape[1], mask.shape[0])
    part = mask[rows, columns]
    if part.size == 0:
        return
    light = _light(body[rows, columns], part, piece, stand)
    colour = cloth.colour[rows, columns]
    if thick > 0:
        shift = np.array([[1, 0, -stand.lamp[0] * thick], [0, 1, thick * 0.7]], np.float64)
        moved = cv2.warpAffine(part, shift, part.shape[::-1], borderMode=cv2.BORDER_REPLICATE)
        colour *= (1 - 0.6 * blur(np.asarray(moved, np.float32), thick * 0.8))[..., None]
    colour += (np.clip(painted[rows, columns] * light[..., None], 0, 1) - colour) * part[..., None]
    cloth.cover[rows, columns] = np.maximum(cloth.cover[rows, columns], part)


def _light(body: Plane, mask: Mask, piece: Pattern, stand: Stand) -> Plane:
    """Lambert's law over the relief, balanced so that a surface facing the camera gets 1."""
    roll = float(piece.get("roll", 0)) * stand.unit
    relief = body + blur(mask, max(roll, 0.5)) * np.float32(roll * 1.1) if roll else body
    down, right = np.gradient(blur(relief, max(0.6, 0.012 * stand.unit)))
    length = np.sqrt(right * right + down * down + 1)
    facing = (-right * stand.lamp[0] - down * stand.lamp[1] + stand.lamp[2]) / length
    lit = AMBIENT + (1 - AMBIENT) * np.clip(facing, 0, None) / stand.lamp[2]
    return np.asarray(np.clip(lit, 0, 1.5) * piece.get("tone", 1), np.float32)


def _threads(fabric: str, stand: Stand) -> Plane:
    """The fabric's surface as a factor around 1 (H, W)."""
    noise = np.random.default_rng(31).standard_normal(stand.shape, np.float32)
    noise = blur(noise, 0.7)
    noise /= noise.std()
    x, y = stand.grid
    turn = np.float32(2 * np.pi)
    if fabric == "wool":
        return np.asarray(1 + 0.07 * noise + 0.03 * np.sin((x + y) * turn / 0.045), np.float32)
    if fabric == "rib":
        # Ribs follow the roundness of neck and chest.
        bent = np.arcsin(np.clip(x / TORSO_HALF, -1, 1)) * TORSO_HALF
        ribs = np.cos(bent * turn / 0.13)
        stitch = np.cos(y * turn / 0.07 + 2 * ribs)
        return np.asarray(1 + 0.13 * ribs + 0.04 * stitch + 0.05 * noise, np.float32)
    if fabric == "stripe":
        slanted = np.clip(np.sin((x * 0.8 + y) * turn / 0.34) * 6, -1, 1)
        return np.asarray(1 + 0.22 * slanted + 0.03 * noise, np.float32)
    return np.asarray(1 + 0.025 * noise, np.float32)
