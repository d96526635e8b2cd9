"""A ruler of the Nile: striped linen headcloth, gold cobra, beaded collar, desert at dusk."""

from __future__ import annotations

import numpy as np

from portraits.starter import mannequin
from portraits.starter.canvas import AnyPlane, Canvas, Colours, Plane, Points
from portraits.starter.develop import Film
from portraits.starter.garments import face_opening, shoulders
from portraits.starter.lighting import Rig
from portraits.starter.painting import Painting, Setting, blurred, paint
from portraits.starter.relief import (
    Relief,
    circle,
    curve,
    cushion,
    ellipsoid,
    fill,
    mirrored,
    rounded,
    soft,
    tube,
    union,
)
from portraits.starter.stage import Stage, Surface
from portraits.starter.texture import flat, mix, noise, ramp, srgb, steps, tint

_GOLD = Surface(srgb("e3b04b"), gloss=0.7, shine=45, metal=0.85)


def build(canvas: Canvas) -> Painting:
    """The whole scene."""
    stage = Stage(canvas)
    _wings(stage)
    mannequin.place(stage)
    _chest(stage)
    _collar(stage)
    _lappets(stage)
    _crown_cloth(stage)
    _cobra(stage)
    rig = Rig(
        key=(2.7, 2.25, 1.75), sky=(0.52, 0.44, 0.42), ground=(0.3, 0.2, 0.13),
        rim_left=(0.7, 0.55, 0.8), rim_right=(2.2, 1.25, 0.6),
    )  # fmt: skip
    film = Film(
        bloom=0.25, vignette=0.4, shadows=(0.02, 0.012, 0.015), highlights=(1.0, 0.985, 0.95)
    )
    return paint(stage, Setting(_desert(canvas), rig, film, hairline=-0.72))


def _striped(canvas: Canvas, phase: AnyPlane) -> tuple[Surface, Plane]:
    """Blue and gold bands and the ridges they make."""
    wave = np.cos(phase * np.float32(2 * np.pi))
    gold = ramp(wave, -0.12, 0.12)
    weave = 0.9 + 0.1 * noise(canvas, 0.05, 4, octaves=2, stretch=(1, 2))
    colour = mix(flat(canvas, "16346f"), srgb("dba743"), gold) * weave[..., None]
    surface = Surface(
        colour.astype(np.float32), gloss=0.15 + 0.35 * gold, shine=26, metal=0.6 * gold, sheen=0.15
    )
    return surface, np.asarray(0.035 * np.sqrt(np.clip(0.5 + 0.5 * np.abs(wave), 0, 1)), np.float32)


def _wings(stage: Stage) -> None:
    canvas = stage.canvas
    x, y = canvas.grid()
    half = [
        (0.0, -2.0),
        (-0.75, -1.92),
        (-1.35, -1.45),
        (-1.75, -0.6),
        (-2.1, 0.4),
        (-2.38, 1.3),
        (-2.45, 2.0),
        (-2.1, 2.5),
        (-1.2, 2.7),
        (0, 2.7),
    ]
    wings = cushion(canvas, np.array(mirrored(curve(half))), base=-1.0, depth=0.7, bulge=0.6)
    surface, bump = _striped(canvas, (y + 0.32 * np.abs(x)) / 0.3)
    stage.place(wings, surface, bump=bump)


def _lappets(stage: Stage) -> None:
    canvas = stage.canvas
    x, y = canvas.grid()
    surface, bump = _striped(canvas, (y + 0.05 * x * x) / 0.24)
    for side in (-1, 1):
        half = [
            (side * 1.18, 0.75),
            (side * 1.75, 1.3),
            (side * 2.2, 2.1),
            (side * 1.95, 3.0),
            (side * 1.72, 4.1),
            (side * 1.6, 5.1),
            (side * 0.85, 5.1),
            (side * 0.82, 4.0),
            (side * 0.92, 2.9),
            (side * 1.0, 2.2),
            (side * 1.1, 1.5),
        ]
        lappet = cushion(canvas, curve(half, closed=True), base=0.75, depth=0.35, bulge=0.3)
        height = np.interp(y[:, 0], [0.7, 2.2, 3.5], [-0.95, 0.0, 0.35])[:, None].astype(np.float32)
        stage.place(lappet.raised(np.broadcast_to(height, canvas.shape)), surface, bump=bump)


def _chest(stage: Stage) -> None:
    canvas = stage.canvas
    half = [(-1.8, 3.6), (-2.5, 3.9), (-2.9, 4.4), (-3.05, 5.2), (-3.1, 6.7)]
    linen = shoulders(canvas, half, front=0.85)
    pleats = 0.03 * np.cos(canvas.grid()[0] * 30 + canvas.grid()[1])
    stage.place(linen, Surface(srgb("e9e0cc"), sheen=0.1), bump=pleats.astype(np.float32))


_BANDS = (
    "e0b050",
    "1e4a8c",
    "e0b050",
    "b5482f",
    "e0b050",
    "2b8c86",
    "e0b050",
    "1e4a8c",
    "e0b050",
    "b5482f",
    "e0b050",
)


def _collar(stage: Stage) -> None:
    canvas = stage.canvas
    x, y = canvas.grid()
    r = np.sqrt((x / 1.18) ** 2 + ((y - 1.75) / 1.0) ** 2)
    outer = ramp(2.72 - r, -0.005, 0.005) * ramp(y - 1.9 - 0.12 * np.abs(x), 0, 0.02)
    cover = (outer * ramp(r, 1.0, 1.01)).astype(np.float32)
    torso = shoulders(
        canvas, [(-1.3, 2.3), (-2.2, 2.6), (-2.8, 3.1), (-3.0, 4.2), (-3.1, 6.7)], front=0.9
    )
    band = (r - 1.0) / 1.72 * len(_BANDS)
    index = np.clip(band.astype(int), 0, len(_BANDS) - 1)
    table = np.array([srgb(c) for c in _BANDS], np.float32)
    colour = table[index]
    gold = (index % 2 == 0).astype(np.float32)
    turn = np.arctan2(x / 1.18, y - 1.75)
    beads = np.cos(turn * (34 + 5 * index)) * (1 - gold * 0.6)
    profile = np.sin(np.clip(band - index, 0, 1) * np.pi)
    bump = 0.05 * np.sqrt(np.clip(profile, 0, 1)) * (0.8 + 0.35 * beads)
    colour = colour * (0.55 + 0.45 * np.sqrt(np.clip(profile, 0, 1)))[..., None]
    surface = Surface(colour.astype(np.float32), gloss=0.55, shine=40, metal=0.8 * gold)
    stage.place(Relief(torso.height + 0.08, cover), surface, bump=bump.astype(np.float32))


def _crown_cloth(stage: Stage) -> None:
    canvas = stage.canvas
    x, y = canvas.grid()
    half = [
        (0.0, -2.0),
        (-0.6, -1.92),
        (-1.05, -1.58),
        (-1.28, -1.05),
        (-1.36, -0.6),
        (-1.36, -0.2),
        (-1.2, -0.12),
        (0, -0.12),
    ]
    whole = fill(canvas, np.array(mirrored(curve(half))))
    opening = fill(canvas, _brow_line())
    cover = np.asarray(whole * (1 - opening), np.float32)
    height = soft(np.maximum(mannequin.skull(canvas).height, -0.4), 0.06 * canvas.unit)
    height = height + 0.1 + rounded(canvas, whole, base=-0.5, depth=0.5, bulge=0.4)
    surface, bump = _striped(canvas, (np.sqrt(x * x + (y - 0.9) ** 2) + 0.1 * np.abs(x)) / 0.27)
    stage.place_front(Relief(height.astype(np.float32), cover), surface, bump=bump)
    band = curve(
        [
            (-1.17, -0.12),
            (-1.1, -0.42),
            (-0.85, -0.68),
            (-0.45, -0.82),
            (0, -0.86),
            (0.45, -0.82),
            (0.85, -0.68),
            (1.1, -0.42),
            (1.17, -0.12),
        ]
    )
    strip = np.concatenate(
        [band, band[::-1] * np.array([1, 1], np.float32) + np.array([0, 0.17], np.float32)]
    )
    gold = cushion(canvas, strip, base=0, depth=0.07, bulge=0.06)
    stage.place_front(Relief(height + gold.height + 0.05, gold.cover), _GOLD)


def _brow_line() -> Points:
    half = [
        (0.0, -0.76),
        (-0.45, -0.72),
        (-0.85, -0.58),
        (-1.08, -0.32),
        (-1.13, -0.1),
        (-1.0, 0.2),
        (0, 0.2),
    ]
    return np.array(mirrored(curve(half)), np.float32)


def _cobra(stage: Stage) -> None:
    canvas = stage.canvas
    hoodie = curve(
        [
            (0.0, -1.58),
            (-0.1, -1.5),
            (-0.19, -1.28),
            (-0.17, -1.05),
            (-0.08, -0.85),
            (0.08, -0.85),
            (0.17, -1.05),
            (0.19, -1.28),
            (0.1, -1.5),
        ],
        closed=True,
    )
    flare = cushion(canvas, hoodie, base=1.35, depth=0.16, bulge=0.12)
    x, y = canvas.grid()
    scales = 0.012 * np.cos(y * 70) * ramp(0.1 - np.abs(x), 0, 0.03)
    stage.place_front(flare, _GOLD, bump=scales.astype(np.float32))
    head = union(
        ellipsoid(canvas, (0, -1.52, 1.6), (0.1, 0.13, 0.2)),
        ellipsoid(canvas, (0, -1.45, 1.75), (0.07, 0.08, 0.12)),
        0.1,
    )
    stage.place_front(head, _GOLD)
    stone = cushion(canvas, circle(0, -1.16, 0.055, 1.7), base=1.52, depth=0.04, bulge=0.05)
    stage.place_front(stone, Surface(srgb("a3261f"), gloss=0.8, shine=70))
    tail = curve([(0.0, -1.3, 1.35), (0.07, -1.75, 1.2), (-0.06, -1.9, 1.0), (0.0, -2.05, 0.7)])
    stage.place_front(tube(canvas, tail, 0.05), _GOLD)


def _desert(canvas: Canvas) -> Colours:
    x, y = canvas.grid()
    sky = steps(np.clip((y + 4) / 6.4, 0, 1), "27305e", "5d4a7c", "b8646a", "ee9a5a", "fbd08a")
    glow = np.exp(-(((x - 2.0) / 1.8) ** 2 + ((y - 1.3) / 1.3) ** 2)).astype(np.float32)
    sky = sky * 0.75 + tint((1.0, 0.62, 0.25), glow) * 0.9
    for centre, top, wide, tone in ((-2.6, -0.7, 2.6, 0.75), (3.4, 0.3, 1.8, 0.55)):
        left = ramp((y - top) * wide / 2.6 - np.abs(x - centre), 0, 0.03) * (y < 2.3)
        side = mix(
            flat(canvas, "5a3b45"),
            srgb("c77a50"),
            (x > centre - 0.25 * (y - top)).astype(np.float32),
        )
        sky = mix(sky, (0, 0, 0), left * 0) + (side * 0.6 - sky) * (left * tone)[..., None]
    dune = ramp(y - 2.0 - 0.22 * np.sin(x * 0.9 + 1) - 0.05 * noise(canvas, 1.5, 6), 0, 0.04)
    sand = mix(
        flat(canvas, "8d5842"),
        srgb("d89a63"),
        ramp(noise(canvas, 1.2, 9, stretch=(3, 0.5)), -0.5, 0.9),
    )
    return blurred(
        mix(sky, (0, 0, 0), dune * 0) + (sand * 0.6 - sky) * dune[..., None], 0.05 * canvas.unit
    )


__all__ = ["build", "face_opening"]
