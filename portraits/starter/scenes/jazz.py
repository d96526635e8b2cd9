"""Late at the club: finger waves, a jewelled headband, a sequined dress, an old microphone."""

from __future__ import annotations

import numpy as np

from portraits.starter import hair, mannequin
from portraits.starter.canvas import Canvas, Colours, Plane
from portraits.starter.develop import Film
from portraits.starter.garments import shoulders
from portraits.starter.lighting import Rig
from portraits.starter.painting import Painting, Setting, blurred, paint
from portraits.starter.relief import Relief, curve, cushion, ellipsoid, tube
from portraits.starter.scenery import gradient, lights, spot
from portraits.starter.stage import Stage, Surface
from portraits.starter.strands import draw_strands, fur_paths
from portraits.starter.texture import mix, noise, ramp, srgb, steps

_SILVER = Surface(srgb("cfd2d8"), gloss=0.6, shine=60, metal=0.9)
_STONE = Surface(srgb("e6eef8"), gloss=1.0, shine=90, metal=0.4, glow=0.15)


def build(canvas: Canvas) -> Painting:
    """The whole scene."""
    stage = Stage(canvas)
    mannequin.place(stage)
    _dress(stage)
    _pearls(stage)
    hair.let_fall(
        stage, hair.BLACK, hair.Fall(length=1.05, flare=0.12, wave=0.16, turns=16, parting=-0.45)
    )
    _headband(stage)
    _microphone(stage)
    rig = Rig(
        key=(2.7, 2.35, 2.0), sky=(0.36, 0.3, 0.42), ground=(0.26, 0.16, 0.16),
        rim_left=(0.7, 0.9, 2.0), rim_right=(2.4, 1.1, 0.8), shadow=0.65,
    )  # fmt: skip
    film = Film(bloom=0.4, vignette=0.5, shadows=(0.02, 0.01, 0.02), highlights=(1, 0.98, 0.95))
    return paint(stage, Setting(_club(canvas), rig, film, hairline=-0.82))


def _headband(stage: Stage) -> None:
    canvas = stage.canvas
    path = curve(
        [
            (-1.3, -0.75, 0.6),
            (-0.8, -1.1, 1.3),
            (0, -1.24, 1.5),
            (0.8, -1.1, 1.3),
            (1.3, -0.75, 0.6),
        ]
    )
    stage.place_front(tube(canvas, path, 0.1), Surface(srgb("16161c"), sheen=0.6))
    for x, y, z in path[::5]:
        stage.place_front(
            ellipsoid(canvas, (float(x), float(y), float(z) + 0.1), (0.06, 0.06, 0.06)), _STONE
        )
    _feather(stage)
    stage.place_front(ellipsoid(canvas, (1.02, -1.0, 1.2), (0.2, 0.24, 0.12)), _SILVER)
    stage.place_front(ellipsoid(canvas, (1.02, -1.0, 1.3), (0.1, 0.13, 0.1)), _STONE)


def _feather(stage: Stage) -> None:
    canvas = stage.canvas
    spine = curve([(1.0, -1.0), (1.3, -1.7), (1.35, -2.4), (1.1, -3.0), (0.7, -3.25)])
    run = np.gradient(spine, axis=0)
    forward = run / np.linalg.norm(run, axis=1, keepdims=True)
    away = np.stack([forward[:, 1], -forward[:, 0]], 1)
    height = np.full(canvas.shape, 1.1, np.float32)
    for sign in (-1, 1):
        lean = (0.8 * sign * away + 0.6 * forward).astype(np.float32)
        paths = fur_paths(spine, lean, count=2600, length=0.6, seed=140 + sign, spread=0.18)
        barbs = draw_strands(canvas, paths, width=0.007, seed=141, dark=0.3)
        colour = steps(barbs.tone, "17141c", "3a3446", "8a819c")
        stage.place_front(
            Relief(height, barbs.cover), Surface(colour, sheen=0.4), bump=0.03 * barbs.tone
        )


def _dress(stage: Stage) -> None:
    canvas = stage.canvas
    half = [(-1.95, 2.95), (-2.25, 3.3), (-2.5, 4.1), (-2.45, 5.2), (-2.35, 6.8)]
    neck = curve(
        [(-2.0, 2.6), (-1.7, 3.3), (-1.0, 4.1), (0, 4.75), (1.0, 4.1), (1.7, 3.3), (2.0, 2.6)]
    )
    body = shoulders(canvas, half, neckline=neck, front=1.2)
    scale, spark = _sequins(canvas)
    colour = mix(
        np.broadcast_to(np.array(srgb("2a0d16"), np.float32), (*canvas.shape, 3)).copy(),
        srgb("a8324a"),
        scale,
    )
    surface = Surface(colour, gloss=0.7 * scale, shine=30, metal=0.45, glow=1.2 * spark)
    stage.place(body, surface, bump=0.03 * scale)
    edge = curve([(-1.75, 3.2), (-1.0, 4.1), (0, 4.75), (1.0, 4.1), (1.75, 3.2)])
    depth = np.interp(np.abs(edge[:, 0]), [0, 1.0, 1.75], [1.35, 1.1, 0.6])
    for x, y, z in np.c_[edge, depth][::4]:
        stage.place(ellipsoid(canvas, (float(x), float(y), float(z)), (0.06, 0.06, 0.06)), _STONE)


def _sequins(canvas: Canvas) -> tuple[Plane, Plane]:
    """Overlapping discs, and which of them catch a lamp."""
    x, y = canvas.grid()
    u, v = x / 0.13, y / 0.1
    u = u + 0.5 * (np.floor(v) % 2)
    du, dv = u - np.round(u), v - np.floor(v)
    disc = ramp(0.55 - np.hypot(du, dv - 0.3), 0, 0.25) * (0.55 + 0.45 * dv)
    luck = np.sin(np.round(u) * 127.1 + np.floor(v) * 311.7) * 43758.5453
    lit = (luck - np.floor(luck) > 0.965) * disc
    return np.asarray(disc, np.float32), np.asarray(lit, np.float32)


def _pearls(stage: Stage) -> None:
    canvas = stage.canvas
    pearl = Surface(srgb("ece6dc"), gloss=0.8, shine=55, metal=0.15)
    for drop, count in ((0.0, 33), (0.55, 41)):
        path = curve(
            [
                (-1.05, 2.15, 0.0),
                (-0.7, 2.85 + 0.6 * drop, 0.5),
                (0, 3.25 + drop, 0.75),
                (0.7, 2.85 + 0.6 * drop, 0.5),
                (1.05, 2.15, 0.0),
            ]
        )
        at = np.linspace(0, len(path) - 1, count).astype(int)
        for x, y, z in path[at]:
            stage.place(
                ellipsoid(canvas, (float(x), float(y), float(z)), (0.072, 0.072, 0.072)), pearl
            )


def _microphone(stage: Stage) -> None:
    """Stands to one side, below the chin."""
    canvas = stage.canvas
    x, y = canvas.grid()
    shell = curve(
        [(1.2, 3.3), (1.75, 3.0), (2.3, 3.3), (2.4, 4.1), (2.2, 4.75), (1.3, 4.75), (1.1, 4.1)],
        closed=True,
        steps=10,
    )
    body = cushion(canvas, shell, base=1.6, depth=0.5, bulge=0.5)
    slots = (
        ramp(np.cos((y - 3.0) * 26), 0.2, 0.6)
        * ramp(0.5 - np.abs(x - 1.75), 0, 0.05)
        * ramp(4.55 - y, 0, 0.05)
    )
    grille = Surface(
        mix(
            np.broadcast_to(np.array(srgb("cfd2d8"), np.float32), (*canvas.shape, 3)).copy(),
            srgb("15161a"),
            np.asarray(slots, np.float32),
        ),
        gloss=0.5,
        shine=50,
        metal=0.9 * (1 - slots),
    )
    stage.place(body, grille, bump=np.asarray(-0.06 * slots, np.float32))
    for at in (1.5, 2.0):
        stage.place(
            tube(canvas, curve([(at, 3.12, 2.1), (at, 3.8, 2.2), (at, 4.6, 2.1)]), 0.05), _SILVER
        )
    stage.place(tube(canvas, [(1.75, 4.8, 1.9), (1.75, 6.9, 1.9)], 0.12), _SILVER)
    stage.place(ellipsoid(canvas, (1.75, 4.85, 1.95), (0.3, 0.16, 0.2)), _SILVER)


def _club(canvas: Canvas) -> Colours:
    x, y = canvas.grid()
    dark = gradient(canvas, "0b0714", "1d0f22", "2e1420", "150a0c")
    beam = np.exp(-(((x - 1.4 + 0.5 * (y + 4)) / (0.25 + 0.22 * (y + 4))) ** 2)) * ramp(-y, -4, 3.9)
    smoke = 0.6 + 0.4 * noise(canvas, 1.6, 143, octaves=4)
    lit = dark + np.asarray(beam * smoke, np.float32)[..., None] * np.array(
        (0.22, 0.16, 0.3), np.float32
    )
    lit = lit + spot(canvas, (0, 1.5), 3.0)[..., None] * np.array((0.1, 0.03, 0.03), np.float32)
    far = lights(
        canvas,
        lit,
        ("f2b25a", "e0703c"),
        count=60,
        seed=144,
        size=(0.06, 0.16),
        span=(-1, 4),
        power=0.5,
    )
    return lights(
        canvas,
        blurred(far, 0.04 * canvas.unit),
        ("f2b25a", "c0506a", "6a5ac0"),
        count=18,
        seed=145,
        size=(0.25, 0.55),
        power=0.22,
    )
