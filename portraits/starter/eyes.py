"""Open eyes: what shows between the lids, and the lashes on their edges."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from portraits.starter.canvas import Canvas, Colours, Plane, Points
from portraits.starter.face_points import landmarks
from portraits.starter.relief import Relief, along, curve, ellipsoid, fill, soft
from portraits.starter.stage import Stage, Surface
from portraits.starter.strands import draw_strands
from portraits.starter.texture import flat, mix, noise, ramp, srgb

# An iris is 11.7 mm wide where pupils are 63 mm apart.
_IRIS, _PUPIL = 0.094, 0.038
_LOOK_UP = -0.012
_SETBACK = 0.96


def place_eyes(stage: Stage) -> None:
    """Both eyes, between lids that stand open as far as the landmarks say."""
    for relief, surface in _parts(stage.canvas):
        stage.place(relief, surface)


@lru_cache(maxsize=2)
def _parts(canvas: Canvas) -> list[tuple[Relief, Surface]]:
    """The same in every scene."""
    return [_eye(canvas, -1), _eye(canvas, 1), _lashes(canvas)]


def opening(canvas: Canvas) -> Plane:
    """What lies between the lids of both eyes, 0..1."""
    points = landmarks()
    both = [fill(canvas, curve(points[first : first + 6], closed=True)) for first in (36, 42)]
    return soft(np.maximum(*both), 0.006 * canvas.unit)


def _eye(canvas: Canvas, side: int) -> tuple[Relief, Surface]:
    first = 36 if side < 0 else 42
    outline = curve(landmarks()[first : first + 6], closed=True)
    cover = soft(fill(canvas, outline), 0.006 * canvas.unit)
    ball = ellipsoid(canvas, (side * 0.494, -0.005, _SETBACK), (0.3, 0.3, 0.2))
    light = _catchlight(canvas, side) * cover
    surface = Surface(_colour(canvas, side, cover), gloss=0.25, shine=90, glow=1.3 * light)
    return Relief(ball.height, cover), surface


def _catchlight(canvas: Canvas, side: int) -> Plane:
    """The key lamp's reflection, up and to the left of the pupil as the key stands."""
    x, y = canvas.grid()
    away = np.hypot((x - side * 0.494 + 0.034) / 1.1, y - _LOOK_UP + 0.032)
    return ramp(-away, -0.024, -0.012)


def _colour(canvas: Canvas, side: int, cover: Plane) -> Colours:
    x, y = canvas.grid()
    away = np.hypot(x - side * 0.494, y - _LOOK_UP)
    white = mix(flat(canvas, "cfc6bd"), srgb("b98f84"), ramp(-side * (x - side * 0.494), 0.1, 0.2))
    streaks = 0.5 + 0.5 * noise(canvas, 0.035, 61, octaves=2)
    iris = mix(flat(canvas, "6e4a2c"), srgb("3a2415"), streaks)
    iris = mix(iris, srgb("8a6238"), ramp(-away, -0.066, -0.045) * 0.55)
    iris = mix(iris, srgb("1c120c"), ramp(away, 0.074, 0.094))
    eye = mix(white, iris * 1.25, ramp(-away, -_IRIS - 0.008, -_IRIS + 0.006))
    eye = mix(eye, srgb("050404"), ramp(-away, -_PUPIL - 0.006, -_PUPIL + 0.004))
    eye = mix(eye, (1.0, 1.0, 1.0), _catchlight(canvas, side))
    return np.asarray(eye * _lid_shadow(canvas, cover)[..., None], np.float32)


def _lid_shadow(canvas: Canvas, cover: Plane) -> Plane:
    """Lids and lashes keep light off the eye's upper edge, and a little off its corners."""
    depth = round(0.05 * canvas.unit)
    lowered = np.roll(cover, depth, axis=0)
    shade = 1 - soft(lowered, 0.024 * canvas.unit) * soft(cover, 0.02 * canvas.unit) ** 0.6
    return np.asarray(1 - 0.78 * shade, np.float32)


def _lashes(canvas: Canvas) -> tuple[Relief, Surface]:
    points = landmarks()
    upper = [curve(points[[36, 37, 38, 39]]), curve(points[[45, 44, 43, 42]])]
    lower = [curve(points[[36, 41, 40, 39]]), curve(points[[45, 46, 47, 42]])]
    rims = sum((along(canvas, row, 0.011) for row in upper), canvas.blank())
    rims += 0.35 * sum((along(canvas, row, 0.008) for row in lower), canvas.blank())
    hairs = draw_strands(canvas, _hairs(upper), width=0.004, seed=91, dark=0.0)
    cover = np.clip(0.9 * rims + 0.7 * soft(hairs.cover, 0.5), 0, 0.95)
    height = np.full(canvas.shape, _SETBACK + 0.3, np.float32)
    return Relief(height, np.asarray(cover, np.float32)), Surface(srgb("17100c"), gloss=0.05)


def _hairs(rows: list[Points]) -> Points:
    """Short lashes on the upper lids, longer and more slanted towards the temple."""
    rng = np.random.default_rng(92)
    paths = []
    for row, side in zip(rows, (-1, 1), strict=True):
        share = np.linspace(0.02, 0.86, 46)
        root = row[(share * (len(row) - 1)).astype(int)]
        length = (0.085 - 0.05 * share) * rng.uniform(0.8, 1.1, len(share))
        lean = side * (0.75 - 0.9 * share)
        tip = root + np.stack([lean * length, -0.62 * length], 1)
        bend = root + np.stack([lean * length * 0.62, -0.15 * length], 1)
        paths.append(np.stack([root, bend, tip], 1))
    return np.concatenate(paths).astype(np.float32)
