"""Over the clouds in an open cockpit: leather helmet, goggles, sheepskin collar, silk scarf."""

from __future__ import annotations

import numpy as np

from portraits.starter import mannequin
from portraits.starter.canvas import Canvas, Colours, Plane, Points
from portraits.starter.develop import Film
from portraits.starter.garments import (
    crumple,
    drape,
    face_opening,
    folds,
    hood,
    quilting,
    shoulders,
)
from portraits.starter.lighting import Rig
from portraits.starter.painting import Painting, Setting, blurred, paint
from portraits.starter.relief import (
    Relief,
    curve,
    cushion,
    ellipsoid,
    mirrored,
    soft,
    tube,
)
from portraits.starter.stage import Stage, Surface
from portraits.starter.strands import draw_strands, fur_paths
from portraits.starter.texture import flat, mix, noise, ramp, srgb, steps, tint

_BRASS = Surface(srgb("b98b45"), gloss=0.6, shine=50, metal=0.85)


def build(canvas: Canvas) -> Painting:
    """The whole scene."""
    stage = Stage(canvas)
    mannequin.place(stage, with_ears=False)
    _jacket(stage)
    _scarf(stage)
    _fleece(stage)
    _helmet(stage)
    _goggles(stage)
    rig = Rig(
        key=(2.6, 2.3, 1.95), sky=(0.48, 0.52, 0.6), ground=(0.34, 0.3, 0.26),
        rim_left=(0.7, 0.75, 0.85), rim_right=(2.1, 1.5, 0.9),
    )  # fmt: skip
    film = Film(
        bloom=0.22, vignette=0.4, shadows=(0.02, 0.016, 0.014), highlights=(1.0, 0.985, 0.95)
    )
    return paint(stage, Setting(_clouds(canvas), rig, film, hairline=-0.68))


def _leather(canvas: Canvas, light: str, dark: str, seed: int) -> tuple[Surface, Plane]:
    """Worn leather: fine grain, scuffs, a soft shine."""
    pebble = noise(canvas, 0.045, seed, octaves=2)
    worn = ramp(noise(canvas, 0.6, seed + 1, octaves=6), 0.2, 1.2)
    colour = mix(flat(canvas, dark), srgb(light), 0.35 + 0.5 * worn)
    crease = crumple(canvas, seed + 2, 0.022, stretch=(1.2, 1.0))
    surface = Surface(colour, gloss=0.13 + 0.08 * worn, shine=11)
    return surface, np.asarray(0.0016 * pebble + crease, np.float32)


def _jacket(stage: Stage) -> None:
    canvas = stage.canvas
    half = [(-1.3, 2.4), (-1.9, 2.55), (-2.8, 2.9), (-3.35, 3.5), (-3.6, 4.6), (-3.7, 6.6)]
    body = shoulders(canvas, half, front=1.05)
    surface, bump = _leather(canvas, "7a4a2a", "3f2415", 11)
    lines = [
        [(-2.7, 3.1), (-2.2, 4.2), (-2.3, 6.6)],
        [(2.7, 3.1), (2.2, 4.2), (2.3, 6.6)],
        [(-3.2, 3.9), (-2.7, 4.6), (-2.9, 6.6)],
        [(3.2, 3.9), (2.7, 4.6), (2.9, 6.6)],
        [(-1.3, 4.2), (-1.0, 5.2), (-1.1, 6.6)],
        [(1.3, 4.2), (1.1, 5.2), (1.0, 6.6)],
    ]
    seams = [[(-1.9, 2.6), (-2.0, 4.0), (-1.9, 6.6)], [(1.9, 2.6), (2.0, 4.0), (1.9, 6.6)]]
    stage.place(
        body, surface, bump=bump + drape(canvas, lines, 0.13, 0.14) + quilting(canvas, seams, 0.05)
    )
    zipper = tube(canvas, [(0.12, 3.6, 1.2), (0.15, 6.6, 1.35)], 0.06)
    teeth = 0.025 * np.cos(canvas.grid()[1] * 85)
    stage.place(zipper, _BRASS, bump=teeth.astype(np.float32))


def _scarf(stage: Stage) -> None:
    canvas = stage.canvas
    shape = curve(
        [
            (-1.05, 1.75),
            (-1.25, 2.3),
            (-0.9, 3.1),
            (-0.3, 3.9),
            (0.1, 4.3),
            (0.5, 3.8),
            (0.95, 3.0),
            (1.25, 2.3),
            (1.05, 1.75),
            (0.6, 2.12),
            (0, 2.28),
            (-0.6, 2.12),
        ],
        closed=True,
    )
    silk = cushion(canvas, shape, base=0.35, depth=0.6, bulge=0.4)
    lines = [
        [(-1.15, 2.0), (-0.5, 2.55), (0.5, 2.55), (1.15, 2.0)],
        [(-1.15, 2.3), (-0.4, 2.95), (0.6, 2.85), (1.15, 2.25)],
        [(-0.9, 2.9), (-0.2, 3.4), (0.5, 3.2), (0.95, 2.75)],
        [(-0.6, 3.3), (0, 3.8), (0.4, 3.6)],
    ]
    bump = drape(canvas, lines, 0.07, 0.14) + folds(canvas, 21, 0.05, pitch=0.3, lean=1.2)
    white = mix(flat(canvas, "efe8d8"), srgb("c9bea6"), ramp(noise(canvas, 0.5, 4), 0, 1))
    stage.place(silk, Surface(white, gloss=0.12, shine=18, sheen=0.3), bump=bump)


def _fleece(stage: Stage) -> None:
    canvas = stage.canvas
    for side in (-1, 1):
        spine = curve(
            [
                (side * 1.35, 1.95),
                (side * 1.75, 2.35),
                (side * 1.6, 2.95),
                (side * 1.15, 3.6),
                (side * 0.75, 4.3),
            ]
        )
        depth = np.interp(spine[:, 1], [1.9, 2.6, 4.3], [-0.3, 0.5, 1.0])
        width = np.interp(spine[:, 1], [1.9, 2.6, 4.3], [0.38, 0.5, 0.3])
        roll = tube(canvas, np.c_[spine, depth], width)
        curls = 0.06 * np.abs(noise(canvas, 0.16, 31 + side, octaves=3))
        stage.place(roll, Surface(srgb("cbb492"), sheen=0.3), bump=-curls.astype(np.float32))
        rng = np.random.default_rng(40 + side)
        grid = np.repeat(spine, 8, axis=0)
        across = rng.normal(0, 0.42, len(grid)) * np.repeat(width, 8)
        roots = grid + np.stack([across, 0.5 * across * side], 1)
        turn = rng.uniform(0, 2 * np.pi, len(grid))
        away = np.stack([np.cos(turn), np.sin(turn)], 1).astype(np.float32)
        paths = fur_paths(
            roots.astype(np.float32), away, count=9000, length=0.17, seed=50 + side, spread=2.0
        )
        fur = draw_strands(canvas, paths, width=0.012, seed=60 + side, dark=0.35)
        colour = steps(fur.tone, "6d5638", "a98d64", "dcc7a2", "f3e6cd")
        height = soft(np.maximum(roll.height, -0.6), 0.04 * canvas.unit)
        stage.place(
            Relief(height, fur.cover), Surface(colour, sheen=0.25), bump=0.05 * fur.tone - curls
        )


def _helmet_outline() -> Points:
    half = [
        (0.0, -2.02),
        (-0.55, -1.95),
        (-1.02, -1.64),
        (-1.33, -1.12),
        (-1.42, -0.5),
        (-1.42, 0.3),
        (-1.36, 1.0),
        (-1.2, 1.5),
        (-0.92, 1.85),
        (-0.5, 2.12),
        (0, 2.2),
    ]
    return np.array(mirrored(curve(half)), np.float32)


def _helmet(stage: Stage) -> None:
    canvas = stage.canvas
    opening = face_opening(brow=-0.64, side=1.02, chin=2.02, jaw_side=0.9)
    shell = hood(canvas, _helmet_outline(), opening, thick=0.1, roll=0.08)
    surface, bump = _leather(canvas, "8a5731", "472916", 71)
    seams = [
        [(-0.42, -2.2), (-0.4, -1.4), (-0.46, -0.6)],
        [(0.42, -2.2), (0.4, -1.4), (0.46, -0.6)],
        [(-1.45, -0.75), (-1.15, -0.8), (-0.98, -0.55)],
        [(1.45, -0.75), (1.15, -0.8), (0.98, -0.55)],
    ]
    stage.place_front(shell, surface, bump=bump + quilting(canvas, seams, 0.05))
    for side in (-1, 1):
        pad = cushion(
            canvas,
            curve(
                [
                    (side * 1.06, 0.0),
                    (side * 1.3, -0.1),
                    (side * 1.44, 0.25),
                    (side * 1.38, 0.75),
                    (side * 1.15, 0.85),
                    (side * 1.04, 0.45),
                ],
                closed=True,
            ),
            base=0.15,
            depth=0.2,
            bulge=0.14,
        )
        stage.place_front(pad, surface, bump=bump)
        stud = ellipsoid(canvas, (side * 1.25, 1.18, 0.45), (0.06, 0.06, 0.07))
        stage.place_front(stud, _BRASS)


def _goggles(stage: Stage) -> None:
    canvas = stage.canvas
    strap = curve(
        [
            (-1.44, -0.78, 0.4),
            (-0.95, -1.05, 1.1),
            (0, -1.12, 1.4),
            (0.95, -1.05, 1.1),
            (1.44, -0.78, 0.4),
        ]
    )
    stage.place_front(tube(canvas, strap, 0.1), Surface(srgb("2a1a10"), gloss=0.2))
    for side in (-1, 1):
        ring = _lens(side, 1.0)
        seat = cushion(canvas, ring, base=1.35, depth=0.22, bulge=0.12)
        stage.place_front(seat, Surface(srgb("38220f"), gloss=0.2, shine=14))
        rim = tube(
            canvas,
            np.c_[
                np.vstack([_lens(side, 0.86), _lens(side, 0.86)[:1]]), np.full(len(ring) + 1, 1.6)
            ],
            0.055,
        )
        stage.place_front(rim, _BRASS)
        pane = cushion(canvas, _lens(side, 0.84), base=1.58, depth=0.12, bulge=0.5)
        stage.place_front(pane, Surface(_reflection(canvas, side), gloss=0.9, shine=90, metal=0.25))
    bridge = tube(canvas, [(-0.14, -1.12, 1.6), (0, -1.16, 1.68), (0.14, -1.12, 1.6)], 0.055)
    stage.place_front(bridge, _BRASS)


def _lens(side: int, grow: float) -> Points:
    shape = np.array(
        [
            (0.14, -1.22),
            (0.3, -1.42),
            (0.62, -1.45),
            (0.9, -1.28),
            (0.96, -1.02),
            (0.78, -0.82),
            (0.46, -0.8),
            (0.22, -0.94),
        ]
    )
    middle = shape.mean(axis=0)
    grown = (shape - middle) * grow + middle
    return curve(grown * np.array([side, 1]), closed=True, steps=12)


def _reflection(canvas: Canvas, side: int) -> Colours:
    """Sky, horizon and cloud in a curved pane."""
    x, y = canvas.grid()
    curved = y + 0.5 * (x - side * 0.55) ** 2
    return steps(
        np.clip((curved + 1.5) / 0.75, 0, 1),
        "0d1420",
        "22374f",
        "5f86a8",
        "f0d9b0",
        "7a5a3a",
        "20140c",
    )


def _clouds(canvas: Canvas) -> Colours:
    x, y = canvas.grid()
    sky = steps(np.clip((y + 4) / 8, 0, 1), "3a6ea8", "7fa9cf", "cfd9dc", "f4d7ab", "e9b27e")
    glow = np.exp(-(((x - 2.4) / 2.2) ** 2 + ((y + 0.2) / 2.0) ** 2)).astype(np.float32)
    sky = sky * 0.95 + tint((1.0, 0.75, 0.42), glow) * 0.65
    for level, seed, size in ((0.2, 3, 1.5), (1.6, 8, 2.0), (3.0, 13, 2.6)):
        billow = np.abs(noise(canvas, size, seed, octaves=6, stretch=(1.5, 0.9)))
        thick = ramp(0.8 * billow + 0.75 * (y - level), 0.05, 0.75)
        lit = ramp(np.gradient(soft(billow, 3), axis=0) * canvas.unit, -0.9, 0.8)
        cloud = mix(flat(canvas, "a9a3b4"), srgb("fff0d8"), np.asarray(1 - lit, np.float32))
        sky = sky + (cloud - sky) * (0.85 * thick)[..., None]
    return blurred(sky.astype(np.float32), 0.03 * canvas.unit)
