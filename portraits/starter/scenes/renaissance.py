"""A panel painting of about 1500: velvet cap with a jewel and a plume, brocade, blue hills."""

from __future__ import annotations

import numpy as np

from portraits.starter import hair, mannequin
from portraits.starter.canvas import Canvas, Colours, Plane
from portraits.starter.develop import Film
from portraits.starter.garments import folds, shoulders
from portraits.starter.lighting import Rig
from portraits.starter.painting import Painting, Setting, blurred, paint
from portraits.starter.relief import Relief, curve, cushion, ellipsoid, tube
from portraits.starter.scenery import gradient
from portraits.starter.stage import Stage, Surface
from portraits.starter.strands import draw_strands, fur_paths
from portraits.starter.texture import flat, mix, noise, ramp, skyline, srgb, steps

_GOLD = Surface(srgb("d2a24a"), gloss=0.7, shine=50, metal=0.85)
_VELVET = Surface(srgb("3c1420"), sheen=0.8)


def build(canvas: Canvas) -> Painting:
    """The whole scene."""
    stage = Stage(canvas)
    hair.let_fall_behind(stage, hair.BROWN, length=2.3)
    mannequin.place(stage, with_ears=False)
    _chemise(stage)
    _gown(stage)
    _chain(stage)
    hair.let_fall(
        stage, hair.BROWN, hair.Fall(length=2.0, flare=0.34, wave=0.12, turns=12, parting=0)
    )
    _cap(stage)
    rig = Rig(
        key=(2.6, 2.35, 1.95), key_from=(-0.5, -0.5, 0.7), sky=(0.4, 0.4, 0.42),
        ground=(0.24, 0.2, 0.15), rim_left=(0.6, 0.55, 0.5), rim_right=(0.8, 0.7, 0.55),
    )  # fmt: skip
    film = Film(bloom=0.1, vignette=0.4, shadows=(0.03, 0.024, 0.012), highlights=(1, 0.98, 0.92))
    return paint(stage, Setting(_hills(canvas), rig, film, hairline=-0.82))


def _cap(stage: Stage) -> None:
    canvas = stage.canvas
    outline = [
        (-1.5, -1.2), (-1.62, -1.55), (-1.4, -2.0), (-0.7, -2.32), (0.3, -2.38), (1.3, -2.1),
        (1.85, -1.62), (1.75, -1.25), (1.3, -1.12), (0.6, -1.1), (0, -1.08), (-0.8, -1.1),
    ]  # fmt: skip
    beret = cushion(canvas, curve(outline, closed=True), base=0.5, depth=1.1, bulge=0.9)
    stage.place_front(beret, _VELVET, bump=folds(canvas, 93, 0.16, pitch=0.5, lean=0.35))
    band = curve(
        [
            (-1.4, -1.02, 0.75),
            (-0.8, -1.06, 1.35),
            (0, -1.06, 1.5),
            (0.8, -1.06, 1.35),
            (1.4, -1.02, 0.75),
        ]
    )
    stage.place_front(tube(canvas, band, 0.13), _VELVET)
    _plume(stage)
    brooch = ellipsoid(canvas, (-0.85, -1.3, 1.5), (0.22, 0.22, 0.12))
    x, y = canvas.grid()
    petals = 0.05 * np.cos(np.arctan2(y + 1.3, x + 0.85) * 8)
    stage.place_front(brooch, _GOLD, bump=np.asarray(petals, np.float32))
    ruby = Surface(srgb("8e1226"), gloss=1.0, shine=90)
    stage.place_front(ellipsoid(canvas, (-0.85, -1.3, 1.6), (0.1, 0.1, 0.09)), ruby)
    stage.place_front(
        ellipsoid(canvas, (-0.85, -1.02, 1.6), (0.07, 0.1, 0.07)),
        Surface(srgb("ece4d6"), gloss=0.8, shine=60),
    )


def _plume(stage: Stage) -> None:
    canvas = stage.canvas
    spine = curve(
        [(-0.9, -1.45), (-0.6, -2.0), (0.1, -2.5), (1.0, -2.75), (1.9, -2.5), (2.35, -2.0)]
    )
    across = np.gradient(spine, axis=0)
    away = np.stack([across[:, 1], -across[:, 0]], 1) / np.linalg.norm(
        across, axis=1, keepdims=True
    )
    forward = across / np.linalg.norm(across, axis=1, keepdims=True)
    height = np.full(canvas.shape, 1.35, np.float32)
    for sign, seed in ((-1, 94), (1, 95)):
        lean = (0.75 * sign * away + 0.65 * forward).astype(np.float32)
        paths = fur_paths(spine, lean, count=2400, length=0.5, seed=seed, spread=0.2)
        barbs = draw_strands(canvas, paths, width=0.008, seed=seed, dark=0.35)
        colour = steps(barbs.tone, "8d8474", "d8d0c0", "f6f0e4")
        stage.place_front(
            Relief(height, barbs.cover), Surface(colour, sheen=0.3), bump=0.03 * barbs.tone
        )


def _chemise(stage: Stage) -> None:
    canvas = stage.canvas
    half = [(-1.2, 2.9), (-2.0, 3.0), (-2.2, 3.6), (-2.2, 5.0)]
    neck = curve([(-1.7, 2.6), (-1.3, 3.35), (0, 3.6), (1.3, 3.35), (1.7, 2.6)])
    linen = shoulders(canvas, half, neckline=neck, front=0.8)
    stage.place(linen, Surface(srgb("e6dfce"), sheen=0.15), bump=folds(canvas, 98, 0.1, pitch=0.22))


def _gown(stage: Stage) -> None:
    canvas = stage.canvas
    half = [(-1.75, 2.95), (-2.5, 3.05), (-3.2, 3.6), (-3.65, 4.8), (-3.8, 6.7)]
    neck = curve(
        [(-2.0, 2.7), (-1.75, 3.5), (-1.3, 4.0), (0, 4.15), (1.3, 4.0), (1.75, 3.5), (2.0, 2.7)]
    )
    body = shoulders(canvas, half, neckline=neck, front=1.1)
    gold = _pomegranate(canvas)
    colour = mix(
        mix(flat(canvas, "234a3c"), srgb("15302a"), ramp(noise(canvas, 1.0, 99), 0, 1)),
        srgb("c79a4a"),
        gold,
    )
    surface = Surface(colour, gloss=0.3 * gold, metal=0.6 * gold, shine=24, sheen=0.5)
    stage.place(body, surface, bump=folds(canvas, 100, 0.24, pitch=1.0) + 0.02 * gold)
    edge = curve([(-1.75, 3.5), (-1.3, 4.0), (0, 4.15), (1.3, 4.0), (1.75, 3.5)])
    depth = np.interp(np.abs(edge[:, 0]), [0, 1.3, 1.75], [1.2, 1.0, 0.75])
    stage.place(tube(canvas, np.c_[edge, depth], 0.09), _GOLD, bump=_cord(canvas))


def _cord(canvas: Canvas) -> Plane:
    x, y = canvas.grid()
    return np.asarray(0.02 * np.cos((x * 1.0 + y) * 40), np.float32)


def _pomegranate(canvas: Canvas) -> Plane:
    """The woven pattern of the time: pointed leaves around a fruit, 0..1."""
    x, y = canvas.grid()
    u, v = x / 1.25, y / 1.5
    u = u + 0.5 * (np.floor(v) % 2)
    du, dv = u - np.round(u), v - np.floor(v) - 0.5
    frame = np.abs(np.abs(du) * 1.05 + np.abs(dv) ** 1.5 * 1.15 - 0.4)
    fruit = ramp(0.17 - np.hypot(du * 1.3, dv), 0, 0.02)
    seeds = 0.6 + 0.4 * np.cos(du * 70) * np.cos(dv * 70)
    petals = ramp(0.27 + 0.05 * np.cos(np.arctan2(dv, du) * 9) - np.hypot(du * 1.2, dv), 0, 0.02)
    ring = petals * (1 - ramp(0.21 - np.hypot(du * 1.2, dv), 0, 0.02))
    return np.asarray(
        np.clip(ramp(0.045 - frame, 0, 0.02) + fruit * seeds + ring, 0, 1), np.float32
    )


def _chain(stage: Stage) -> None:
    canvas = stage.canvas
    path = curve(
        [
            (-1.05, 2.35, 0.1),
            (-0.8, 3.1, 0.65),
            (-0.3, 3.75, 0.95),
            (0, 3.9, 1.0),
            (0.3, 3.75, 0.95),
            (0.8, 3.1, 0.65),
            (1.05, 2.35, 0.1),
        ]
    )
    for index, (x, y, z) in enumerate(path[::5]):
        size = 0.07 if index % 2 else 0.045
        stage.place(ellipsoid(canvas, (float(x), float(y), float(z)), (size, size, size)), _GOLD)
    stage.place(ellipsoid(canvas, (0, 4.08, 1.15), (0.17, 0.2, 0.1)), _GOLD)
    stage.place(
        ellipsoid(canvas, (0, 4.08, 1.22), (0.1, 0.12, 0.08)),
        Surface(srgb("1d4f8a"), gloss=1.0, shine=90),
    )


def _hills(canvas: Canvas) -> Colours:
    """Layers of hills that turn blue with distance, a winding river, a pale sky."""
    x, y = canvas.grid()
    shown = gradient(canvas, "5e86a0", "a9bfb8", "dcd3b0", low=-3.9, high=0.8)
    layers = ((-0.3, "8aa6a8"), (0.35, "6a8a86"), (1.0, "55714f"), (1.9, "4b5a30"), (3.0, "3a4022"))
    for index, (level, colour) in enumerate(layers):
        line = level - 0.6 * skyline(canvas, 2.4, 101 + index, octaves=4)
        ground = mix(
            flat(canvas, colour), srgb("2c3018"), 0.5 * ramp(noise(canvas, 0.35, 111 + index), 0, 1)
        )
        cover = ramp(y - line, 0, 0.03)
        shown = mix(shown, (0, 0, 0), cover) + ground * cover[..., None]
    bend = 2.2 + 0.9 * np.sin(y * 2.1) + 0.2 * y
    river = ramp(0.1 + 0.12 * (y - 0.3) - np.abs(x - bend), 0, 0.05) * ramp(y, 0.5, 0.8)
    shown = mix(shown, srgb("b9cbc4"), np.asarray(0.8 * river, np.float32))
    return blurred(shown, 0.035 * canvas.unit)
