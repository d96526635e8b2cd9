"""After the Dutch masters: blue and yellow cloth wound about the head, a pearl, a dark wall."""

from __future__ import annotations

import numpy as np

from portraits.starter import mannequin
from portraits.starter.canvas import Canvas, Colours, Plane
from portraits.starter.develop import Film
from portraits.starter.garments import drape, folds, shoulders
from portraits.starter.lighting import Rig
from portraits.starter.painting import Painting, Setting, paint
from portraits.starter.relief import (
    Relief,
    along,
    curve,
    cushion,
    ellipsoid,
    fill,
    mirrored,
    rounded,
    soft,
    tube,
)
from portraits.starter.stage import Stage, Surface
from portraits.starter.texture import flat, mix, noise, ramp, srgb, tint


def build(canvas: Canvas) -> Painting:
    """The whole scene."""
    stage = Stage(canvas)
    _tail(stage)
    mannequin.place(stage)
    _collar(stage)
    _jacket(stage)
    _pearl(stage)
    _cloth(stage)
    rig = Rig(
        key=(2.9, 2.6, 2.15), key_from=(-0.55, -0.5, 0.68), fill=(0.2, 0.2, 0.22),
        sky=(0.3, 0.29, 0.28), ground=(0.16, 0.13, 0.1), rim_left=(0.5, 0.45, 0.4),
        rim_right=(0.35, 0.33, 0.3), shadow=0.7,
    )  # fmt: skip
    film = Film(
        bloom=0.1,
        vignette=0.35,
        grain=0.008,
        shadows=(0.02, 0.02, 0.015),
        highlights=(1.0, 0.985, 0.94),
    )
    return paint(
        stage, Setting(_wall(canvas), rig, film, -0.72, _craquelure(canvas), (0.02, 0.015, 0.01))
    )


def _brushed(canvas: Canvas, light: str, dark: str, seed: int) -> Colours:
    """Paint laid on with a broad brush."""
    stroke = noise(canvas, 0.5, seed, octaves=6, stretch=(0.45, 2.0))
    return mix(flat(canvas, light), srgb(dark), ramp(stroke, -0.5, 1.1))


_BANDS = (
    [(-1.45, -0.1), (-1.3, -0.75), (-0.6, -1.12), (0.3, -1.2), (1.05, -0.98), (1.48, -0.3)],
    [(-1.5, -0.5), (-1.2, -1.12), (-0.4, -1.46), (0.5, -1.45), (1.2, -1.1), (1.52, -0.6)],
    [(-1.42, -0.95), (-0.95, -1.5), (-0.1, -1.75), (0.75, -1.62), (1.35, -1.15)],
    [(-1.1, -1.5), (-0.5, -1.9), (0.3, -2.0), (1.0, -1.6)],
)


def _cloth(stage: Stage) -> None:
    canvas = stage.canvas
    outer = np.array([*curve([
        (-1.3, 0.42), (-1.45, 0.0), (-1.6, -0.55), (-1.5, -1.15), (-1.15, -1.7), (-0.55, -2.08),
        (0.15, -2.2),
        (0.85, -2.0), (1.35, -1.5), (1.6, -0.9), (1.56, -0.3), (1.42, 0.1), (1.28, 0.4),
    ])])  # fmt: skip
    edge = curve(
        [
            (1.1, 0.3),
            (1.1, -0.12),
            (1.0, -0.4),
            (0.62, -0.66),
            (0, -0.74),
            (-0.62, -0.68),
            (-1.0, -0.42),
            (-1.1, -0.1),
            (-1.12, 0.3),
        ]
    )
    cover = fill(canvas, np.concatenate([outer, edge]))
    body = soft(np.maximum(mannequin.skull(canvas).height, -0.5), 0.09 * canvas.unit)
    height = body + rounded(canvas, cover, base=0.02, depth=0.32, bulge=0.22)
    wraps = canvas.blank()
    for line in _BANDS:
        path = curve(line)
        wraps += 0.2 * along(canvas, path, 0.13) - 0.12 * along(
            canvas, path + np.array([0, 0.2], np.float32), 0.05
        )
    creases = folds(canvas, 41, 0.1, pitch=0.34, lean=1.35)
    relief = Relief(np.asarray(height, np.float32), cover)
    blue = _brushed(canvas, "3d6fb4", "1c3a74", 3)
    stage.place_front(relief, Surface(blue, gloss=0.05, shine=10, sheen=0.3), bump=wraps + creases)
    _knot(stage)


def _knot(stage: Stage) -> None:
    canvas = stage.canvas
    lines = (
        [(-1.35, -0.95, 0.9), (-0.6, -1.45, 1.45), (0.2, -1.72, 1.4), (0.9, -1.95, 1.0)],
        [(0.55, -1.85, 1.35), (1.0, -2.1, 1.2), (1.3, -1.95, 0.9)],
    )
    for radius, line in zip((0.2, 0.24), lines, strict=True):
        roll = tube(canvas, curve(line), radius)
        yellow = _brushed(canvas, "dcae4a", "8f6420", 8)
        stage.place_front(
            roll,
            Surface(yellow, gloss=0.06, shine=12, sheen=0.2),
            bump=folds(canvas, 47, 0.09, pitch=0.2, lean=1.25),
        )


def _tail(stage: Stage) -> None:
    canvas = stage.canvas
    shape = curve(
        [
            (0.7, -2.15),
            (1.3, -2.2),
            (1.75, -1.6),
            (1.95, -0.4),
            (2.1, 1.0),
            (2.25, 2.4),
            (2.2, 3.3),
            (1.75, 3.45),
            (1.35, 3.2),
            (1.25, 2.0),
            (1.15, 0.6),
            (0.9, -0.8),
        ],
        closed=True,
    )
    cloth = cushion(canvas, shape, base=-1.1, depth=0.45, bulge=0.35)
    lines = [
        [(1.2, -1.8), (1.45, 0.2), (1.55, 3.3)],
        [(1.5, -1.6), (1.75, 0.6), (1.85, 3.3)],
        [(1.0, -1.2), (1.3, 0.6), (1.4, 2.6)],
    ]
    bump = drape(canvas, lines, 0.07, 0.16) + folds(canvas, 59, 0.1, pitch=0.3, lean=-0.05)
    x, y = canvas.grid()
    hem = ramp(np.abs(y - 3.1 - 0.12 * (x - 1.7)), 0.07, 0.05)
    colour = mix(
        _brushed(canvas, "d9ac4c", "86601f", 12), srgb("28508f"), np.asarray(hem, np.float32)
    )
    stage.place(cloth, Surface(colour, sheen=0.2), bump=bump)


def _jacket(stage: Stage) -> None:
    canvas = stage.canvas
    half = [(-1.1, 2.5), (-1.8, 2.7), (-2.6, 3.05), (-3.05, 3.8), (-3.3, 5.0), (-3.5, 6.7)]
    neck = curve(
        [
            (-1.35, 2.0),
            (-1.0, 2.75),
            (-0.45, 3.25),
            (0, 3.45),
            (0.45, 3.25),
            (1.0, 2.75),
            (1.35, 2.0),
            (0, 1.0),
        ],
        closed=True,
    )
    body = shoulders(canvas, half, neckline=neck, front=1.0)
    lines = [
        [(-2.4, 3.2), (-1.6, 4.4), (-1.2, 6.6)],
        [(2.4, 3.2), (1.7, 4.4), (1.5, 6.6)],
        [(-3.0, 4.0), (-2.4, 5.2), (-2.3, 6.6)],
        [(3.0, 4.0), (2.5, 5.2), (2.4, 6.6)],
        [(-0.5, 3.6), (-0.4, 5), (-0.5, 6.6)],
        [(0.5, 3.6), (0.5, 5), (0.4, 6.6)],
    ]
    bump = drape(canvas, lines, 0.14, 0.16) + folds(canvas, 67, 0.22, pitch=0.9, lean=0.3)
    colour = _brushed(canvas, "9a7434", "4f3715", 21)
    stage.place(body, Surface(colour, gloss=0.05, sheen=0.15), bump=bump)


def _collar(stage: Stage) -> None:
    canvas = stage.canvas
    for side in (1, -1):
        shape = curve(
            [
                (side * 1.0, 2.05),
                (side * 1.3, 2.3),
                (side * 1.2, 2.7),
                (side * 0.7, 3.25),
                (side * 0.05, 3.62),
                (side * -0.1, 3.3),
                (side * 0.4, 2.95),
                (side * 0.8, 2.5),
            ],
            closed=True,
        )
        linen = cushion(canvas, shape, base=0.35, depth=0.25, bulge=0.16)
        _x, y = canvas.grid()
        lean = np.interp(y[:, 0], [2.0, 3.5], [-0.25, 0.3]).astype(np.float32)[:, None]
        white = _brushed(canvas, "e9e4d6", "a89f8c", 30)
        stage.place(
            linen.raised(np.broadcast_to(lean, canvas.shape)),
            Surface(white, sheen=0.2),
            bump=folds(canvas, 73, 0.06, pitch=0.4, lean=0.9),
        )


def _pearl(stage: Stage) -> None:
    canvas = stage.canvas
    hook = tube(canvas, [(-1.2, 0.62, -0.2), (-1.23, 0.82, -0.15)], 0.02)
    stage.place_front(hook, Surface(srgb("c9a45a"), metal=0.9, gloss=0.5))
    drop = ellipsoid(canvas, (-1.24, 1.02, -0.1), (0.17, 0.22, 0.18))
    nacre = Surface(srgb("cfcbc0"), gloss=0.9, shine=70, metal=0.45, sheen=0.2)
    stage.place_front(drop, nacre)


def _wall(canvas: Canvas) -> Colours:
    x, y = canvas.grid()
    fall = np.exp(-(((x + 0.5) / 3.0) ** 2 + ((y - 0.3) / 3.4) ** 2)).astype(np.float32)
    rub = 1 + 0.25 * noise(canvas, 1.6, 2, octaves=6)
    return np.asarray(
        tint((0.026, 0.028, 0.021), rub) + tint((0.05, 0.048, 0.034), fall * rub), np.float32
    )


def _craquelure(canvas: Canvas) -> Plane:
    """The fine net of cracks that an old varnish has, hardly to be seen."""
    total = canvas.blank()
    for size, seed in ((0.34, 5), (0.2, 6)):
        cells = noise(canvas, size, seed, octaves=3)
        total = np.maximum(
            total, np.exp(-((cells / 0.02) ** 2)) * ramp(noise(canvas, 1.5, seed + 9), -0.1, 0.7)
        )
    return np.asarray(soft(total.astype(np.float32), 0.7) * 0.16, np.float32)


__all__ = ["build", "mirrored"]
