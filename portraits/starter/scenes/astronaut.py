"""In orbit: white suit, soft cap, glass helmet, the limb of a blue planet."""

from __future__ import annotations

import numpy as np

from portraits.starter import mannequin
from portraits.starter.canvas import Canvas, Colours, Plane
from portraits.starter.develop import Film
from portraits.starter.garments import (
    crumple,
    drape,
    face_opening,
    folds,
    head_outline,
    hood,
    hoop,
    quilting,
    shoulders,
)
from portraits.starter.lighting import Rig
from portraits.starter.painting import Painting, Setting, paint
from portraits.starter.relief import along, curve, cushion, fill, soft, tube, union
from portraits.starter.stage import Stage, Surface
from portraits.starter.texture import mix, noise, ramp, srgb, tint, weave

_STEEL = Surface(srgb("c9ced6"), gloss=0.5, shine=60, metal=0.9)
_BLUE = Surface(srgb("27509a"), gloss=0.5, shine=40, metal=0.25)


def build(canvas: Canvas) -> Painting:
    """The whole scene."""
    stage = Stage(canvas)
    stage.place(tube(canvas, hoop(1.95, 0.5, (0, 2.2, -0.5), tilt=1.3, part="back"), 0.16), _STEEL)
    mannequin.place(stage, with_ears=False)
    _suit(stage)
    _ring(stage)
    _cap(stage)
    rig = Rig(rim_left=(0.5, 0.8, 1.6), rim_right=(1.2, 1.15, 1.1), sky=(0.42, 0.46, 0.56))
    film = Film(bloom=0.25, highlights=(1.0, 1.0, 0.99))
    veil = _glass(canvas)
    return paint(stage, Setting(_space(canvas), rig, film, -0.82, veil, (0.8, 0.9, 1.0)))


def _suit(stage: Stage) -> None:
    canvas = stage.canvas
    half = [(-1.5, 2.25), (-1.95, 2.5), (-2.7, 2.75), (-3.35, 3.3), (-3.62, 4.3), (-3.7, 6.6)]
    body = shoulders(canvas, half, front=1.0)
    crease = folds(canvas, 31, 0.13, pitch=0.95, lean=1.25) + crumple(
        canvas, 37, 0.045, stretch=(1.4, 1.0)
    )
    seams = [[(-2.35, 2.7), (-2.2, 3.6), (-2.3, 6.5)], [(2.35, 2.7), (2.2, 3.6), (2.3, 6.5)]]
    bump = crease + quilting(canvas, seams, 0.06) + 0.0015 * weave(canvas, 0.03)
    cloth = mix(_flat(canvas, "dfe1e2"), srgb("a9adb3"), ramp(noise(canvas, 0.9, 5), 0.2, 1.2))
    stage.place(body, Surface(cloth, gloss=0.06, shine=12), bump=bump)
    for side in (-1, 1):
        path = [(side * 2.15, 2.75, 0.75), (side * 2.0, 3.6, 1.15), (side * 1.95, 6.6, 1.35)]
        strap = tube(canvas, curve(path), 0.13)
        stage.place(strap, Surface(srgb("55606f"), gloss=0.1), bump=0.003 * weave(canvas, 0.04))
    _console(stage)


def _console(stage: Stage) -> None:
    canvas = stage.canvas
    plate = curve(
        [(-1.2, 4.55), (1.2, 4.55), (1.3, 4.75), (1.3, 6.6), (-1.3, 6.6), (-1.3, 4.75)],
        closed=True,
        steps=8,
    )
    box = cushion(canvas, plate, base=1.5, depth=0.3, bulge=0.14)
    stage.place(box, Surface(srgb("d5d8da"), gloss=0.25, shine=30))
    for x, colour in ((-0.75, "c2392f"), (-0.25, "2f62b5"), (0.25, "c7a13a")):
        knob = tube(canvas, [(x, 5.15, 1.75), (x, 5.2, 1.75)], 0.13)
        stage.place(knob, Surface(srgb(colour), gloss=0.5, shine=50))
    gauge = cushion(
        canvas,
        curve(_circle(0.78, 5.25, 0.3), closed=True, steps=4),
        base=1.75,
        depth=0.1,
        bulge=0.06,
    )
    stage.place(gauge, _STEEL)
    face = cushion(
        canvas,
        curve(_circle(0.78, 5.25, 0.22), closed=True, steps=4),
        base=1.8,
        depth=0.02,
        bulge=0.1,
    )
    stage.place(face, Surface(srgb("10161d"), gloss=0.8, shine=90))


def _circle(x: float, y: float, r: float) -> list[tuple[float, float]]:
    t = np.linspace(0, 2 * np.pi, 24, endpoint=False)
    return [(x + r * float(np.cos(a)), y + r * float(np.sin(a))) for a in t]


def _ring(stage: Stage) -> None:
    canvas = stage.canvas
    lower = tube(canvas, hoop(2.05, 0.62, (0, 2.42, -0.5), tilt=1.45, part="front"), 0.2)
    stage.place(lower, _BLUE)
    upper = tube(canvas, hoop(1.95, 0.5, (0, 2.2, -0.4), tilt=1.5, part="front"), 0.15)
    stage.place(upper, _STEEL)
    for side in (-1, 1):
        latch = [(side * 0.75, 2.62, 1.15), (side * 0.95, 2.57, 1.1)]
        stage.place(tube(canvas, latch, 0.16), Surface(srgb("b8452f"), gloss=0.5, shine=50))


def _cap(stage: Stage) -> None:
    canvas = stage.canvas
    opening = face_opening(brow=-0.72, side=1.0, chin=2.05)
    cap = hood(canvas, _cap_outline(), opening, thick=0.1, roll=0.09)
    x, y = canvas.grid()
    seam = [[(-0.5, -2.2), (-0.46, -1.4), (-0.5, -0.6)], [(0.5, -2.2), (0.46, -1.4), (0.5, -0.6)]]
    brown = ramp(np.abs(x) + 0.1 * y, 0.4, 0.42)
    colour = mix(_flat(canvas, "e6e2da"), srgb("4a3a30"), np.asarray(brown, np.float32))
    bump = quilting(canvas, seam) + 0.0015 * weave(canvas, 0.035) + crumple(canvas, 71, 0.015)
    stage.place_front(cap, Surface(colour, gloss=0.08, sheen=0.2), bump=bump)
    edge = np.concatenate([opening, opening[:1]])
    piping = tube(canvas, np.c_[edge, _rim_height(canvas, edge)], 0.035)
    stage.place_front(piping, Surface(srgb("2c221c"), gloss=0.2))
    _boom(stage)


def _cap_outline() -> Plane:
    half = [
        (0.0, -2.02),
        (-0.5, -1.93),
        (-0.95, -1.6),
        (-1.24, -1.05),
        (-1.36, -0.3),
        (-1.38, 0.5),
        (-1.27, 1.2),
        (-0.98, 1.75),
        (-0.5, 2.12),
        (0, 2.2),
    ]
    left = curve(half)
    return np.concatenate([left, left[::-1] * np.array([-1, 1], np.float32)])


def _rim_height(canvas: Canvas, edge: Plane) -> Plane:
    height = soft(np.maximum(mannequin.skull(canvas).height, -0.4), 0.06 * canvas.unit)
    pixels = np.round(canvas.to_pixels(edge)).astype(int)
    return np.asarray(height[pixels[:, 1], pixels[:, 0]] + 0.14, np.float32)


def _boom(stage: Stage) -> None:
    canvas = stage.canvas
    for side in (-1, 1):
        path = curve([(side * 1.2, 0.6, 0.4), (side * 1.08, 1.25, 0.85), (side * 0.72, 1.52, 1.25)])
        stage.place_front(tube(canvas, path, 0.03), Surface(srgb("1b1b1d"), gloss=0.4))
        tip = tube(canvas, [(side * 0.72, 1.52, 1.25), (side * 0.6, 1.53, 1.3)], 0.06)
        stage.place_front(tip, Surface(srgb("18181a"), gloss=0.3))


def _glass(canvas: Canvas) -> Plane:
    """Brightness of the helmet's glass: a thin rim and two soft windows."""
    x, y = canvas.grid()
    r = np.sqrt((x / 2.3) ** 2 + ((y + 0.05) / 2.42) ** 2)
    below = ramp(2.35 - y, 0, 0.3)
    rim = np.exp(-(((r - 0.985) / 0.012) ** 2)) * 0.75 + ramp(r, 0.72, 1.0) ** 3 * (r < 1) * 0.2
    window = fill(
        canvas,
        curve(
            [
                (-1.85, -0.9),
                (-1.5, -1.45),
                (-1.02, -1.82),
                (-1.15, -1.5),
                (-1.55, -1.02),
                (-1.78, -0.5),
            ],
            closed=True,
        ),
    )
    spark = soft(window, 0.05 * canvas.unit) * 0.55
    streak = along(canvas, curve([(1.95, -0.6), (2.1, 0.2), (2.0, 1.0)]), 0.05) * 0.3
    return np.asarray(np.clip((rim + spark + streak) * below, 0, 0.9), np.float32)


def _space(canvas: Canvas) -> Colours:
    x, y = canvas.grid()
    cloud = ramp(noise(canvas, 3.0, 91, octaves=5), -0.2, 1.3)
    sky = tint((0.012, 0.016, 0.035), 0.6 + cloud) + tint((0.05, 0.012, 0.06), cloud**2 * 0.5)
    sky += _stars(canvas)[..., None] * np.array((0.95, 0.97, 1.0), np.float32)
    r = np.sqrt((x - 3.0) ** 2 + (y - 9.6) ** 2)
    ground = _planet(canvas, r)
    sky = (
        mix(sky, (0, 0, 0), ramp(9.1 - r, 0, 0.05)) + ground * ramp(9.0 - r, -0.01, 0.03)[..., None]
    )
    air = np.exp(-np.clip(r - 9.0, 0, None) / 0.28) * (r > 8.99)
    return np.asarray(sky + tint((0.12, 0.4, 0.95), air.astype(np.float32) * 0.9), np.float32)


def _planet(canvas: Canvas, r: Plane) -> Colours:
    land = ramp(noise(canvas, 2.2, 12, octaves=6, stretch=(1.6, 0.7)), 0.15, 0.45)
    cloud = ramp(noise(canvas, 1.6, 44, octaves=7, stretch=(2.2, 0.6)), 0.0, 0.9)
    ground = mix(_flat(canvas, "123f86"), srgb("4f6a45"), land * 0.8)
    ground = mix(ground, srgb("f2f5f8"), cloud * 0.9)
    haze = ramp(r, 7.6, 9.0)
    lit = mix(ground, (0.25, 0.5, 0.95), haze * 0.6)
    return np.asarray(lit * 0.85, np.float32)


def _stars(canvas: Canvas) -> Plane:
    rng = np.random.default_rng(404)
    plane = canvas.blank()
    for size, count, power in ((0.55, 900, 0.9), (0.9, 160, 2.6), (1.6, 22, 9.0)):
        dots = canvas.blank()
        rows, columns = rng.integers(0, canvas.height, count), rng.integers(0, canvas.width, count)
        dots[rows, columns] = rng.uniform(0.3, 1, count).astype(np.float32) * power
        plane += soft(dots, size)
    return plane


def _flat(canvas: Canvas, colour: str) -> Colours:
    return np.broadcast_to(np.array(srgb(colour), np.float32), (*canvas.shape, 3)).copy()


__all__ = ["build", "drape", "head_outline", "union"]
