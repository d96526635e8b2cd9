"""Before the curtain: hair in a bun, a small tiara, tulle and satin in the light of the stage."""

from __future__ import annotations

import numpy as np

from portraits.starter import hair, mannequin
from portraits.starter.canvas import Canvas, Colours
from portraits.starter.develop import Film
from portraits.starter.garments import shoulders
from portraits.starter.lighting import Rig
from portraits.starter.painting import Painting, Setting, blurred, paint
from portraits.starter.relief import Relief, along, curve, ellipsoid, soft, tube
from portraits.starter.scenery import lights, spot
from portraits.starter.stage import Stage, Surface
from portraits.starter.strands import draw_strands, fur_paths, outward_normals
from portraits.starter.texture import flat, mix, noise, ramp, srgb, steps, weave

_SILVER = Surface(srgb("d9dce2"), gloss=0.7, shine=60, metal=0.8)
_STONE = Surface(srgb("dfe9f5"), gloss=1.0, shine=90, metal=0.4, glow=0.15)


def build(canvas: Canvas) -> Painting:
    """The whole scene."""
    stage = Stage(canvas)
    _bun(stage)
    mannequin.place(stage)
    _bodice(stage)
    _tulle(stage)
    hair.comb_back(stage, hair.BROWN, volume=0.05)
    _tiara(stage)
    _earrings(stage)
    rig = Rig(
        key=(2.6, 2.35, 2.2), sky=(0.46, 0.42, 0.5), ground=(0.3, 0.22, 0.24),
        rim_left=(1.5, 1.1, 1.7), rim_right=(2.2, 1.6, 1.2), shadow=0.65,
    )  # fmt: skip
    film = Film(bloom=0.35, vignette=0.45, shadows=(0.02, 0.012, 0.02), highlights=(1, 0.985, 0.98))
    return paint(stage, Setting(_stage_light(canvas), rig, film, hairline=-0.86))


def _bun(stage: Stage) -> None:
    canvas = stage.canvas
    rng = np.random.default_rng(3)
    t = np.linspace(0, 1, 20)[None, :]
    turn = rng.uniform(0, 2 * np.pi, (1400, 1)) + t * 2.2
    radius = rng.uniform(0.1, 0.62, (1400, 1)) * (1 - 0.12 * t)
    path = np.stack([radius * np.cos(turn), -2.12 + 0.72 * radius * np.sin(turn)], -1)
    drawn = draw_strands(canvas, path.astype(np.float32), width=0.014, seed=4, dark=0.1)
    ball = ellipsoid(canvas, (0, -2.12, -0.6), (0.66, 0.52, 0.5))
    cover = np.maximum(drawn.cover, ball.cover)
    colour = steps(drawn.tone, *hair.BROWN)
    stage.place(Relief(ball.height, cover), Surface(colour, gloss=0.15), bump=0.04 * drawn.tone)


def _tiara(stage: Stage) -> None:
    canvas = stage.canvas
    band = curve(
        [
            (-1.12, -1.2, 1.0),
            (-0.6, -1.42, 1.35),
            (0, -1.5, 1.45),
            (0.6, -1.42, 1.35),
            (1.12, -1.2, 1.0),
        ]
    )
    stage.place_front(tube(canvas, band, 0.035), _SILVER)
    for at, height in ((-0.8, 0.22), (-0.42, 0.34), (0.0, 0.5), (0.42, 0.34), (0.8, 0.22)):
        foot = -1.5 + 0.24 * at * at
        for lean in (-0.14, 0.14):
            arc = [
                (at + lean, foot, 1.42),
                (at + lean * 0.8, foot - 0.5 * height, 1.45),
                (at, foot - height, 1.45),
            ]
            stage.place_front(tube(canvas, curve(arc), 0.02), _SILVER)
        size = 0.05 + 0.06 * height
        stage.place_front(
            ellipsoid(canvas, (at, foot - height - size, 1.5), (size, size, size)), _STONE
        )
        stage.place_front(
            ellipsoid(canvas, (at, foot - 0.34 * height, 1.5), (0.05, 0.07, 0.05)), _STONE
        )


def _earrings(stage: Stage) -> None:
    for side in (-1, 1):
        pearl = ellipsoid(stage.canvas, (side * 1.13, 0.76, 0.1), (0.08, 0.09, 0.08))
        stage.place(pearl, Surface(srgb("ece6de"), gloss=0.8, shine=50, metal=0.15))


def _bodice(stage: Stage) -> None:
    canvas = stage.canvas
    half = [(-2.45, 4.15), (-2.55, 4.6), (-2.4, 5.4), (-2.25, 6.8)]
    top = [
        (-2.6, 3.9),
        (-1.9, 4.35),
        (-1.1, 4.1),
        (-0.5, 4.3),
        (0, 4.62),
        (0.5, 4.3),
        (1.1, 4.1),
        (1.9, 4.35),
        (2.6, 3.9),
    ]
    body = shoulders(
        canvas, half, neckline=np.concatenate([curve(top), [(2.6, 3.0), (-2.6, 3.0)]]), front=1.25
    )
    satin = Surface(srgb("d8a6ab"), gloss=0.28, shine=16, sheen=0.5)
    seams = sum(
        (along(canvas, curve([(s * 1.0, 4.2), (s * 0.75, 6.8)]), 0.03) for s in (-1, 1)),
        canvas.blank(),
    )
    stage.place(body, satin, bump=0.05 * noise(canvas, 1.1, 8, octaves=3) - 0.04 * seams)
    edge = curve(top)
    depth = np.interp(np.abs(edge[:, 0]), [0, 1.5, 2.6], [1.3, 1.15, 0.4])
    stage.place(
        tube(canvas, np.c_[edge, depth], 0.05), Surface(srgb("e9c7ca"), gloss=0.3, sheen=0.4)
    )
    for x in np.linspace(-1.7, 1.7, 15):
        y = float(np.interp(x, edge[:, 0], edge[:, 1])) + 0.18
        stage.place(ellipsoid(canvas, (float(x), y, 1.35), (0.055, 0.055, 0.05)), _STONE)


def _tulle(stage: Stage) -> None:
    """Veils on the upper arms: many thin threads, half transparent."""
    canvas = stage.canvas
    for side in (-1, 1):
        spine = curve(
            [(side * 2.05, 3.55), (side * 2.75, 3.6), (side * 3.35, 4.2), (side * 3.5, 5.2)]
        )
        paths = fur_paths(
            spine,
            outward_normals(spine, (side * 2.2, 5.2)),
            count=3200,
            length=0.85,
            seed=20 + side,
            spread=0.9,
        )
        veil = draw_strands(canvas, paths, width=0.006, seed=21, dark=0.6)
        cover = np.asarray(
            np.clip(0.62 * soft(veil.cover, 0.02 * canvas.unit), 0, 0.85), np.float32
        )
        height = np.full(canvas.shape, 0.9, np.float32) + 0.15 * noise(canvas, 0.5, 23)
        stage.place(
            Relief(height, cover),
            Surface(srgb("f0dcdc"), sheen=0.4),
            bump=0.002 * weave(canvas, 0.03),
        )


def _stage_light(canvas: Canvas) -> Colours:
    x, y = canvas.grid()
    sway = x + 0.1 * y + 0.2 * noise(canvas, 2.2, 31, octaves=2, stretch=(0.6, 3))
    folds_of = ramp(np.cos(sway * 4.0) + 0.3 * np.cos(sway * 9), -1.1, 1.4)
    curtain = steps(folds_of, "0d0714", "241434", "4a2a5c", "74487e")
    glow = spot(canvas, (0.3, -0.6), 3.4)[..., None]
    lit = mix(flat(canvas, "07050c"), (0, 0, 0), canvas.blank(0)) + curtain * (0.25 + 1.1 * glow)
    soft_folds = blurred(np.asarray(lit, np.float32), 0.05 * canvas.unit)
    return lights(
        canvas, soft_folds, ("f7d9b0", "e9b7d0"), count=22, seed=32, size=(0.12, 0.3), power=0.25
    )
