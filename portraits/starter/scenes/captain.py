"""On the bridge at sunset: white peaked cap, navy jacket with gold, the sea behind."""

from __future__ import annotations

import numpy as np

from portraits.starter import hair, mannequin
from portraits.starter.canvas import Canvas, Colours
from portraits.starter.develop import Film
from portraits.starter.garments import both_sides, folds, shoulders
from portraits.starter.lighting import Rig
from portraits.starter.painting import Painting, Setting, blurred, paint
from portraits.starter.relief import circle, curve, cushion, ellipsoid, tube, union
from portraits.starter.scenery import gradient, lights, spot
from portraits.starter.stage import Stage, Surface
from portraits.starter.texture import flat, mix, noise, ramp, srgb, weave

_GOLD = Surface(srgb("d9aa4c"), gloss=0.7, shine=50, metal=0.85)
_NAVY = Surface(srgb("18233c"), sheen=0.4)
_WHITE = Surface(srgb("f0ede6"), sheen=0.1)


def build(canvas: Canvas) -> Painting:
    """The whole scene."""
    stage = Stage(canvas)
    mannequin.place(stage)
    _shirt(stage)
    _jacket(stage)
    hair.comb_back(stage, hair.BROWN, volume=0.0)
    _cap(stage)
    rig = Rig(
        key=(2.6, 2.3, 1.9), sky=(0.5, 0.5, 0.56), ground=(0.26, 0.24, 0.24),
        rim_left=(0.8, 0.8, 0.95), rim_right=(2.4, 1.5, 0.8),
    )  # fmt: skip
    film = Film(bloom=0.3, vignette=0.35, shadows=(0.014, 0.014, 0.02), highlights=(1, 0.985, 0.95))
    return paint(stage, Setting(_sea(canvas), rig, film, hairline=-0.76))


def _cap(stage: Stage) -> None:
    canvas = stage.canvas
    top = [
        (0.0, -2.4),
        (-0.8, -2.32),
        (-1.5, -2.02),
        (-1.78, -1.7),
        (-1.5, -1.42),
        (-0.8, -1.3),
        (0, -1.26),
    ]
    cloth = cushion(canvas, both_sides(top), base=0.5, depth=0.9, bulge=0.6)
    stage.place_front(cloth, _WHITE, bump=folds(canvas, 121, 0.06, pitch=1.1))
    piping = curve(
        [
            (-1.74, -1.66, 0.6),
            (-1.4, -1.98, 0.9),
            (-0.7, -2.26, 1.1),
            (0, -2.33, 1.2),
            (0.7, -2.26, 1.1),
            (1.4, -1.98, 0.9),
            (1.74, -1.66, 0.6),
        ]
    )
    stage.place_front(tube(canvas, piping - np.array([0, 0, 0.3]), 0.03), _WHITE)
    band = [(0.0, -1.32), (-0.8, -1.36), (-1.38, -1.52), (-1.36, -1.0), (-0.8, -0.86), (0, -0.8)]
    ribbon = cushion(canvas, both_sides(band), base=0.5, depth=1.0, bulge=1.0)
    ribs = 0.006 * np.cos(canvas.grid()[0] * 90)
    stage.place_front(
        ribbon, Surface(srgb("14161d"), sheen=0.35), bump=np.asarray(ribs, np.float32)
    )
    peak = [
        (0.0, -0.92),
        (-0.7, -0.97),
        (-1.3, -1.1),
        (-1.32, -0.96),
        (-1.0, -0.7),
        (-0.5, -0.52),
        (0, -0.48),
    ]
    visor = cushion(canvas, both_sides(peak), base=1.45, depth=0.2, bulge=0.3)
    stage.place_front(visor, Surface(srgb("0d0e12"), gloss=0.6, shine=28))
    cord = curve(
        [
            (-1.32, -1.08, 1.0),
            (-0.7, -0.95, 1.6),
            (0, -0.9, 1.75),
            (0.7, -0.95, 1.6),
            (1.32, -1.08, 1.0),
        ]
    )
    twist = 0.03 * np.cos((canvas.grid()[0] + canvas.grid()[1]) * 45)
    stage.place_front(tube(canvas, cord, 0.055), _GOLD, bump=np.asarray(twist, np.float32))
    for side in (-1, 1):
        stage.place_front(ellipsoid(canvas, (side * 1.3, -1.08, 1.05), (0.09, 0.09, 0.08)), _GOLD)
    _badge(stage)


def _badge(stage: Stage) -> None:
    """An anchor in a wreath."""
    canvas = stage.canvas
    y0 = -1.45
    for side in (-1, 1):
        for step in range(7):
            turn = np.pi * (0.12 + 0.1 * step)
            at = (side * 0.36 * np.sin(turn), y0 + 0.34 * np.cos(turn), 1.55)
            leaf = ellipsoid(canvas, at, (0.075, 0.055, 0.06))
            stage.place_front(leaf, _GOLD)
    shank = tube(canvas, [(0, y0 - 0.2, 1.6), (0, y0 + 0.2, 1.6)], 0.035)
    bar = tube(canvas, [(-0.1, y0 - 0.12, 1.6), (0.1, y0 - 0.12, 1.6)], 0.028)
    arms = tube(
        canvas,
        curve(
            [
                (-0.19, y0 + 0.06, 1.6),
                (-0.1, y0 + 0.18, 1.6),
                (0, y0 + 0.21, 1.6),
                (0.1, y0 + 0.18, 1.6),
                (0.19, y0 + 0.06, 1.6),
            ]
        ),
        0.035,
    )
    stage.place_front(union(union(shank, bar), arms), _GOLD)
    stage.place_front(ellipsoid(canvas, (0, y0 - 0.26, 1.6), (0.06, 0.06, 0.06)), _GOLD)


def _shirt(stage: Stage) -> None:
    canvas = stage.canvas
    front = curve([(-0.85, 2.25), (0.85, 2.25), (0.75, 5.2), (-0.75, 5.2)], closed=True, steps=6)
    stage.place(
        cushion(canvas, front, base=0.2, depth=0.4, bulge=0.5),
        _WHITE,
        bump=0.001 * weave(canvas, 0.03),
    )
    blade = curve([(-0.2, 2.75), (0.2, 2.75), (0.32, 5.4), (-0.32, 5.4)], closed=True, steps=6)
    black = Surface(srgb("101116"), gloss=0.12, sheen=0.5)
    stage.place(cushion(canvas, blade, base=0.62, depth=0.12, bulge=0.2), black)
    knot = curve([(-0.28, 2.5), (0.28, 2.5), (0.17, 2.95), (-0.17, 2.95)], closed=True, steps=6)
    stage.place(cushion(canvas, knot, base=0.68, depth=0.16, bulge=0.16), black)
    for side in (-1, 1):
        wing = [(side * 0.9, 2.0), (side * 0.1, 2.55), (side * 0.5, 3.0), (side * 1.02, 2.5)]
        stage.place(
            cushion(canvas, curve(wing, closed=True, steps=8), base=0.5, depth=0.12, bulge=0.1),
            _WHITE,
        )


def _jacket(stage: Stage) -> None:
    canvas = stage.canvas
    half = [(-1.0, 2.3), (-1.6, 2.6), (-2.6, 2.95), (-3.25, 3.5), (-3.5, 4.8), (-3.6, 6.7)]
    neck = curve([(-1.05, 2.1), (1.05, 2.1), (0.8, 3.2), (0.0, 5.1), (-0.8, 3.2)])
    body = shoulders(canvas, half, neckline=neck, front=1.05)
    wool = 0.0014 * weave(canvas, 0.028)
    stage.place(body, _NAVY, bump=folds(canvas, 123, 0.16, pitch=1.1) + wool)
    for side in (-1, 1):
        lapel = [
            (0.9, 2.15),
            (1.35, 2.55),
            (1.75, 3.1),
            (2.05, 3.3),
            (1.6, 3.65),
            (1.25, 4.4),
            (0.1, 5.5),
            (0.05, 5.0),
            (0.75, 3.3),
        ]
        shape = curve([(side * x, y) for x, y in lapel], closed=True, steps=10)
        stage.place(cushion(canvas, shape, base=0.95, depth=0.18, bulge=0.2), _NAVY, bump=wool)
        _epaulette(stage, side)
        for y in (5.35, 6.15):
            button = cushion(
                canvas, circle(side * 0.85, y, 0.16), base=1.45, depth=0.12, bulge=0.14
            )
            stage.place(button, _GOLD)


def _epaulette(stage: Stage, side: int) -> None:
    canvas = stage.canvas
    board = np.array(
        [(side * 1.75, 2.68), (side * 3.0, 3.15), (side * 3.15, 3.5), (side * 1.7, 3.05)]
    )
    stage.place(
        cushion(canvas, board, base=0.75, depth=0.12, bulge=0.1), Surface(srgb("10131c"), sheen=0.3)
    )
    for share in (0.52, 0.68, 0.84):
        low, high = (
            board[3] + (board[2] - board[3]) * share,
            board[0] + (board[1] - board[0]) * share,
        )
        line = np.array([(*low, 0.92), (*high, 0.92)])
        stage.place(tube(canvas, line, 0.05), _GOLD)


def _sea(canvas: Canvas) -> Colours:
    x, y = canvas.grid()
    sky = gradient(canvas, "2c4a78", "7a7fa0", "d99a78", "f4c890", low=-3.9, high=1.1)
    cloud = ramp(noise(canvas, 2.4, 125, octaves=5, stretch=(2.4, 0.7)), 0.1, 1.2)
    sky = mix(sky, srgb("f3b890"), 0.55 * cloud) + spot(canvas, (2.3, 0.75), 1.3)[
        ..., None
    ] * np.array((0.9, 0.5, 0.2), np.float32)
    wave = noise(canvas, 0.5, 126, octaves=5, stretch=(3.5, 0.35))
    water = mix(flat(canvas, "1f3a55"), srgb("0f2238"), ramp(y, 1.2, 4.0))
    glint = ramp(wave, 0.25, 0.9) * np.exp(-(((x - 2.3) / (0.5 + 0.3 * (y - 1.1))) ** 2))
    water = mix(water, srgb("3d5f78"), 0.4 * ramp(wave, -0.2, 0.8)) + np.asarray(glint, np.float32)[
        ..., None
    ] * np.array((1.1, 0.65, 0.3), np.float32)
    sea = ramp(y, 1.08, 1.12)
    shown = mix(sky, (0, 0, 0), sea) + water * sea[..., None]
    return lights(
        canvas,
        blurred(shown, 0.05 * canvas.unit),
        ("ffd9a0",),
        count=8,
        seed=127,
        size=(0.2, 0.4),
        span=(0, 1.2),
        power=0.15,
    )
