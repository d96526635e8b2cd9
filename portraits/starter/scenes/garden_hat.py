"""Afternoon in a garden: a wide straw hat with flowers, a linen blouse, leaves full of light."""

from __future__ import annotations

import numpy as np

from portraits.starter import hair, mannequin
from portraits.starter.canvas import Canvas, Colours, Plane
from portraits.starter.develop import Film
from portraits.starter.garments import folds, shoulders
from portraits.starter.hats import Brim, place_band, place_brim, place_crown
from portraits.starter.lighting import Rig
from portraits.starter.painting import Painting, Setting, paint
from portraits.starter.relief import curve, cushion, ellipsoid, tube
from portraits.starter.scenery import foliage, lights
from portraits.starter.stage import Stage, Surface
from portraits.starter.texture import flat, mix, noise, ramp, srgb, weave


def build(canvas: Canvas) -> Painting:
    """The whole scene."""
    stage = Stage(canvas)
    hair.let_fall_behind(stage, hair.BROWN, length=2.9)
    mannequin.place(stage, with_ears=False)
    _blouse(stage)
    hair.let_fall(stage, hair.BROWN, hair.Fall(length=3.0, flare=0.3, wave=0.1))
    _hat(stage)
    rig = Rig(
        key=(2.5, 2.3, 1.9), sky=(0.56, 0.62, 0.56), ground=(0.3, 0.34, 0.2),
        rim_left=(0.9, 0.95, 0.6), rim_right=(2.2, 1.8, 1.0), shadow=0.55,
    )  # fmt: skip
    film = Film(bloom=0.3, vignette=0.25, shadows=(0.02, 0.022, 0.012), highlights=(1, 0.995, 0.96))
    return paint(stage, Setting(_garden(canvas), rig, film, hairline=-0.8))


def _straw(canvas: Canvas) -> tuple[Surface, Plane]:
    """Plaits that run around the hat."""
    x, y = canvas.grid()
    round_hat = np.hypot(x * 0.32, y + 1.6)
    rows = np.cos(round_hat * 95).astype(np.float32)
    stalks = np.cos(np.arctan2(y + 1.6, x * 0.32) * 130 + np.sign(rows) * 1.5).astype(np.float32)
    tone = 0.5 + 0.25 * rows + 0.2 * stalks * (0.6 + 0.4 * rows) + 0.2 * noise(canvas, 0.3, 12)
    colour = mix(flat(canvas, "8a6a34"), srgb("e7cf95"), np.clip(tone, 0, 1))
    return Surface(colour, gloss=0.12, shine=14), np.asarray(
        0.006 * rows + 0.003 * stalks, np.float32
    )


def _hat(stage: Stage) -> None:
    canvas = stage.canvas
    straw, plait = _straw(canvas)
    place_brim(stage, Brim(width=2.85, front=0.24, back=0.5, lift=-0.12, y=-1.0), straw, plait)
    half = [
        (0.0, -2.12), (-0.6, -2.08), (-1.08, -1.84), (-1.28, -1.4), (-1.36, -1.02),
        (-0.9, -0.92), (0.0, -0.86),
    ]  # fmt: skip
    crown = place_crown(stage, half, straw, plait)
    place_band(stage, crown, -1.04, 0.26, 0.14, Surface(srgb("b5545c"), sheen=0.6))
    for x, y, size, colour in (
        (1.12, -1.22, 0.34, "e9a3a6"), (0.62, -1.2, 0.24, "f3e3d2"), (1.5, -1.06, 0.22, "c95d6b"),
        (0.88, -0.98, 0.2, "f0c9a0"),
    ):  # fmt: skip
        _flower(stage, x, y, size, colour)


def _flower(stage: Stage, x: float, y: float, size: float, colour: str) -> None:
    """A rose seen from its front: petals laid ring by ring."""
    canvas = stage.canvas
    for leaf in (-0.6, 0.9):
        tip = (x + 1.5 * size * np.cos(leaf), y + 1.3 * size * np.sin(leaf))
        shape = [(x, y - 0.2 * size), tip, (x, y + 0.4 * size)]
        green = Surface(srgb("55703c"), gloss=0.1, shine=20)
        place = cushion(canvas, curve(shape, closed=True), base=1.75, depth=0.08, bulge=0.12)
        stage.place_front(place, green)
    for ring, count in ((1.0, 6), (0.66, 5), (0.36, 3)):
        for step in range(count):
            turn = 2 * np.pi * (step + 0.5 * ring) / count
            at = (x + 0.5 * ring * size * np.cos(turn), y + 0.45 * ring * size * np.sin(turn))
            r = size * (0.34 + 0.2 * ring)
            petal = ellipsoid(canvas, (*at, 1.8 + 0.12 * (1 - ring)), (r, r * 0.86, 0.5 * r))
            tone = 0.82 + 0.18 * ring
            red, green_, blue = srgb(colour)
            stage.place_front(petal, Surface((red * tone, green_ * tone, blue * tone), sheen=0.35))


def _blouse(stage: Stage) -> None:
    canvas = stage.canvas
    half = [(-0.98, 2.3), (-1.4, 2.5), (-2.4, 2.9), (-3.0, 3.5), (-3.2, 4.8), (-3.3, 6.7)]
    neck = [(-1.2, 2.1), (-0.9, 2.6), (-0.3, 3.6), (0, 4.0), (0.3, 3.6), (0.9, 2.6), (1.2, 2.1)]
    cloth = shoulders(canvas, half, neckline=curve(neck))
    linen = Surface(srgb("efe9dd"), sheen=0.15)
    bump = folds(canvas, 21, 0.16, pitch=0.6) + 0.0016 * weave(canvas, 0.028)
    stage.place(cloth, linen, bump=bump)
    edge = curve(neck)[26:-26]
    depth = np.interp(edge[:, 1], [2.3, 3.0, 4.0], [-0.2, 0.5, 0.85])
    for shift in (0.0, 0.09):
        frill = np.c_[edge * np.array([1 + shift, 1]), depth + 0.04]
        ruffle = 0.03 * np.sin(np.arange(len(edge)) * 0.9)
        stage.place(tube(canvas, frill + ruffle[:, None] * np.array([0.4, 1, 1]), 0.05), linen)


def _garden(canvas: Canvas) -> Colours:
    leaves = foliage(canvas, "1c2c12", "3c5a22", "7d9a45", "d8dc96", seed=33)
    _x, y = canvas.grid()
    low = foliage(canvas, "2a3a18", "5c7a34", "a9b860", seed=37)
    ground = mix(leaves, (0, 0, 0), ramp(y, 2.0, 5.0)) + low * ramp(y, 2.0, 5.0)[..., None]
    sun = ("fff0c0", "f5e0a0", "e9f0c0")
    blossom = ("e9a3b0", "f0d0d8", "d56f86")
    lit = lights(
        canvas, ground, sun, count=26, seed=35, size=(0.2, 0.5), span=(-3.9, 0.5), power=0.3
    )
    return lights(
        canvas, lit, blossom, count=34, seed=36, size=(0.12, 0.3), span=(0.5, 5), power=0.45
    )
