"""In the kitchen: tall pleated hat, white double-breasted jacket, red neckerchief, copper light."""

from __future__ import annotations

import numpy as np

from portraits.starter import hair, mannequin
from portraits.starter.canvas import Canvas, Colours
from portraits.starter.develop import Film
from portraits.starter.garments import both_sides, folds, quilting, shoulders
from portraits.starter.lighting import Rig
from portraits.starter.painting import Painting, Setting, blurred, paint
from portraits.starter.relief import Relief, curve, cushion, ellipsoid, fill
from portraits.starter.scenery import gradient, lights
from portraits.starter.stage import Stage, Surface
from portraits.starter.texture import flat, mix, noise, ramp, srgb, weave

_WHITE = Surface(srgb("efece6"), sheen=0.15)
_RED = Surface(srgb("a32a2a"), sheen=0.4)


def build(canvas: Canvas) -> Painting:
    """The whole scene."""
    stage = Stage(canvas)
    mannequin.place(stage)
    _jacket(stage)
    _scarf(stage)
    hair.comb_back(stage, hair.BROWN, volume=0.0)
    _toque(stage)
    rig = Rig(
        key=(2.5, 2.4, 2.2), sky=(0.5, 0.5, 0.52), ground=(0.34, 0.26, 0.2),
        rim_left=(1.0, 0.9, 0.8), rim_right=(2.2, 1.5, 0.8),
    )  # fmt: skip
    film = Film(bloom=0.25, vignette=0.35, highlights=(1.0, 0.985, 0.95))
    return paint(stage, Setting(_kitchen(canvas), rig, film, hairline=-0.78))


def _toque(stage: Stage) -> None:
    canvas = stage.canvas
    x, y = canvas.grid()
    puff = [
        (0.0, -3.42),
        (-0.7, -3.4),
        (-1.45, -3.2),
        (-1.75, -2.75),
        (-1.6, -2.2),
        (-1.32, -1.85),
        (0.0, -1.7),
    ]
    cloud = cushion(canvas, both_sides(puff), base=0.2, depth=1.2, bulge=1.0)
    swell = 0.1 * np.abs(np.sin(np.arctan2(x, 1.2 - y) * 26)) * ramp(-y, 1.6, 2.4)
    dents = 0.12 * noise(canvas, 0.7, 14, octaves=2)
    stage.place_front(cloud, _WHITE, bump=np.asarray(swell + dents, np.float32))
    band = [
        (0.0, -1.72),
        (-0.8, -1.78),
        (-1.34, -1.95),
        (-1.36, -1.4),
        (-1.34, -1.0),
        (-0.8, -0.87),
        (0.0, -0.82),
    ]
    foot = cushion(canvas, both_sides(band), base=0.45, depth=1.05, bulge=1.0)
    pleats = 0.05 * np.abs(np.cos(x * 9.5 / np.sqrt(np.clip(1.5 - 0.45 * x * x, 0.3, 2))))
    stage.place_front(
        foot, _WHITE, bump=np.asarray(pleats, np.float32) + 0.001 * weave(canvas, 0.03)
    )


def _jacket(stage: Stage) -> None:
    canvas = stage.canvas
    half = [(-1.0, 2.3), (-1.5, 2.6), (-2.5, 2.95), (-3.2, 3.5), (-3.45, 4.8), (-3.5, 6.7)]
    body = shoulders(canvas, half, front=1.05)
    seams = [[(-2.45, 3.0), (-2.3, 4.2), (-2.4, 6.6)], [(2.45, 3.0), (2.3, 4.2), (2.4, 6.6)]]
    twill = 0.0013 * weave(canvas, 0.028)
    stage.place(
        body, _WHITE, bump=folds(canvas, 15, 0.14, pitch=0.9) + quilting(canvas, seams) + twill
    )
    flap = curve(
        [
            (-1.25, 2.85),
            (0.4, 2.95),
            (1.3, 3.3),
            (1.45, 4.5),
            (1.35, 6.9),
            (-0.9, 6.9),
            (-1.05, 4.5),
        ],
        closed=True,
        steps=10,
    )
    over = Relief(
        body.height + 0.1 * cushion(canvas, flap, base=0, depth=1, bulge=0.08).height,
        fill(canvas, flap),
    )
    stage.place(over, _WHITE, bump=folds(canvas, 16, 0.1, pitch=1.1) + twill)
    for y in (3.75, 4.65, 5.55, 6.4):
        for x in (-0.72, 1.02):
            button = ellipsoid(canvas, (x, y, 1.2), (0.13, 0.13, 0.1))
            stage.place(button, Surface(srgb("1d1d20"), gloss=0.5, shine=40))
    for side in (-1, 1):
        stand = [
            (side * 1.15, 1.95),
            (side * 1.3, 2.5),
            (side * 0.95, 3.0),
            (side * 0.25, 3.2),
            (side * 0.2, 2.75),
            (side * 0.8, 2.4),
        ]
        collar = cushion(
            canvas, curve(stand, closed=True, steps=10), base=0.55, depth=0.25, bulge=0.2
        )
        stage.place(collar, _WHITE, bump=twill)


def _scarf(stage: Stage) -> None:
    canvas = stage.canvas
    roll = curve(
        [
            (-0.95, 2.05),
            (-0.6, 2.5),
            (0, 2.68),
            (0.6, 2.5),
            (0.95, 2.05),
            (1.0, 2.45),
            (0.55, 2.95),
            (0, 3.1),
            (-0.55, 2.95),
            (-1.0, 2.45),
        ],
        closed=True,
    )
    cloth = cushion(canvas, roll, base=0.6, depth=0.3, bulge=0.25)
    creases = folds(canvas, 17, 0.12, pitch=0.3, lean=1.3)
    stage.place(cloth, _RED, bump=creases)
    for side in (-1, 1):
        tail = curve(
            [(0, 3.0), (side * 0.42, 3.45), (side * 0.5, 4.05), (side * 0.12, 3.9), (0, 3.3)],
            closed=True,
        )
        stage.place(
            cushion(canvas, tail, base=1.0, depth=0.14, bulge=0.15), _RED, bump=0.5 * creases
        )
    stage.place(ellipsoid(canvas, (0, 3.0, 0.95), (0.24, 0.22, 0.25)), _RED, bump=0.4 * creases)


def _kitchen(canvas: Canvas) -> Colours:
    """Tiles, a shelf of copper pans, warm lamps, all out of focus."""
    x, y = canvas.grid()
    tiles = gradient(canvas, "3a2f28", "6b5747", "8a7059")
    grout = np.maximum(np.cos(x * 5.2), np.cos(y * 5.2 + 1.5)) ** 8
    shown = mix(tiles, srgb("3c3029"), np.asarray(0.4 * grout, np.float32))
    shelf = ramp(0.09 - np.abs(y + 0.55), 0, 0.03)
    shown = mix(shown, srgb("2a1c12"), shelf)
    for at, size in ((-3.2, 0.5), (-2.1, 0.38), (2.2, 0.44), (3.3, 0.55)):
        shown = _pan(canvas, shown, at, size)
    bottles = mix(flat(canvas, "40301f"), srgb("6f8a4f"), ramp(noise(canvas, 0.5, 19), 0, 1))
    row = ramp(np.cos(x * 6.5), 0.2, 0.5) * ramp(y + 1.7, 0, 0.1) * ramp(-0.64 - y, 0, 0.05)
    shown = mix(shown, (0, 0, 0), row) + bottles * row[..., None]
    soft_room = blurred(np.asarray(shown, np.float32), 0.11 * canvas.unit)
    return lights(
        canvas,
        soft_room,
        ("ffd08a", "f7b566"),
        count=16,
        seed=18,
        size=(0.2, 0.5),
        span=(-3.9, -1),
        power=0.4,
    )


def _pan(canvas: Canvas, shown: Colours, at: float, size: float) -> Colours:
    x, y = canvas.grid()
    away = np.hypot(x - at, y - 0.4) / size
    shine = np.clip(0.4 + 0.6 * np.cos((x - at) / size * 2 + 0.8), 0, 1)
    copper = mix(flat(canvas, "6e331a"), srgb("e39a5e"), np.asarray(shine, np.float32))
    disc = ramp(1 - away, 0, 0.06)
    return mix(shown, (0, 0, 0), disc) + copper * disc[..., None]
