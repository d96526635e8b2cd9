"""Above the clouds: knitted cap, down jacket, fur-edged hood, a snowy range at sunrise."""

from __future__ import annotations

import numpy as np

from portraits.starter import mannequin
from portraits.starter.canvas import Canvas, Colours, Plane
from portraits.starter.develop import Film
from portraits.starter.garments import crumple, shoulders
from portraits.starter.lighting import Rig
from portraits.starter.painting import Painting, Setting, blurred, paint
from portraits.starter.relief import (
    Relief,
    along,
    curve,
    cushion,
    fill,
    mirrored,
    rounded,
    soft,
    tube,
)
from portraits.starter.stage import Stage, Surface
from portraits.starter.strands import draw_strands, fur_paths, outward_normals
from portraits.starter.texture import flat, mix, noise, ramp, skyline, srgb, steps, tint, weave


def build(canvas: Canvas) -> Painting:
    """The whole scene."""
    stage = Stage(canvas)
    _hood(stage)
    mannequin.place(stage)
    _jacket(stage)
    _cap(stage)
    rig = Rig(
        key=(2.55, 2.3, 2.05), sky=(0.5, 0.58, 0.72), ground=(0.42, 0.44, 0.5),
        rim_left=(0.7, 0.8, 1.0), rim_right=(2.1, 1.4, 0.85), shadow=0.65,
    )  # fmt: skip
    film = Film(bloom=0.2, vignette=0.3, shadows=(0.012, 0.016, 0.03), highlights=(1.0, 0.99, 0.97))
    return paint(stage, Setting(_range(canvas), rig, film, hairline=-0.66))


def _hood(stage: Stage) -> None:
    """The hood's lining and its fur edge, all behind the head."""
    canvas = stage.canvas
    ring = curve(
        mirrored(
            [
                (0.0, -2.3),
                (-0.9, -2.1),
                (-1.6, -1.4),
                (-1.9, -0.4),
                (-1.85, 0.7),
                (-1.6, 1.7),
                (-1.2, 2.5),
            ]
        )
    )
    lining = cushion(canvas, ring, base=-1.6, depth=-0.4, bulge=0.8)
    stage.place(lining, Surface(srgb("2b1d17")), bump=0.01 * noise(canvas, 0.06, 3))
    base = tube(canvas, np.c_[ring, np.full(len(ring), -1.0)], 0.26)
    away = outward_normals(ring, (0, 0.2))
    wool = Surface(srgb("4d3626"))
    stage.place(base, wool)
    for seed, count, length, dark in ((1, 5200, 0.62, 0.1), (2, 4200, 0.42, 0.35)):
        paths = fur_paths(ring, away, count=count, length=length, seed=seed, spread=0.75)
        fur = draw_strands(canvas, paths, width=0.012, seed=seed, dark=dark)
        colour = steps(fur.tone, "2a1a10", "7c5a3c", "c9a57c", "f0dfc4")
        height = soft(np.maximum(base.height, -1.2), 0.05 * canvas.unit)
        stage.place(Relief(height, fur.cover), Surface(colour, sheen=0.3), bump=0.05 * fur.tone)


def _jacket(stage: Stage) -> None:
    canvas = stage.canvas
    x, y = canvas.grid()
    half = [
        (-1.15, 1.95),
        (-1.45, 2.3),
        (-2.2, 2.55),
        (-3.0, 2.95),
        (-3.5, 3.7),
        (-3.72, 4.8),
        (-3.8, 6.6),
    ]
    neck = curve(
        [(-1.25, 1.6), (-0.95, 2.05), (0, 2.35), (0.95, 2.05), (1.25, 1.6), (0, 1.0)], closed=True
    )
    body = shoulders(canvas, half, neckline=neck, front=1.15)
    rows = (y - 0.24 * np.abs(x) ** 1.25 + 0.03 * noise(canvas, 0.8, 5)) / 0.62
    puff = np.sqrt(np.clip(1 - (2 * (rows - np.floor(rows)) - 1) ** 2, 0, 1))
    crinkle = crumple(canvas, 19, 0.05, stretch=(0.5, 1.2)) * (1.2 - puff)
    colour = mix(flat(canvas, "c4501f"), srgb("9a3512"), ramp(1 - puff, 0.3, 1.0))
    nylon = Surface(colour, gloss=0.16, shine=14, sheen=0.1)
    stage.place(
        body, nylon, bump=(0.17 * soft(puff.astype(np.float32), 2) + crinkle).astype(np.float32)
    )
    _collar(stage, nylon)
    _straps(stage)


def _collar(stage: Stage, nylon: Surface) -> None:
    canvas = stage.canvas
    for side in (-1, 1):
        half = [
            (side * 1.12, 1.55),
            (side * 1.42, 1.9),
            (side * 1.4, 2.45),
            (side * 0.8, 3.0),
            (side * 0.06, 3.35),
            (side * 0.05, 2.45),
            (side * 0.5, 2.3),
            (side * 0.95, 1.95),
        ]
        flap = cushion(canvas, curve(half, closed=True), base=0.4, depth=0.5, bulge=0.25)
        _x, y = canvas.grid()
        lean = np.interp(y[:, 0], [1.5, 2.3, 3.4], [-0.5, 0.25, 0.5]).astype(np.float32)[:, None]
        stage.place(
            flap.raised(np.broadcast_to(lean, canvas.shape)), nylon, bump=crumple(canvas, 23, 0.05)
        )
    zipper = tube(canvas, [(0, 2.45, 1.05), (0, 3.3, 1.35), (0, 6.6, 1.5)], 0.05)
    teeth = 0.02 * np.cos(canvas.grid()[1] * 90)
    stage.place(
        zipper, Surface(srgb("2a2c30"), gloss=0.5, metal=0.6), bump=teeth.astype(np.float32)
    )
    pull = tube(canvas, [(0, 2.62, 1.25), (0.02, 2.95, 1.4)], 0.045)
    stage.place(pull, Surface(srgb("1f6f78"), gloss=0.3))


def _straps(stage: Stage) -> None:
    canvas = stage.canvas
    for side in (-1, 1):
        path = curve(
            [
                (side * 1.9, 2.5, 0.35),
                (side * 1.85, 3.3, 1.0),
                (side * 2.0, 4.5, 1.25),
                (side * 2.2, 6.6, 1.3),
            ]
        )
        strap = tube(canvas, path, 0.22)
        edge = 0.03 * along(canvas, path[:, :2], 0.12)
        web = Surface(srgb("22272c"), gloss=0.08)
        stage.place(strap, web, bump=0.003 * weave(canvas, 0.045) + edge)
        buckle = tube(canvas, [(side * 1.72, 3.9, 1.4), (side * 2.1, 3.95, 1.4)], 0.09)
        stage.place(buckle, Surface(srgb("15171a"), gloss=0.5, shine=40))


def _cap(stage: Stage) -> None:
    canvas = stage.canvas
    crown = np.array(
        mirrored(
            curve(
                [
                    (0.0, -2.12),
                    (-0.5, -2.05),
                    (-0.98, -1.72),
                    (-1.28, -1.2),
                    (-1.36, -0.7),
                    (-1.34, -0.3),
                    (0, -0.3),
                ]
            )
        )
    )
    cuff_top = [(-1.42, -0.72), (-0.8, -1.08), (0, -1.2), (0.8, -1.08), (1.42, -0.72)]
    cuff_low = [
        (1.36, -0.06),
        (1.16, -0.1),
        (0.8, -0.5),
        (0, -0.66),
        (-0.8, -0.5),
        (-1.16, -0.1),
        (-1.36, -0.06),
    ]
    cuff = np.concatenate([curve(cuff_top), curve(cuff_low)])
    upper = fill(canvas, crown) * (
        1 - fill(canvas, np.concatenate([curve(cuff_low), [[-1.5, 0.2], [1.5, 0.2]]]))
    )
    body = soft(np.maximum(mannequin.skull(canvas).height, -0.2), 0.06 * canvas.unit)
    round_top = rounded(canvas, fill(canvas, crown), base=-0.6, depth=0.7, bulge=0.5)
    stage.place_front(
        Relief(body + round_top + 0.05, upper), _wool(canvas, "e7e0d2"), bump=_knit(canvas, 15)
    )
    roll = cushion(canvas, cuff, base=0.12, depth=0.16, bulge=0.12)
    stage.place_front(
        Relief(body + roll.height, roll.cover), _wool(canvas, "efe9dc"), bump=_knit(canvas, 13)
    )
    _bobble(stage)


def _wool(canvas: Canvas, colour: str) -> Surface:
    fuzz = ramp(noise(canvas, 0.04, 8, octaves=2), -1, 1)
    shade = mix(flat(canvas, colour), srgb("a89f90"), fuzz * 0.4)
    return Surface(shade, sheen=0.35)


def _knit(canvas: Canvas, count: int) -> Plane:
    """Ribs of knitted stitches that run over the head."""
    x, y = canvas.grid()
    turn = np.arcsin(np.clip(x / 1.45, -1, 1)) * count
    rib = np.abs(np.cos(turn))
    stitch = np.cos((y * 34 + 2.2 * np.abs(np.sin(turn * 2))) * 1.0)
    return np.asarray(0.07 * np.sqrt(rib) + 0.014 * stitch * rib, np.float32)


def _bobble(stage: Stage) -> None:
    canvas = stage.canvas
    spine = curve([(-0.2, -2.3), (0, -2.42), (0.2, -2.3), (0, -2.2)], closed=True)
    rng = np.random.default_rng(5)
    turn = rng.uniform(0, 2 * np.pi, len(spine))
    away = np.stack([np.cos(turn), np.sin(turn)], 1).astype(np.float32)
    paths = fur_paths(spine, away, count=3800, length=0.4, seed=9, spread=2.5)
    fur = draw_strands(canvas, paths, width=0.011, seed=12, dark=0.3)
    x, y = canvas.grid()
    ball = np.sqrt(np.clip(0.36 - x * x - (y + 2.36) ** 2, 0, 1)) * 0.8
    colour = steps(fur.tone, "6b5440", "b39b80", "e6d8c3", "faf4e8")
    stage.place_front(
        Relief((0.6 + ball).astype(np.float32), fur.cover),
        Surface(colour, sheen=0.3),
        bump=0.04 * fur.tone,
    )


def _range(canvas: Canvas) -> Colours:
    x, y = canvas.grid()
    sky = steps(np.clip((y + 4) / 6, 0, 1), "3f6fae", "7ea6d0", "d9cdbf", "f7c793", "f9b57a")
    glow = np.exp(-(((x - 2.6) / 1.9) ** 2 + ((y - 0.2) / 1.5) ** 2)).astype(np.float32)
    sky = sky * 0.95 + tint((1.0, 0.7, 0.35), glow) * 0.8
    for level, rough, seed, light, haze in (
        (-0.6, 1.5, 3, 0.95, 0.62), (0.7, 1.2, 8, 0.85, 0.38), (2.0, 0.9, 15, 0.7, 0.12),
    ):  # fmt: skip
        sky = _ridge(canvas, sky, level, rough, seed, light, haze)
    fog = ramp(noise(canvas, 2.4, 77, octaves=5, stretch=(2.4, 0.6)) + 0.55 * (y - 1.6), 0.2, 1.5)
    sky = mix(sky, srgb("f3dcc8"), fog * 0.75)
    return blurred(sky, 0.028 * canvas.unit)


def _ridge(
    canvas: Canvas,
    behind: Colours,
    level: float,
    rough: float,
    seed: int,
    light: float,
    haze: float,
) -> Colours:
    """One mountain chain: jagged top, snow on slopes that face the sun, rock on the others."""
    _x, y = canvas.grid()
    top = level - rough * np.abs(skyline(canvas, 2.6, seed, octaves=7))[0]
    relief = noise(canvas, 1.1, seed + 1, octaves=6, stretch=(0.7, 1.3))
    slope = np.gradient(relief, axis=1) * canvas.unit
    snow = ramp(0.6 * relief + 0.9 * (top[None, :] + 1.8 - y), -0.4, 0.6)
    sunny = ramp(slope, -1.2, 1.2)
    ground = mix(flat(canvas, "2f3a4e"), srgb("55586a"), sunny)
    white = mix(flat(canvas, "8ea6cc"), srgb("ffe6cf"), sunny)
    ground = (ground + (white - ground) * snow[..., None]) * np.float32(light)
    ground = mix(ground, srgb("e9cdb8"), np.full(canvas.shape, haze, np.float32))
    cover = ramp(y - top[None, :], 0, 0.03)
    return np.asarray(behind + (ground - behind) * cover[..., None], np.float32)
