"""A state portrait: crown, ermine, crimson velvet, a heavy curtain."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from portraits.starter import mannequin
from portraits.starter.canvas import Canvas, Colours, Plane
from portraits.starter.develop import Film
from portraits.starter.garments import folds, shoulders
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
from portraits.starter.strands import draw_strands, fur_paths
from portraits.starter.texture import flat, mix, noise, ramp, srgb, steps, tint

_GOLD = Surface(srgb("e2b556"), gloss=0.75, shine=50, metal=0.9)


def build(canvas: Canvas) -> Painting:
    """The whole scene."""
    stage = Stage(canvas)
    _hair(stage, behind=True)
    mannequin.place(stage, with_ears=False)
    _robe(stage)
    _ermine(stage)
    _chain(stage)
    _hair(stage, behind=False)
    _crown(stage)
    rig = Rig(
        key=(2.7, 2.45, 2.1), sky=(0.44, 0.42, 0.4), ground=(0.24, 0.18, 0.14),
        rim_left=(0.6, 0.5, 0.45), rim_right=(1.5, 1.15, 0.75), shadow=0.7,
    )  # fmt: skip
    film = Film(
        bloom=0.2,
        vignette=0.4,
        grain=0.009,
        shadows=(0.02, 0.012, 0.012),
        highlights=(1.0, 0.985, 0.95),
    )
    return paint(stage, Setting(_curtain(canvas), rig, film, hairline=-0.85))


def _hair(stage: Stage, *, behind: bool) -> None:
    """Waves that fall behind the ears; the front part covers temples and ears."""
    canvas = stage.canvas
    cover, tone = canvas.blank(), canvas.blank()
    for side in (-1, 1):
        drawn = draw_strands(canvas, _locks(side, behind), width=0.016, seed=7 + side, dark=0.08)
        tone = np.where(drawn.cover > cover, drawn.tone, tone)
        cover = np.maximum(cover, drawn.cover)
    colour = steps(tone, "150d08", "3a2415", "6d4728", "a97a48")
    x, y = canvas.grid()
    round_side = 0.9 - 0.9 * (np.abs(x) - 1.15) ** 2 if not behind else np.full_like(x, -0.8)
    waves = 0.1 * np.sin(y * 3.4 + np.abs(x) * 1.5)
    relief = Relief(np.asarray(round_side * 0.6 + waves, np.float32), cover)
    surface = Surface(colour, gloss=0.16 * tone, shine=18, sheen=0.1)
    place = stage.place if behind else stage.place_front
    place(relief, surface, bump=0.05 * tone)


def _locks(side: int, behind: bool) -> npt.NDArray[np.float32]:
    rng = np.random.default_rng(90 + side + 10 * behind)
    count = 3200 if behind else 2600
    lane = rng.uniform(0, 1, count)[:, None]
    t = np.linspace(0, 1, 26)[None, :]
    inner, outer = (0.55, 1.6) if behind else (1.02, 1.34)
    spread = 0.62 if behind else 0.52
    start = inner + (outer - inner) * lane
    flare = np.sin(np.clip(t * 1.5, 0, 1) * np.pi / 2) * spread * (0.25 + 0.75 * lane)
    lock = np.floor(lane * 7)
    wave = 0.13 * t * np.sin(t * 11 + lock * 1.3) + 0.03 * np.sin(t * 23 + lock)
    stray = rng.normal(0, 0.035, (count, 1)) * t
    x = start + flare + wave + stray
    x = x - (0.1 * np.exp(-(((t - 0.06) / 0.06) ** 2)) if not behind else 0)
    length = rng.uniform(3.4, 4.3, (count, 1)) * (0.82 + 0.18 * lane)
    y = -0.95 + 0.25 * lane + t * length
    return np.stack([side * x, y], axis=-1).astype(np.float32)


def _robe(stage: Stage) -> None:
    canvas = stage.canvas
    half = [(-1.6, 2.9), (-2.6, 3.2), (-3.3, 3.8), (-3.7, 5.0), (-3.9, 6.7)]
    body = shoulders(canvas, half, front=1.0)
    colour = mix(flat(canvas, "7d1020"), srgb("4a0812"), ramp(noise(canvas, 0.8, 3), 0, 1))
    stage.place(body, Surface(colour, sheen=0.75), bump=folds(canvas, 9, 0.3, pitch=0.9))
    front = fill(
        canvas, curve([(-0.62, 3.4), (0.62, 3.4), (0.8, 6.8), (-0.8, 6.8)], closed=True, steps=4)
    )
    gold = _brocade(canvas)
    cloth = Relief(body.height + 0.1, front)
    stage.place(
        cloth,
        Surface(
            mix(flat(canvas, "3c0a14"), srgb("d9ab52"), gold),
            gloss=0.4 * gold,
            metal=0.75 * gold,
            shine=30,
        ),
        bump=0.03 * gold,
    )


def _brocade(canvas: Canvas) -> Plane:
    """A woven pattern of palmettes, 0..1."""
    x, y = canvas.grid()
    u, v = x / 0.62, y / 0.8
    u = u + 0.5 * (np.floor(v) % 2)
    du, dv = u - np.round(u), v - np.floor(v) - 0.5
    r, turn = np.hypot(du, dv * 1.15), np.arctan2(dv, du)
    petals = 0.27 + 0.09 * np.cos(turn * 7 + np.pi / 2)
    ring = np.exp(-(((r - 0.44) / 0.035) ** 2))
    leaf = ramp(petals - r, -0.02, 0.03) * (1 - 0.7 * ramp(0.09 - np.abs(r - 0.17), 0.03, 0.05))
    return np.asarray(np.clip(leaf + ring, 0, 1), np.float32)


def _ermine(stage: Stage) -> None:
    canvas = stage.canvas
    _x, y = canvas.grid()
    half = [
        (-0.75, 2.15),
        (-1.25, 2.1),
        (-1.8, 2.45),
        (-2.7, 2.85),
        (-3.3, 3.5),
        (-3.45, 4.4),
        (-3.0, 5.0),
        (-2.2, 5.15),
        (-1.3, 4.75),
        (-0.7, 4.05),
        (-0.3, 3.3),
    ]
    for side in (-1, 1):
        outline = curve(np.array(half) * np.array([side, 1]), closed=True)
        cape = cushion(canvas, outline, base=0.35, depth=0.7, bulge=0.8)
        lean = np.interp(y[:, 0], [2.0, 3.2, 5.0], [-0.35, 0.2, 0.5]).astype(np.float32)[:, None]
        waves = folds(canvas, 33 + side, 0.14, pitch=1.1, lean=0.5 * side)
        cape = Relief(np.asarray(cape.height + lean + waves, np.float32), cape.cover)
        stage.place(cape, Surface(srgb("d8d2c6"), sheen=0.2))
        _pelt(stage, cape, outline, side)


def _pelt(stage: Stage, cape: Relief, outline: npt.NDArray[np.float32], side: int) -> None:
    canvas = stage.canvas
    rng = np.random.default_rng(60 + side)
    low, high = outline.min(axis=0), outline.max(axis=0)
    roots = rng.uniform(low, high, (60000, 2)).astype(np.float32)
    pixels = np.round(canvas.to_pixels(roots)).astype(int)
    pixels = np.clip(pixels, 0, [canvas.width - 1, canvas.height - 1])
    roots = roots[cape.cover[pixels[:, 1], pixels[:, 0]] > 0.5]
    down = np.tile(np.array([[side * 0.35, 0.94]], np.float32), (len(roots), 1))
    paths = fur_paths(roots, down, count=26000, length=0.2, seed=64 + side, spread=0.45)
    fur = draw_strands(canvas, paths, width=0.008, seed=66, dark=0.45)
    white = steps(fur.tone, "8f887c", "d5cfc3", "f3efe6", "fffdf8")
    tails = _tails(canvas, side)
    colour = mix(white, srgb("17120f"), tails)
    stage.place(Relief(cape.height, fur.cover), Surface(colour, sheen=0.25), bump=0.03 * fur.tone)


def _tails(canvas: Canvas, side: int) -> Plane:
    """Black tips in staggered rows."""
    dots = []
    for row in range(6):
        for column in range(6):
            x = 0.55 + column * 0.62 + 0.31 * (row % 2)
            dots.append((side * x, 2.55 + row * 0.52 + 0.12 * x))
    spots = np.array(dots, np.float32)
    away = np.tile(np.array([[side * 0.3, 0.95]], np.float32), (len(spots), 1))
    rng = np.random.default_rng(3)
    jitter = np.repeat(spots, 40, axis=0) + rng.normal(0, 0.028, (len(spots) * 40, 2))
    paths = fur_paths(
        jitter.astype(np.float32),
        np.repeat(away, 40, axis=0),
        count=len(jitter) * 2,
        length=0.3,
        seed=5,
        spread=0.16,
    )
    return draw_strands(canvas, paths, width=0.012, seed=4).cover


def _chain(stage: Stage) -> None:
    canvas = stage.canvas
    path = curve(
        [
            (-1.75, 2.75, 0.9),
            (-1.35, 3.7, 1.35),
            (-0.7, 4.5, 1.5),
            (0, 4.85, 1.55),
            (0.7, 4.5, 1.5),
            (1.35, 3.7, 1.35),
            (1.75, 2.75, 0.9),
        ]
    )
    for index, point in enumerate(path[::7]):
        x, y, z = (float(value) for value in point)
        link = ellipsoid(canvas, (x, y, z), (0.13, 0.13, 0.12))
        jewel = Surface(srgb("8e1524" if index % 4 else "1d3f8a"), gloss=0.9, shine=90)
        stage.place(link, _GOLD if index % 2 else jewel)
    stage.place(tube(canvas, path + np.array([0, 0, -0.05], np.float32), 0.045), _GOLD)
    star = np.array(
        [
            (np.cos(a) * r, np.sin(a) * r + 5.3)
            for a, r in zip(
                np.linspace(0, 2 * np.pi, 16, endpoint=False), [0.42, 0.2] * 8, strict=True
            )
        ]
    )
    stage.place(cushion(canvas, star, base=1.6, depth=0.14, bulge=0.12), _GOLD)
    stage.place(
        ellipsoid(canvas, (0, 5.3, 1.72), (0.15, 0.15, 0.12)),
        Surface(srgb("a3122a"), gloss=0.95, shine=90),
    )


def _crown(stage: Stage) -> None:
    canvas = stage.canvas
    puff = np.array(
        mirrored(
            curve(
                [(0, -2.75), (-0.5, -2.72), (-1.05, -2.5), (-1.42, -2.0), (-1.4, -1.4), (0, -1.2)]
            )
        )
    )
    velvet = cushion(canvas, puff, base=0.4, depth=0.9, bulge=0.9)
    red = Surface(srgb("7a0f22"), sheen=0.8)
    stage.place_front(velvet, red, bump=folds(canvas, 77, 0.12, pitch=0.4))
    for bend in (-1.28, 1.28, 0.0):
        arch = curve(
            [
                (bend, -1.5, 0.7 + 0.6 * (bend == 0)),
                (bend * 1.12, -2.1, 0.9 + 0.5 * (bend == 0)),
                (bend * 0.75, -2.68, 1.1 + 0.3 * (bend == 0)),
                (0, -2.78, 1.25),
            ]
        )
        stage.place_front(tube(canvas, arch, 0.075), _GOLD)
        for point in arch[8:-4:8]:
            pearl = ellipsoid(
                canvas,
                (float(point[0]), float(point[1]), float(point[2]) + 0.08),
                (0.07, 0.07, 0.07),
            )
            stage.place_front(pearl, Surface(srgb("e8e4da"), gloss=0.8, shine=60, metal=0.2))
    orb = ellipsoid(canvas, (0, -2.98, 1.2), (0.19, 0.19, 0.19))
    cross = union(
        tube(canvas, [(0, -3.1, 1.25), (0, -3.5, 1.25)], 0.055),
        tube(canvas, [(-0.14, -3.32, 1.25), (0.14, -3.32, 1.25)], 0.05),
        0.05,
    )
    stage.place_front(cross, _GOLD)
    stage.place_front(orb, _GOLD)
    _circlet(stage)


def _circlet(stage: Stage) -> None:
    canvas = stage.canvas
    x, y = canvas.grid()
    top = [(-1.44, -1.62), (-0.9, -1.4), (0, -1.3), (0.9, -1.4), (1.44, -1.62)]
    low = [(1.4, -1.12), (0.9, -0.96), (0, -0.88), (-0.9, -0.96), (-1.4, -1.12)]
    band = cushion(canvas, np.concatenate([curve(top), curve(low)]), base=0, depth=0.06, bulge=0.06)
    round_head = 1.45 * np.sqrt(np.clip(1 - (x / 1.55) ** 2, 0.02, 1)).astype(np.float32)
    chased = 0.012 * np.cos(x * 60) * np.cos(y * 60)
    for at in (-1.1, -0.58, 0.0, 0.58, 1.1):
        _fleuron(stage, at, round_head)
    stage.place_front(band.raised(round_head), _GOLD, bump=chased.astype(np.float32))
    for at, colour in (
        (-1.08, "1f4aa0"),
        (-0.56, "9c1326"),
        (0, "146a4a"),
        (0.56, "9c1326"),
        (1.08, "1f4aa0"),
    ):
        stone = circle(at, -1.1 - 0.13 * at * at, 0.13, 0.9)
        height = 1.45 * float(np.sqrt(1 - (at / 1.55) ** 2))
        stage.place_front(
            cushion(
                canvas,
                circle(at, -1.1 - 0.13 * at * at, 0.17, 0.9),
                base=height + 0.05,
                depth=0.06,
                bulge=0.05,
            ),
            _GOLD,
        )
        stage.place_front(
            cushion(canvas, stone, base=height + 0.1, depth=0.1, bulge=0.12),
            Surface(srgb(colour), gloss=0.95, shine=80),
        )
    _trim(stage, round_head)


def _fleuron(stage: Stage, at: float, round_head: Plane) -> None:
    canvas = stage.canvas
    lift = -1.36 - 0.12 * at * at
    squeeze = float(np.sqrt(1 - (at / 1.6) ** 2))
    shape = np.array(
        [
            (0, -0.55),
            (0.08, -0.4),
            (0.07, -0.3),
            (0.2, -0.36),
            (0.26, -0.25),
            (0.14, -0.17),
            (0.08, 0.06),
            (-0.08, 0.06),
            (-0.14, -0.17),
            (-0.26, -0.25),
            (-0.2, -0.36),
            (-0.07, -0.3),
            (-0.08, -0.4),
        ]
    )
    outline = curve(shape * np.array([squeeze, 1]) + np.array([at, lift]), closed=True, steps=6)
    stage.place_front(
        cushion(canvas, outline, base=0.05, depth=0.08, bulge=0.06).raised(round_head), _GOLD
    )


def _trim(stage: Stage, round_head: Plane) -> None:
    """Ermine under the rim, over the hairline."""
    canvas = stage.canvas
    spine = curve([(-1.36, -0.98), (-0.9, -0.86), (0, -0.78), (0.9, -0.86), (1.36, -0.98)])
    base = tube(
        canvas, np.c_[spine, 1.35 * np.sqrt(np.clip(1 - (spine[:, 0] / 1.5) ** 2, 0.02, 1))], 0.15
    )
    stage.place_front(base, Surface(srgb("d8d2c6"), sheen=0.2))
    away = np.tile(np.array([[0.0, 1.0]], np.float32), (len(spine), 1))
    paths = fur_paths(
        spine - np.array([0, 0.05], np.float32), away, count=5200, length=0.2, seed=31, spread=0.9
    )
    fur = draw_strands(canvas, paths, width=0.008, seed=32, dark=0.45)
    white = steps(fur.tone, "8f887c", "d5cfc3", "f3efe6", "fffdf8")
    height = soft(np.maximum(base.height, 0.3), 0.04 * canvas.unit)
    stage.place_front(Relief(height, fur.cover), Surface(white, sheen=0.25), bump=0.03 * fur.tone)


def _curtain(canvas: Canvas) -> Colours:
    x, y = canvas.grid()
    sway = x + 0.16 * y + 0.25 * noise(canvas, 2.5, 4, octaves=2, stretch=(0.6, 3))
    wave = np.sin(sway * 4.2) + 0.4 * np.sin(sway * 9.1 + 1)
    light = ramp(np.cos(sway * 4.2 + 0.7) + 0.3 * wave, -1.1, 1.4)
    velvet = steps(light, "16030a", "4a0a18", "8c1a2c", "b03a3c")
    dusk = np.exp(-(((x + 2.8) / 1.6) ** 2)).astype(np.float32) * ramp(-x, 0.8, 2.4)
    hall = tint((0.05, 0.035, 0.022), 1 + 0.6 * noise(canvas, 1.8, 6))
    edge = ramp(-(x + 2.35 + 0.3 * np.sin(y * 0.55)), -0.03, 0.06)
    scene = mix(velvet * 0.75, (0, 0, 0), dusk * 0) * (1 - edge[..., None]) + hall * edge[..., None]
    return blurred(np.asarray(scene, np.float32), 0.035 * canvas.unit)


__all__ = ["build", "rounded"]
