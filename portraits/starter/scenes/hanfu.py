"""A robe with a crossed collar, hair pinned up with gold, plum blossom before misty mountains."""

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
from portraits.starter.strands import draw_strands
from portraits.starter.texture import flat, mix, noise, ramp, skyline, srgb, steps, weave

_GOLD = Surface(srgb("d9ab4e"), gloss=0.7, shine=50, metal=0.85)
_JADE = Surface(srgb("9cc9a8"), gloss=0.6, shine=40)


def build(canvas: Canvas) -> Painting:
    """The whole scene."""
    stage = Stage(canvas)
    _bun(stage)
    mannequin.place(stage)
    _robe(stage)
    hair.comb_back(stage, hair.BLACK, volume=0.12)
    _pins(stage)
    rig = Rig(
        key=(2.5, 2.4, 2.2), sky=(0.56, 0.58, 0.58), ground=(0.3, 0.28, 0.26),
        rim_left=(0.9, 0.95, 0.95), rim_right=(1.6, 1.4, 1.2), shadow=0.6,
    )  # fmt: skip
    film = Film(bloom=0.25, vignette=0.25, shadows=(0.02, 0.02, 0.02), highlights=(1, 0.99, 0.965))
    return paint(stage, Setting(_mountains(canvas), rig, film, hairline=-0.86))


def _bun(stage: Stage) -> None:
    """Loops of hair on the crown."""
    canvas = stage.canvas
    for side, top in ((-1, -2.62), (1, -2.62), (0, -2.78)):
        rng = np.random.default_rng(40 + side)
        t = np.linspace(0.04, 0.96, 24)[None, :]
        reach = rng.uniform(0.35, 1.0, (900, 1))
        x = side * 0.46 + reach * 0.52 * np.cos(np.pi * (1 - t)) * (1 if side == 0 else 0.92)
        y = -1.85 + reach * (top + 1.85) * np.sin(np.pi * t)
        drawn = draw_strands(
            canvas, np.stack([x, y], -1).astype(np.float32), width=0.014, seed=41, dark=0.1
        )
        height = ellipsoid(canvas, (side * 0.46, -2.1, -0.4), (0.7, 0.85, 0.6)).height
        surface = Surface(steps(drawn.tone, *hair.BLACK), gloss=0.2 * drawn.tone, shine=16)
        stage.place(Relief(height, drawn.cover), surface, bump=0.04 * drawn.tone)


def _pins(stage: Stage) -> None:
    canvas = stage.canvas
    comb = curve([(-0.72, -1.72, 1.0), (-0.3, -1.86, 1.15), (0.3, -1.86, 1.15), (0.72, -1.72, 1.0)])
    stage.place_front(tube(canvas, comb, 0.06), _GOLD)
    for x in np.linspace(-0.6, 0.6, 5):
        y = -1.9 + 0.22 * x * x
        stage.place_front(ellipsoid(canvas, (float(x), y - 0.1, 1.2), (0.1, 0.13, 0.08)), _GOLD)
        stage.place_front(ellipsoid(canvas, (float(x), y - 0.1, 1.27), (0.055, 0.07, 0.06)), _JADE)
    for side in (-1, 1):
        stick = [(side * 0.7, -1.85, 0.9), (side * 1.75, -2.2, 0.8)]
        stage.place_front(tube(canvas, stick, 0.035), _GOLD)
        stage.place_front(ellipsoid(canvas, (side * 1.78, -2.22, 0.85), (0.12, 0.12, 0.12)), _JADE)
        for bead in range(9):
            at = (side * (1.7 + 0.012 * bead), -2.02 + 0.13 * bead, 0.85)
            size = 0.035 if bead < 8 else 0.075
            stage.place_front(
                ellipsoid(canvas, at, (size, size * 1.2, size)), _GOLD if bead % 2 else _JADE
            )


def _robe(stage: Stage) -> None:
    canvas = stage.canvas
    inner = _wrap(canvas, (0.72, 3.5))
    stage.place(inner, Surface(srgb("efe9de"), sheen=0.2), bump=folds(canvas, 50, 0.08, pitch=0.5))
    half = [(-1.05, 2.4), (-1.6, 2.65), (-2.5, 3.0), (-3.3, 3.6), (-3.8, 4.9), (-3.9, 6.7)]
    neck = curve([(-1.15, 2.1), (1.15, 2.1), (0.75, 3.0), (0.05, 4.3), (-0.75, 3.0)])
    body = shoulders(canvas, half, neckline=neck, front=1.05)
    silk = mix(
        flat(canvas, "4f8d80"), srgb("2d6459"), ramp(noise(canvas, 1.4, 51, octaves=3), -0.4, 1.2)
    )
    gold = _cloud_pattern(canvas)
    colour = mix(silk, srgb("b9c7a2"), 0.45 * gold)
    bump = folds(canvas, 52, 0.26, pitch=0.9) + 0.001 * weave(canvas, 0.025)
    stage.place(body, Surface(colour, gloss=0.12 + 0.1 * gold, shine=16, sheen=0.4), bump=bump)
    _collars(stage)


def _wrap(canvas: Canvas, tip: tuple[float, float]) -> Relief:
    half = [(-1.0, 2.25), (-1.5, 2.6), (-1.9, 3.2), (-1.9, 5.0)]
    neck = curve([(-1.0, 2.0), (1.0, 2.0), (tip[0], 2.9), (0.0, tip[1]), (-tip[0], 2.9)])
    return shoulders(canvas, half, neckline=neck, front=0.6)


def _collars(stage: Stage) -> None:
    """The person's left side lies over the right, which is how the living wear it."""
    canvas = stage.canvas
    for shift, colour, width in (
        (-0.2, "f4efe6", 0.13),
        (0.0, "c9b27a", 0.07),
        (0.12, "24483f", 0.24),
    ):
        for side in (-1, 1):
            end = (-1.5, 6.9) if side > 0 else (0.4, 4.6)
            path = [
                (side * (1.0 + shift * 0.6), 2.2),
                (side * (0.85 + shift), 2.85),
                (side * 0.1 + 0.1 * shift, 4.0 + shift),
                end,
            ]
            band = _band(np.asarray(curve(path)), width)
            relief = cushion(canvas, band, base=1.12 - 0.1 * (side < 0), depth=0.1, bulge=0.1)
            lean = np.interp(canvas.grid()[1][:, 0], [2.1, 3.4], [-0.75, 0.0]).astype(np.float32)[
                :, None
            ]
            stage.place(
                Relief(np.asarray(relief.height + lean, np.float32), relief.cover),
                Surface(srgb(colour), sheen=0.35, gloss=0.06),
            )


def _band(line: Plane, width: float) -> Plane:
    along = np.gradient(line, axis=0)
    away = np.stack([along[:, 1], -along[:, 0]], 1) / np.linalg.norm(along, axis=1, keepdims=True)
    return np.concatenate([line + away * width, (line - away * width)[::-1]]).astype(np.float32)


def _cloud_pattern(canvas: Canvas) -> Plane:
    """Scrolls of cloud in staggered rows, 0..1."""
    x, y = canvas.grid()
    u, v = x / 1.1, y / 0.9
    u = u + 0.5 * (np.floor(v) % 2)
    du, dv = u - np.round(u), v - np.floor(v) - 0.5
    r, turn = np.hypot(du * 1.1, dv * 1.3), np.arctan2(dv, du)
    spiral = np.cos(r * 34 - turn * 1.0)
    return np.asarray(ramp(spiral, 0.35, 0.8) * ramp(0.4 - r, 0.0, 0.06), np.float32)


def _mountains(canvas: Canvas) -> Colours:
    _x, _y = canvas.grid()
    shown = gradient(canvas, "dfe3df", "e9e4d8", "efe6d6")
    for index, (level, colour) in enumerate(((-0.6, "b9c4c2"), (0.6, "93a5a3"), (1.9, "6d8482"))):
        shown = _ridge(canvas, shown, level, colour, 60 + index)
    shown = blurred(shown, 0.06 * canvas.unit)
    return _blossom(canvas, shown)


def _ridge(canvas: Canvas, shown: Colours, level: float, colour: str, seed: int) -> Colours:
    _x, y = canvas.grid()
    line = level - 1.1 * np.abs(skyline(canvas, 2.6, seed, octaves=5))
    depth = y - line
    cover = ramp(depth, -0.02, 0.05) * (1 - 0.75 * ramp(depth, 0.2, 1.8))
    return mix(shown, srgb(colour), np.asarray(cover, np.float32))


def _blossom(canvas: Canvas, shown: Colours) -> Colours:
    """Branches that reach in from both upper corners."""
    rng = np.random.default_rng(66)
    twigs = [
        [(-4.0, -3.0), (-3.2, -2.6), (-2.6, -2.75), (-1.9, -2.3)],
        [(-3.3, -2.6), (-2.9, -2.0), (-2.3, -1.5)],
        [(4.0, -2.2), (3.3, -1.7), (2.7, -1.75), (2.2, -1.2)],
        [(3.3, -1.7), (3.0, -1.0), (2.9, -0.3)],
    ]
    for twig in twigs:
        line = curve(twig)
        wood = tube(canvas, np.c_[line, np.zeros(len(line))], np.linspace(0.075, 0.02, len(line)))
        shown = mix(shown, srgb("4a3832"), wood.cover)
        for _ in range(16):
            at = line[rng.integers(len(line))] + rng.normal(0, 0.1, 2)
            _flower(canvas, shown, at, rng)
    return blurred(shown, 0.012 * canvas.unit)


def _flower(canvas: Canvas, shown: Colours, at: Plane, rng: np.random.Generator) -> None:
    """Five petals and a yellow heart, painted into `shown`."""
    size = float(rng.uniform(0.08, 0.17))
    colour = srgb(("e8a9b0", "f3d3d3", "d97f8d")[rng.integers(3)])
    (px, py), reach = canvas.to_pixels([at])[0], 1.2 * size * canvas.unit
    top, left = max(0, int(py - reach)), max(0, int(px - reach))
    window = shown[top : int(py + reach) + 1, left : int(px + reach) + 1]
    rows, columns = np.mgrid[0 : window.shape[0], 0 : window.shape[1]].astype(np.float32)
    away, down = (columns + left - px) / canvas.unit, (rows + top - py) / canvas.unit
    r, turn = np.hypot(away, down) / size, np.arctan2(down, away)
    petals = ramp(0.75 + 0.3 * np.abs(np.cos(2.5 * turn + size * 40)) - r, 0, 0.12)
    window[:] = mix(mix(window, colour, petals), srgb("e6c25f"), ramp(0.22 - r, 0, 0.1))
