"""A knight in mail and plate before a misty wood."""

from __future__ import annotations

import numpy as np

from portraits.starter import mannequin
from portraits.starter.canvas import Canvas, Colours, Plane
from portraits.starter.develop import Film
from portraits.starter.garments import face_opening, folds, hood, shoulders
from portraits.starter.lighting import Rig
from portraits.starter.painting import Painting, Setting, blurred, paint
from portraits.starter.relief import Relief, along, curve, cushion, ellipsoid, mirrored, tube
from portraits.starter.stage import Stage, Surface
from portraits.starter.texture import flat, mix, noise, ramp, srgb, steps, tint

_BRASS = Surface(srgb("c79a4b"), gloss=0.6, shine=50, metal=0.85)


def build(canvas: Canvas) -> Painting:
    """The whole scene."""
    stage = Stage(canvas)
    mannequin.place(stage, with_ears=False)
    _armour(stage)
    _cloak(stage)
    _coif(stage)
    rig = Rig(
        key=(2.5, 2.3, 2.0), sky=(0.5, 0.56, 0.58), ground=(0.2, 0.19, 0.14),
        rim_left=(0.7, 0.8, 0.8), rim_right=(1.9, 1.5, 0.9),
    )  # fmt: skip
    film = Film(
        bloom=0.22, vignette=0.45, shadows=(0.012, 0.016, 0.02), highlights=(1.0, 0.985, 0.95)
    )
    return paint(stage, Setting(_wood(canvas), rig, film, hairline=-0.66))


def _steel(canvas: Canvas, seed: int) -> Surface:
    worn = ramp(noise(canvas, 0.5, seed, octaves=6), -0.4, 1.1)
    colour = mix(flat(canvas, "b9bec4"), srgb("6d7278"), worn)
    return Surface(colour, gloss=0.45, shine=45, metal=0.9)


def _dents(canvas: Canvas, seed: int) -> Plane:
    scratches = noise(canvas, 0.12, seed, octaves=3, stretch=(3, 0.7))
    return np.asarray(
        0.012 * noise(canvas, 0.8, seed + 1, octaves=2) + 0.0012 * scratches, np.float32
    )


def _armour(stage: Stage) -> None:
    canvas = stage.canvas
    half = [(-0.9, 2.3), (-1.7, 2.75), (-2.5, 3.0), (-3.1, 3.7), (-3.3, 5.0), (-3.3, 6.6)]
    under = shoulders(canvas, half, front=0.9)
    stage.place(
        under, Surface(srgb("4a4d52"), gloss=0.3, metal=0.7), bump=0.03 * rings(canvas, 0.1)
    )
    plate = shoulders(
        canvas, [(-1.0, 3.15), (-1.75, 3.35), (-2.1, 4.2), (-2.25, 5.2), (-2.2, 6.6)], front=1.35
    )
    ridge = 0.16 * along(canvas, [(0, 3.0), (0, 6.6)], 0.2)
    stage.place(plate, _steel(canvas, 7), bump=ridge + _dents(canvas, 3))
    edge = curve(
        [(-2.1, 4.0), (-1.75, 3.36), (-1.0, 3.18), (0, 3.32), (1.0, 3.18), (1.75, 3.36), (2.1, 4.0)]
    )
    depth = np.interp(np.abs(edge[:, 0]), [0, 1.6, 2.1], [1.12, 0.8, 0.4])
    stage.place(tube(canvas, np.c_[edge, depth], 0.06), _BRASS)
    for side in (-1, 1):
        _pauldron(stage, side)


def _pauldron(stage: Stage, side: int) -> None:
    canvas = stage.canvas
    for step in (2, 1, 0):
        centre = (side * (2.62 + 0.13 * step), 3.75 + 0.62 * step, 0.0)
        lame = ellipsoid(canvas, centre, (1.02 - 0.1 * step, 1.0 - 0.05 * step, 1.15))
        stage.place(lame, _steel(canvas, 20 + step), bump=_dents(canvas, 9 + step))
        t = np.linspace(0.12, np.pi - 0.12, 40)
        rx, ry = 1.02 - 0.1 * step, 1.0 - 0.05 * step
        path = np.c_[
            centre[0] + rx * 0.96 * np.cos(t), centre[1] + ry * 0.96 * np.sin(t), 0.25 + 0 * t
        ]
        stage.place(tube(canvas, path, 0.045), _BRASS)
    rivet = ellipsoid(canvas, (side * 2.3, 3.3, 0.85), (0.075, 0.075, 0.1))
    stage.place(rivet, _BRASS)


def _cloak(stage: Stage) -> None:
    canvas = stage.canvas
    outline = curve(
        [
            (3.95, 3.0),
            (3.0, 2.62),
            (2.1, 2.75),
            (1.3, 3.2),
            (1.0, 3.9),
            (1.35, 5.0),
            (1.5, 6.7),
            (4.0, 6.7),
        ],
        closed=True,
    )
    cloth = cushion(canvas, outline, base=1.0, depth=0.4, bulge=0.35)
    creases = [
        [(1.2, 3.6), (1.9, 4.6), (2.0, 6.6)],
        [(1.9, 3.0), (2.5, 4.2), (2.6, 6.6)],
        [(2.7, 2.8), (3.1, 4.0), (3.2, 6.6)],
    ]
    ridges = sum((along(canvas, curve(c), 0.16) for c in creases), canvas.blank())
    colour = mix(flat(canvas, "7a1e22"), srgb("531418"), ramp(noise(canvas, 0.7, 8), 0, 1))
    wool = 0.0012 * noise(canvas, 0.03, 66, octaves=1)
    bump = 0.2 * ridges + folds(canvas, 13, 0.3, pitch=0.7, lean=-0.25) + wool
    stage.place(cloth, Surface(colour, sheen=0.35), bump=bump)
    brooch = ellipsoid(canvas, (1.35, 3.45, 1.35), (0.26, 0.26, 0.14))
    stage.place(
        brooch, _BRASS, bump=0.05 * np.cos(_angle(canvas, 1.35, 3.45) * 8).astype(np.float32)
    )
    stage.place(
        ellipsoid(canvas, (1.35, 3.45, 1.46), (0.1, 0.1, 0.1)),
        Surface(srgb("8e1420"), gloss=0.9, shine=80),
    )


def _angle(canvas: Canvas, x0: float, y0: float) -> Plane:
    x, y = canvas.grid()
    return np.asarray(np.arctan2(y - y0, x - x0), np.float32)


def rings(canvas: Canvas, pitch: float) -> Plane:
    """Height of woven mail, 0..1: rows of rings, every other row shifted by half a ring."""
    x, y = canvas.grid()
    total = canvas.blank()
    for shift in (0.0, 0.5):
        u = x / pitch + shift
        v = y / (pitch * 0.92) + shift
        du, dv = u - np.round(u), (v - np.round(v)) * 0.95
        away = np.sqrt(du * du + dv * dv)
        wire = np.clip(1 - ((away - 0.4) / 0.17) ** 2, 0, 1)
        lean = 0.75 + 0.5 * (du if shift else -du)
        total = np.maximum(total, np.sqrt(wire) * lean)
    return total.astype(np.float32)


def _coif(stage: Stage) -> None:
    canvas = stage.canvas
    outer = _coif_outline()
    opening = face_opening(brow=-0.6, side=0.99, chin=2.0, jaw_side=0.88)
    coif = hood(canvas, outer, opening, thick=0.1, roll=0.1)
    mail = rings(canvas, 0.098)
    colour = mix(flat(canvas, "14151a"), srgb("b4b8bd"), ramp(mail, 0.15, 0.6))
    surface = Surface(colour, gloss=0.35 * mail, shine=30, metal=0.85)
    sag = folds(canvas, 51, 0.12, pitch=0.6, lean=1.4)
    mantle = _mantle(canvas)
    stage.place(mantle, surface, bump=0.045 * mail + sag)
    stage.place_front(coif, surface, bump=0.045 * mail + 0.3 * sag)


def _coif_outline() -> Plane:
    half = [
        (0.0, -1.98),
        (-0.5, -1.9),
        (-0.95, -1.58),
        (-1.24, -1.02),
        (-1.36, -0.3),
        (-1.38, 0.5),
        (-1.35, 1.2),
        (-1.3, 1.8),
        (-1.4, 2.3),
        (-1.0, 2.55),
        (0, 2.65),
    ]
    left = curve(half)
    return np.concatenate([left, left[::-1] * np.array([-1, 1], np.float32)])


def _mantle(canvas: Canvas) -> Relief:
    half = [
        (0, 2.05),
        (-0.9, 2.0),
        (-1.34, 2.2),
        (-1.75, 2.6),
        (-2.35, 2.95),
        (-2.6, 3.4),
        (-1.9, 3.75),
        (-1.0, 3.95),
        (0, 4.02),
    ]
    return cushion(canvas, np.array(mirrored(curve(half))), base=0.35, depth=1.0, bulge=0.9)


def _wood(canvas: Canvas) -> Colours:
    x, y = canvas.grid()
    base = steps(np.clip((y + 4) / 10, 0, 1), "c9cdb4", "a8ad96", "5f675a", "2b2f2a")
    glow = np.exp(-(((x - 1.6) / 2.4) ** 2 + ((y + 1.6) / 2.6) ** 2))
    base = base * 0.5 + tint((1.0, 0.86, 0.55), glow.astype(np.float32)) * 0.8
    rng = np.random.default_rng(21)
    for distance in (0.25, 0.45, 0.7):
        trunks = canvas.blank()
        for _ in range(7):
            at, wide = rng.uniform(-4, 4), rng.uniform(0.12, 0.34) * (0.5 + distance)
            lean = rng.uniform(-0.06, 0.06)
            trunks = np.maximum(trunks, ramp(wide - np.abs(x - at - lean * y), 0, 0.05))
        base = mix(
            base,
            blurred(steps(np.clip((y + 4) / 10, 0, 1), "6d7462", "454c41", "1d211d"), 1),
            trunks * distance * 0.75,
        )
    leaves = ramp(noise(canvas, 0.9, 33, octaves=5) - 0.25 * (y + 1.5), 0.3, 0.9)
    base = mix(base, srgb("39412f"), leaves * 0.55)
    return blurred(base, 0.09 * canvas.unit)


__all__ = ["build", "rings"]
