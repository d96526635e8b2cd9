"""A rainy street at night: felt hat, belted coat with its collar up, shop lights on wet air."""

from __future__ import annotations

import numpy as np

from portraits.starter import hair, mannequin
from portraits.starter.canvas import Canvas, Colours, Plane
from portraits.starter.develop import Film
from portraits.starter.garments import crumple, folds, shoulders
from portraits.starter.hats import Brim, place_band, place_brim, place_crown
from portraits.starter.lighting import Rig
from portraits.starter.painting import Painting, Setting, blurred, paint
from portraits.starter.relief import along, curve, cushion, ellipsoid
from portraits.starter.scenery import gradient, lights
from portraits.starter.stage import Stage, Surface
from portraits.starter.texture import flat, mix, noise, ramp, srgb, weave

_BUTTON = Surface(srgb("3a2617"), gloss=0.5, shine=40)


def build(canvas: Canvas) -> Painting:
    """The whole scene."""
    stage = Stage(canvas)
    mannequin.place(stage)
    _shirt(stage)
    _coat(stage)
    hair.comb_back(stage, hair.BROWN, volume=0.0)
    _hat(stage)
    rig = Rig(
        key=(2.5, 2.25, 1.85), sky=(0.34, 0.4, 0.5), ground=(0.2, 0.17, 0.14),
        rim_left=(0.5, 1.1, 1.5), rim_right=(2.0, 1.1, 0.55),
    )  # fmt: skip
    film = Film(bloom=0.3, vignette=0.5, shadows=(0.012, 0.02, 0.03), highlights=(1.0, 0.98, 0.94))
    return paint(stage, Setting(_street(canvas), rig, film, -0.78, _rain(canvas), (0.7, 0.8, 0.9)))


def _felt(canvas: Canvas) -> tuple[Surface, Plane]:
    nap = noise(canvas, 0.05, 71, octaves=2)
    colour = mix(flat(canvas, "4b4038"), srgb("2f2823"), ramp(noise(canvas, 0.9, 72), -0.2, 1.2))
    return Surface(colour, sheen=0.3), np.asarray(0.0025 * nap, np.float32)


def _hat(stage: Stage) -> None:
    canvas = stage.canvas
    felt, nap = _felt(canvas)
    place_brim(stage, Brim(width=2.05, front=0.24, back=0.34, lift=0.3, y=-1.0), felt, nap)
    half = [
        (0.0, -2.28), (-0.3, -2.34), (-0.75, -2.42), (-1.08, -2.2), (-1.24, -1.7), (-1.34, -1.14),
        (-0.9, -0.96), (0.0, -0.88),
    ]  # fmt: skip
    pinch = -0.28 * along(canvas, curve([(0.0, -2.5), (0.02, -2.1), (0.0, -1.7)]), 0.2)
    for side in (-1, 1):
        pinch += -0.2 * along(canvas, curve([(side * 0.62, -2.2), (side * 0.5, -1.75)]), 0.16)
    crown = place_crown(stage, half, felt, nap + pinch)
    place_band(stage, crown, -1.08, 0.3, 0.17, Surface(srgb("17130f"), sheen=0.5))


def _shirt(stage: Stage) -> None:
    canvas = stage.canvas
    front = curve([(-0.8, 2.3), (0.8, 2.3), (0.75, 5.6), (-0.75, 5.6)], closed=True, steps=6)
    shirt = cushion(canvas, front, base=0.2, depth=0.35, bulge=0.5)
    stage.place(shirt, Surface(srgb("d9d5cb")), bump=0.001 * weave(canvas, 0.03))
    tie = curve([(-0.2, 2.72), (0.2, 2.72), (0.3, 5.6), (-0.3, 5.6)], closed=True, steps=6)
    silk = Surface(srgb("5a1f24"), sheen=0.5, gloss=0.1)
    stage.place(cushion(canvas, tie, base=0.62, depth=0.12, bulge=0.2), silk)
    knot = curve([(-0.27, 2.5), (0.27, 2.5), (0.17, 2.9), (-0.17, 2.9)], closed=True, steps=6)
    stage.place(cushion(canvas, knot, base=0.68, depth=0.16, bulge=0.16), silk)
    for side in (-1, 1):
        wing = [(side * 0.88, 2.05), (side * 0.1, 2.55), (side * 0.55, 2.98), (side * 1.0, 2.5)]
        collar = cushion(canvas, curve(wing, closed=True, steps=8), base=0.5, depth=0.12, bulge=0.1)
        stage.place(collar, Surface(srgb("e2ded4")))


def _gabardine(canvas: Canvas) -> Surface:
    damp = 0.6 * ramp(noise(canvas, 2.2, 81, octaves=3), -0.4, 1.4)
    return Surface(mix(flat(canvas, "a58a63"), srgb("735d40"), damp), sheen=0.15, gloss=0.05)


def _coat(stage: Stage) -> None:
    canvas = stage.canvas
    half = [(-1.2, 2.35), (-1.8, 2.6), (-2.8, 2.95), (-3.35, 3.6), (-3.6, 4.8), (-3.7, 6.7)]
    opening = curve([(-0.95, 2.1), (0.95, 2.1), (0.65, 3.4), (0.05, 5.0), (-0.65, 3.4)])
    body = shoulders(canvas, half, neckline=opening, front=1.05)
    cloth = _gabardine(canvas)
    twill = 0.0014 * weave(canvas, 0.025)
    bump = folds(canvas, 83, 0.2, pitch=1.0) + crumple(canvas, 84, 0.02) + twill
    stage.place(body, cloth, bump=bump)
    for side in (-1, 1):
        tab = [(side * 2.0, 2.68), (side * 3.2, 3.22), (side * 3.1, 3.5), (side * 1.95, 2.98)]
        strap = cushion(canvas, curve(tab, closed=True, steps=6), base=0.75, depth=0.12, bulge=0.1)
        stage.place(strap, cloth, bump=twill)
        stage.place(ellipsoid(canvas, (side * 2.1, 2.88, 0.9), (0.1, 0.1, 0.08)), _BUTTON)
        _lapel(stage, side, cloth, twill)


def _lapel(stage: Stage, side: int, cloth: Surface, twill: Plane) -> None:
    canvas = stage.canvas
    fold = [
        (0.62, 3.1),
        (1.45, 2.95),
        (2.15, 3.5),
        (1.5, 3.75),
        (1.2, 4.5),
        (0.15, 5.6),
        (0.12, 5.0),
    ]
    points = curve([(side * x, y) for x, y in fold], closed=True, steps=10)
    stage.place(cushion(canvas, points, base=1.0, depth=0.2, bulge=0.22), cloth, bump=twill)
    up = [
        (1.0, 1.35),
        (1.25, 1.75),
        (1.75, 2.35),
        (2.05, 3.2),
        (1.3, 3.2),
        (0.6, 3.15),
        (0.85, 2.3),
    ]
    points = curve([(side * x, y) for x, y in up], closed=True, steps=10)
    stage.place(cushion(canvas, points, base=0.6, depth=0.35, bulge=0.35), cloth, bump=twill)
    for y in (5.2, 6.1):
        stage.place(ellipsoid(canvas, (side * 0.95, y, 1.5), (0.16, 0.16, 0.1)), _BUTTON)


def _street(canvas: Canvas) -> Colours:
    dark = gradient(canvas, "05080d", "0f1a24", "1c2a33", "251d18")
    warm, cool = ("e8a14a", "f1d9a2", "d9663a"), ("2f7f92", "4a9fb0", "e8a14a")
    windows = lights(canvas, dark, warm, count=120, seed=88, size=(0.05, 0.13), power=0.45)
    far = blurred(windows, 0.06 * canvas.unit)
    return lights(canvas, far, cool + warm, count=17, seed=91, size=(0.4, 0.8), power=0.22)


def _rain(canvas: Canvas) -> Plane:
    """Thin streaks, a little slanted, faint over the face."""
    rng = np.random.default_rng(90)
    drops = canvas.blank()
    for _ in range(260):
        top, length = rng.uniform((-4, -4), (4, 6)), rng.uniform(0.15, 0.5)
        start, end = canvas.to_pixels([top, top + length * np.array((-0.07, 1))])
        steps = int(abs(end[1] - start[1]))
        rows = np.clip(np.linspace(start[1], end[1], steps), 0, canvas.height - 1).astype(int)
        columns = np.clip(np.linspace(start[0], end[0], steps), 0, canvas.width - 1).astype(int)
        drops[rows, columns] = np.float32(rng.uniform(0.1, 0.32))
    x, y = canvas.grid()
    return np.asarray(drops * ramp(np.hypot(x / 1.1, (y - 0.5) / 1.7), 0.8, 1.3), np.float32)
