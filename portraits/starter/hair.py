"""Hair of several cuts, drawn strand by strand over the mannequin's skull.

All of it goes onto the front sheet: a person's forehead and temples lie under it, as in life.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from portraits.starter.canvas import Canvas, Plane, Points
from portraits.starter.mannequin import skull
from portraits.starter.relief import Relief, curve, fill, mirrored, soft
from portraits.starter.stage import Stage, Surface
from portraits.starter.strands import Strands, draw_strands
from portraits.starter.texture import noise, steps

BLACK = ("070605", "14100e", "2a2320", "5c5450")
BROWN = ("150d08", "3a2415", "6d4728", "a97a48")
AUBURN = ("1c0a05", "4a1f10", "82401f", "c07a45")
BLOND = ("3a2a14", "7d5c2e", "b8924f", "ead098")
SILVER = ("3b3a3a", "77767a", "b4b4b6", "eceaea")

Shades = tuple[str, ...]

_HAIRLINE = [
    (-1.13, 0.16), (-1.08, -0.16), (-1.0, -0.5), (-0.86, -0.78), (-0.5, -0.95), (0.0, -1.0),
]  # fmt: skip


@dataclass(frozen=True)
class Fall:
    """Hair that hangs: how far down and out it goes, how it waves, where it is parted (x)."""

    length: float = 2.6
    flare: float = 0.35
    wave: float = 0.08
    turns: float = 9.0
    parting: float = -0.25
    count: int = 4200


def hairline() -> Points:
    """The edge of the forehead from the left temple to the right (N, 2)."""
    return np.array(mirrored(curve(_HAIRLINE)), np.float32)


def comb_back(stage: Stage, shades: Shades, *, volume: float = 0.1, seed: int = 5) -> None:
    """Hair drawn back tightly from forehead and temples."""
    canvas = stage.canvas
    drawn = draw_strands(canvas, _backwards(volume, seed), width=0.014, seed=seed, dark=0.1)
    base = fill(canvas, _cap_outline(volume))
    _lay(stage, _under(canvas, base, drawn), shades, lift=0.5 * volume)


def _backwards(volume: float, seed: int) -> Points:
    """From the hairline outwards over the skull, more crowded where the skull turns away."""
    rng = np.random.default_rng(seed)
    edge = hairline()
    share = rng.uniform(0, 1, 5200)
    root = edge[(share * (len(edge) - 1)).astype(int)] + rng.normal(0, 0.012, (5200, 2))
    # Where each strand leaves sight: on the skull's outline, drawn together towards the crown.
    turn = np.pi * (1.06 - 1.12 * share)
    far = np.stack([1.21 * np.cos(turn), -0.3 - 1.62 * np.sin(turn)], 1) * (1 + volume * 0.5)
    reach = rng.uniform(0.35, 1.02, (5200, 1)) ** 0.6
    t = np.linspace(0, 1, 12)[None, :, None] * reach[:, None]
    bow = np.sin(t * np.pi) * np.array([0.0, -0.06])
    sway = rng.normal(0, 0.012, (5200, 1, 2)) * t
    return (root[:, None] + (far - root)[:, None] * t**0.85 + bow + sway).astype(np.float32)


def _cap_outline(volume: float) -> Points:
    half = [(0.0, -1.9), (-0.5, -1.82), (-0.92, -1.56), (-1.2, -1.05), (-1.26, -0.4), (-1.16, 0.06)]
    crown = np.array(mirrored(curve(half[::-1])), np.float32) * (1 + 0.6 * volume)
    return np.concatenate([crown, hairline()[::-1]])


def let_fall(stage: Stage, shades: Shades, fall: Fall, *, seed: int = 7) -> None:
    """Hair from a parting over the crown and down both sides of the face."""
    canvas = stage.canvas
    drawn = draw_strands(canvas, _falling(fall, seed), width=0.007, seed=seed, dark=0.12)
    crown = fill(canvas, _cap_outline(-0.1))
    _lay(stage, _under(canvas, crown, drawn), shades, lift=0.12)


def let_fall_behind(stage: Stage, shades: Shades, *, length: float, seed: int = 8) -> None:
    """The hair that shows beside the neck; to be placed before the mannequin."""
    rng = np.random.default_rng(seed)
    x = rng.uniform(-1.35, 1.35, (3600, 1))
    t = np.linspace(0, 1, 16)[None, :]
    end = length * rng.uniform(0.85, 1.05, x.shape)
    path = np.stack([x * (1 + 0.16 * np.sin(t * 2.6)) + 0.05 * np.sin(9 * t + 5 * x), end * t], -1)
    drawn = draw_strands(stage.canvas, path.astype(np.float32), width=0.012, seed=seed, dark=0.0)
    back = np.full(stage.canvas.shape, -1.0, np.float32)
    surface = Surface(steps(0.7 * drawn.tone, *shades), gloss=0.05)
    stage.place(Relief(back, drawn.cover), surface, bump=0.04 * drawn.tone)


def _falling(fall: Fall, seed: int) -> Points:
    rng = np.random.default_rng(seed)
    lanes = np.sort(rng.uniform(0, 1, (2, fall.count, 1)), axis=1)
    sides = [_side(fall, side, lane, rng) for side, lane in zip((-1, 1), lanes, strict=True)]
    return np.concatenate(sides).astype(np.float32)


def _side(fall: Fall, side: int, lane: Points, rng: np.random.Generator) -> Points:
    """One side, (N, samples, 2); `lane` (N, 1): 0 lies at the face, 1 outside and at the crown."""
    top, part = -1.0 - 0.88 * lane**0.8, np.full_like(lane, fall.parting)
    end = fall.length * rng.uniform(0.9, 1.04, lane.shape) * (0.84 + 0.16 * lane)
    out = 0.98 + 0.36 * lane
    # Half way to the temple it lies on the round of the head.
    bend = part + 0.55 * (side * out - part)
    knots = [
        (part, top),
        (bend, top * np.sqrt(1 - (bend / 1.45) ** 2)),
        (side * out, -0.42 - 0.2 * lane),
        (side * (out + 0.05 + 0.3 * fall.flare * lane), 0.35 * end),
        (side * (out + fall.flare * (0.15 + 0.85 * lane)), 0.7 * end),
        (side * (out - 0.08 + fall.flare * (0.1 + lane)), end),
    ]
    columns = np.stack([np.concatenate(row, axis=1) for row in zip(*knots, strict=True)], axis=-1)
    path = curve(columns.transpose(1, 0, 2).reshape(len(knots), -1), steps=7)
    path = path.reshape(len(path), len(lane), 2).transpose(1, 0, 2)
    down = np.clip(path[..., 1] + 0.4, 0, None) / fall.length
    lock = np.floor(lane * 8)
    path[..., 0] += side * fall.wave * down * np.sin(fall.turns * down + lock * 1.3)
    path[..., 0] += rng.normal(0, 0.03, lane.shape) * down
    return path


def curl(stage: Stage, shades: Shades, *, volume: float = 0.3, seed: int = 9) -> None:
    """Close curls all over the head."""
    canvas = stage.canvas
    outline = _cap_outline(volume)
    drawn = draw_strands(canvas, _coils(outline, volume, seed), width=0.016, seed=seed, dark=0.05)
    _lay(
        stage,
        _under(canvas, fill(canvas, _cap_outline(0.5 * volume) * 0.96), drawn),
        shades,
        lift=volume,
        rough=0.1,
    )


def _coils(outline: Points, volume: float, seed: int) -> Points:
    rng = np.random.default_rng(seed)
    low, high = outline.min(axis=0) - 0.02, outline.max(axis=0)
    roots = rng.uniform(low, high, (9000, 2))
    edge = hairline()
    forehead = np.interp(roots[:, 0], edge[:, 0], edge[:, 1]) - 0.02
    radius = np.hypot(roots[:, 0] / (1.26 + 0.7 * volume), (roots[:, 1] + 0.35) / (1.55 + volume))
    keep = (roots[:, 1] < forehead) & (radius < 1 + 0.03 * rng.normal(0, 1, len(roots)))
    roots = roots[keep][:5200]
    turn = rng.uniform(0, 2 * np.pi, (len(roots), 1))
    wind = rng.choice([-1, 1], (len(roots), 1)) * np.linspace(0, 1.7 * np.pi, 10)[None, :]
    size = rng.uniform(0.03, 0.075, (len(roots), 1)) * np.linspace(1, 0.6, 10)[None, :]
    circle = np.stack([np.cos(turn + wind) * size, np.sin(turn + wind) * size * 0.85], -1)
    return (roots[:, None] + circle).astype(np.float32)


def _under(canvas: Canvas, base: Plane, drawn: Strands) -> Strands:
    """Strands over the dark of the hair beneath them, so that no skin shines through."""
    inner = soft(base, 0.02 * canvas.unit)
    return Strands(np.maximum(soft(drawn.cover, 0.006 * canvas.unit), inner), drawn.tone)


def _lay(stage: Stage, hair: Strands, shades: Shades, *, lift: float, rough: float = 0.04) -> None:
    canvas = stage.canvas
    streaks = np.clip(hair.tone * (1 + 0.3 * noise(canvas, 0.5, 15, octaves=2)), 0, 1)
    height = soft(np.maximum(skull(canvas).height, -0.5), 0.09 * canvas.unit) + np.float32(lift)
    surface = Surface(steps(streaks, *shades), gloss=0.22 * hair.tone, shine=16, sheen=0.12)
    stage.place_front(Relief(height, hair.cover), surface, bump=rough * hair.tone)
