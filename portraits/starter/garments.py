"""What the mannequins wear: shoulders, folds, hoods, rings, seams, all as reliefs."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from portraits.starter.canvas import Canvas, Plane, Points
from portraits.starter.mannequin import outline, skull
from portraits.starter.relief import Relief, along, curve, fill, mirrored, rounded, soft
from portraits.starter.texture import noise, ramp


def shoulders(
    canvas: Canvas,
    half: npt.ArrayLike,
    *,
    neckline: npt.ArrayLike | None = None,
    front: float = 0.75,
) -> Relief:
    """A dressed torso. `half`: left outline from the neck down; `neckline` cuts its top."""
    edge = curve(half)
    right = edge[::-1] * np.array([-1, 1], np.float32)
    cover = fill(canvas, np.concatenate([edge, right]))
    if neckline is not None:
        cover = cover * (1 - fill(canvas, neckline))
    x, y = canvas.grid()
    wide = np.interp(y[:, 0], edge[:, 1], -edge[:, 0]).astype(np.float32)[:, None]
    share = np.clip(np.abs(x) / np.maximum(wide, 1e-3), 0, 1)
    top = float(edge[0, 1])
    forward = np.interp(y[:, 0], [top, top + 0.8, top + 2.2, 6.5], [0.1, 0.45, front, front + 0.2])
    height = -0.9 + (forward[:, None] + 0.9) * np.sqrt(np.clip(1 - share**2.6, 0, 1))
    chest = soft(height.astype(np.float32), 0.08 * canvas.unit)
    return Relief(chest.astype(np.float32), np.asarray(cover, np.float32))


def folds(
    canvas: Canvas, seed: int, depth: float, *, pitch: float = 0.55, lean: float = 0.0
) -> Plane:
    """Long folds `pitch` apart that wander and fade; `lean` turns them from upright (radians)."""
    x, y = canvas.grid()
    across = x * np.float32(np.cos(lean)) + y * np.float32(np.sin(lean))
    stretch = (0.8 + 1.6 * abs(np.sin(lean)), 0.8 + 1.6 * abs(np.cos(lean)))
    wander = 0.75 * noise(canvas, 1.6, seed, octaves=3, stretch=stretch)
    wave = 0.5 + 0.5 * np.sin(2 * np.pi * (across / pitch + wander / pitch * 0.55))
    strength = 0.35 + 0.65 * ramp(
        noise(canvas, 1.3, seed + 1, octaves=2, stretch=stretch), -0.5, 0.7
    )
    return np.asarray(depth * soft((wave**1.7 * strength).astype(np.float32), 2.0), np.float32)


def crumple(
    canvas: Canvas, seed: int, depth: float, *, stretch: tuple[float, float] = (0.5, 2.4)
) -> Plane:
    """Small irregular dents of nylon, leather and stiff cloth."""
    coarse = noise(canvas, 0.55, seed, octaves=2, stretch=stretch)
    fine = noise(canvas, 0.3, seed + 1, octaves=3, stretch=stretch)
    ridge = 1 - np.abs(coarse) * 1.4
    return np.asarray(
        depth * soft((ridge + 0.35 * fine).astype(np.float32), 0.02 * canvas.unit), np.float32
    )


def drape(
    canvas: Canvas, lines: list[list[tuple[float, float]]], width: float, depth: float
) -> Plane:
    """Folds laid by hand: one soft ridge along every line."""
    total = canvas.blank()
    for line in lines:
        total += along(canvas, curve(line), width)
    return np.asarray(depth * np.clip(total, 0, 1.2), np.float32)


def quilting(canvas: Canvas, lines: list[list[tuple[float, float]]], depth: float = 0.04) -> Plane:
    """Stitched seams: a groove along every line."""
    return np.asarray(-drape(canvas, lines, 0.016, depth), np.float32)


def hood(
    canvas: Canvas, outer: npt.ArrayLike, opening: npt.ArrayLike, *, thick: float, roll: float
) -> Relief:
    """Headwear around a face: follows the head, `thick` above it, with a rolled front edge."""
    whole, hole = fill(canvas, outer), fill(canvas, opening)
    cover = np.asarray(whole * (1 - hole), np.float32)
    body = soft(np.maximum(skull(canvas).height, -0.4), 0.06 * canvas.unit)
    away = rounded(canvas, whole, base=0, depth=1.0, bulge=0.45)
    rim = rounded(canvas, 1 - hole, base=0, depth=roll, bulge=roll * 1.2)
    height = body * (0.35 + 0.65 * away) + thick + rim - 0.6 * (1 - away)
    return Relief(np.asarray(height, np.float32), cover)


def face_opening(
    *, brow: float, side: float = 1.02, chin: float = 1.95, jaw_side: float = 0.86
) -> Points:
    """The hole of a hood: `brow` its top, `side` its half width at the eyes, `chin` its foot."""
    half = [
        (0.0, brow), (-0.45, brow + 0.04), (-0.82, brow + 0.22), (-side, brow + 0.6),
        (-side - 0.02, 0.35),
        (-side + 0.04, 0.9), (-jaw_side, 1.35), (-0.55, chin - 0.2), (0.0, chin),
    ]  # fmt: skip
    left = curve(half)
    return np.concatenate([left, left[::-1] * np.array([-1, 1], np.float32)])


def head_outline(grow: float, foot: float) -> Points:
    """The head's outline made larger by `grow`, closed by a line at y = `foot`."""
    edge = np.array(outline(), np.float32)
    above = edge[edge[:, 1] < foot]
    centre = np.array([0, -0.1], np.float32)
    away = above - centre
    away *= 1 + grow / np.linalg.norm(away, axis=1, keepdims=True)
    order = np.argsort(np.arctan2(away[:, 1], away[:, 0]))
    return np.asarray((centre + away)[order], np.float32)


def hoop(
    rx: float, ry: float, centre: tuple[float, float, float], *, tilt: float, part: str
) -> Points:
    """Half of a ring around the neck, (N, 3); `part` 'front' or 'back'."""
    t = np.linspace(0, np.pi, 60) if part == "front" else np.linspace(np.pi, 2 * np.pi, 60)
    x, down = np.cos(t) * rx, np.sin(t)
    return np.stack([centre[0] + x, centre[1] + ry * down, centre[2] + tilt * down], 1).astype(
        np.float32
    )


def both_sides(half: npt.ArrayLike) -> Points:
    """A closed outline from its left half (top to bottom, ends on the middle line)."""
    return np.array(mirrored(curve(half)), np.float32)
