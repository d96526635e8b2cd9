"""The day of the degree: mortarboard and tassel, gown and coloured hood, a sunny hall."""

from __future__ import annotations

import numpy as np

from portraits.starter import hair, mannequin
from portraits.starter.canvas import Canvas, Colours
from portraits.starter.develop import Film
from portraits.starter.garments import both_sides, folds, shoulders
from portraits.starter.lighting import Rig
from portraits.starter.painting import Painting, Setting, blurred, paint
from portraits.starter.relief import Relief, curve, cushion, ellipsoid, fill, soft, tube
from portraits.starter.scenery import lights
from portraits.starter.stage import Stage, Surface
from portraits.starter.strands import draw_strands
from portraits.starter.texture import flat, mix, noise, ramp, srgb, steps, weave

_BLACK = Surface(srgb("17181c"), sheen=0.5)
_GOLD = Surface(srgb("caa04a"), gloss=0.4, shine=30, metal=0.5)


def build(canvas: Canvas) -> Painting:
    """The whole scene."""
    stage = Stage(canvas)
    mannequin.place(stage)
    _shirt(stage)
    _gown(stage)
    hair.comb_back(stage, hair.BLACK, volume=0.02)
    _cap(stage)
    rig = Rig(
        key=(2.6, 2.5, 2.3), sky=(0.56, 0.58, 0.62), ground=(0.3, 0.28, 0.24),
        rim_left=(0.9, 0.9, 0.95), rim_right=(1.8, 1.6, 1.2),
    )  # fmt: skip
    film = Film(bloom=0.25, vignette=0.3, highlights=(1.0, 0.99, 0.96))
    return paint(stage, Setting(_hall(canvas), rig, film, hairline=-0.78))


def _cap(stage: Stage) -> None:
    canvas = stage.canvas
    half = [(0.0, -1.95), (-0.7, -1.9), (-1.28, -1.5), (-1.33, -0.95), (-0.9, -0.82), (0.0, -0.76)]
    skull_cap = cushion(canvas, both_sides(half), base=0.5, depth=0.95, bulge=0.9)
    wool = 0.0014 * weave(canvas, 0.025)
    stage.place_front(skull_cap, _BLACK, bump=wool)
    board = [(-2.35, -1.72), (-0.1, -1.36), (2.3, -1.82), (0.15, -2.3)]
    plate = cushion(canvas, np.array(board), base=1.0, depth=0.05, bulge=0.05)
    _x, y = canvas.grid()
    tilted = Relief(np.asarray(plate.height + 0.75 * (y + 1.9), np.float32), plate.cover)
    stage.place_front(tilted, _BLACK, bump=wool)
    edge = np.array([(-2.35, -1.72, 1.15), (-0.1, -1.36, 1.5), (2.3, -1.82, 1.1)])
    stage.place_front(tube(canvas, edge, 0.045), Surface(srgb("22242a"), gloss=0.1))
    stage.place_front(ellipsoid(canvas, (0.0, -1.84, 1.25), (0.13, 0.075, 0.1)), _GOLD)
    _tassel(stage)


def _tassel(stage: Stage) -> None:
    canvas = stage.canvas
    cord = curve([(0.0, -1.84, 1.4), (0.9, -1.8, 1.45), (1.72, -1.72, 1.5), (1.8, -1.3, 1.5)])
    stage.place_front(tube(canvas, cord, 0.035), _GOLD)
    rng = np.random.default_rng(6)
    t = np.linspace(0, 1, 10)[None, :]
    root, spread = rng.uniform(-0.07, 0.07, (420, 1)), rng.normal(0, 0.07, (420, 1))
    x = 1.82 + root + spread * t + 0.03 * np.sin(5 * t)
    y = -1.0 + t * rng.uniform(0.95, 1.1, (420, 1))
    fringe = draw_strands(canvas, np.stack([x, y], -1).astype(np.float32), width=0.012, seed=7)
    height = np.full(canvas.shape, 1.5, np.float32)
    colour = steps(fringe.tone, "5c4214", "a87f2c", "e3c069", "f7e3a6")
    stage.place_front(Relief(height, fringe.cover), Surface(colour), bump=0.05 * fringe.tone)
    stage.place_front(ellipsoid(canvas, (1.81, -1.12, 1.55), (0.12, 0.22, 0.12)), _GOLD)


def _shirt(stage: Stage) -> None:
    canvas = stage.canvas
    front = curve([(-0.9, 2.2), (0.9, 2.2), (0.7, 6.0), (-0.7, 6.0)], closed=True, steps=6)
    white = Surface(srgb("f0eee8"))
    shirt = cushion(canvas, front, base=0.2, depth=0.4, bulge=0.5)
    stage.place(shirt, white, bump=0.001 * weave(canvas, 0.03))
    _tie(stage)
    for side in (-1, 1):
        wing = [(side * 0.9, 2.0), (side * 0.05, 2.6), (side * 0.5, 3.05), (side * 1.02, 2.5)]
        collar = cushion(canvas, curve(wing, closed=True, steps=8), base=0.5, depth=0.12, bulge=0.1)
        stage.place(collar, white)


def _tie(stage: Stage) -> None:
    canvas = stage.canvas
    silk = Surface(srgb("27364f"), gloss=0.12, sheen=0.5)
    blade = curve([(-0.2, 2.8), (0.2, 2.8), (0.34, 6.8), (-0.34, 6.8)], closed=True, steps=6)
    stage.place(cushion(canvas, blade, base=0.62, depth=0.12, bulge=0.2), silk)
    knot = curve([(-0.28, 2.55), (0.28, 2.55), (0.17, 2.98), (-0.17, 2.98)], closed=True, steps=6)
    stage.place(cushion(canvas, knot, base=0.68, depth=0.16, bulge=0.16), silk)


def _gown(stage: Stage) -> None:
    canvas = stage.canvas
    half = [(-1.0, 2.3), (-1.7, 2.55), (-2.7, 2.9), (-3.4, 3.6), (-3.8, 5.0), (-3.9, 6.7)]
    neck = curve([(-1.1, 2.05), (1.1, 2.05), (0.72, 3.2), (0.35, 6.9), (-0.35, 6.9), (-0.72, 3.2)])
    body = shoulders(canvas, half, neckline=neck, front=1.05)
    bump = folds(canvas, 43, 0.3, pitch=0.75) + 0.001 * weave(canvas, 0.025)
    stage.place(body, _BLACK, bump=bump)
    for side in (-1, 1):
        _hood(stage, side)


def _hood(stage: Stage, side: int) -> None:
    """The hood lies around the neck: satin inside, a velvet edge in the faculty's colour."""
    canvas = stage.canvas
    satin = [
        (0.85, 2.0),
        (1.5, 2.45),
        (1.75, 3.2),
        (1.15, 4.4),
        (0.32, 5.6),
        (0.3, 5.0),
        (0.75, 3.3),
    ]
    shape = curve([(side * x, y) for x, y in satin], closed=True, steps=10)
    lining = cushion(canvas, shape, base=0.9, depth=0.3, bulge=0.3)
    sheen = folds(canvas, 47 + side, 0.06, pitch=0.4, lean=0.3 * side)
    stage.place(lining, Surface(srgb("7c1f2c"), gloss=0.25, shine=18, sheen=0.5), bump=sheen)
    rim = [(1.55, 2.45), (1.95, 3.1), (1.4, 4.4), (0.45, 5.9), (0.3, 5.6), (1.15, 4.3), (1.65, 3.2)]
    shape = curve([(side * x, y) for x, y in rim], closed=True, steps=10)
    velvet = cushion(canvas, shape, base=1.0, depth=0.22, bulge=0.2)
    stage.place(velvet, Surface(srgb("c79a3b"), sheen=0.7))


def _hall(canvas: Canvas) -> Colours:
    """A row of tall windows and trees behind them."""
    x, y = canvas.grid()
    wall = mix(flat(canvas, "8d7a63"), srgb("5d4f41"), ramp(y, -3, 5))
    wall = wall * (1 + 0.1 * noise(canvas, 1.5, 9))[..., None]
    bright = mix(flat(canvas, "f6ecd2"), srgb("9fb77a"), ramp(noise(canvas, 0.9, 10), 0.0, 1.0))
    panes = canvas.blank()
    for middle in (-2.7, 0.1, 2.9):
        arch = [
            (-0.95, 4.2),
            (-0.95, -1.9),
            (-0.6, -2.8),
            (0, -3.2),
            (0.6, -2.8),
            (0.95, -1.9),
            (0.95, 4.2),
        ]
        panes += fill(canvas, np.array(arch) + np.array([middle, 0]))
    bars = np.exp(-((np.abs((x + 2.7 + 1.4) % 2.8 - 1.4) / 0.05) ** 2)) + np.exp(
        -((((y + 0.2) % 1.6 - 0.8) / 0.05) ** 2)
    )
    panes = np.clip(panes - 0.75 * bars, 0, 1)
    seen = (
        mix(wall * 0.6, (0, 0, 0), soft(panes.astype(np.float32), 2))
        + bright * panes[..., None] * 0.85
    )
    out = blurred(np.asarray(seen, np.float32), 0.12 * canvas.unit)
    return lights(canvas, out, ("fff2cc",), count=9, seed=12, size=(0.3, 0.5), power=0.12)
