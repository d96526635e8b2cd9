"""Repeatable patterns: noise, weave, folds and brocade as float32 planes."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np

from portraits.starter.canvas import AnyPlane, Canvas, Colours, Plane


def ramp(value: AnyPlane, low: float, high: float) -> Plane:
    """0 at `low`, 1 at `high`, smooth between (Hermite)."""
    t = np.clip((value - np.float32(low)) / np.float32(high - low), 0, 1)
    return np.asarray(t * t * (3 - 2 * t), np.float32)


def noise(
    canvas: Canvas,
    size: float,
    seed: int,
    *,
    octaves: int = 4,
    stretch: tuple[float, float] = (1, 1),
) -> Plane:
    """Cloudy noise of about -1..1; `size` is the largest feature in head units."""
    total = canvas.blank()
    for octave in range(octaves):
        cell = max(size * canvas.unit / 2**octave, 2.0)
        total += _one_octave(canvas, cell, stretch, seed * 64 + octave) * np.float32(0.5**octave)
    return np.asarray(total * np.float32(1.15), np.float32)


def _one_octave(canvas: Canvas, cell: float, stretch: tuple[float, float], seed: int) -> Plane:
    columns = int(canvas.width / (cell * stretch[0])) + 4
    rows = int(canvas.height / (cell * stretch[1])) + 4
    values = np.random.default_rng(seed).uniform(-1, 1, (rows, columns)).astype(np.float32)
    wide = int(columns * cell * stretch[0])
    high = int(rows * cell * stretch[1])
    grown = cv2.resize(values, (wide, high), interpolation=cv2.INTER_CUBIC)
    top, left = (high - canvas.height) // 2, (wide - canvas.width) // 2
    return np.asarray(grown[top : top + canvas.height, left : left + canvas.width], np.float32)


def skyline(canvas: Canvas, size: float, seed: int, *, octaves: int = 5) -> Plane:
    """One row of noise, (1, W): the height of a ridge along the picture."""
    return noise(replace(canvas, height=4), size, seed, octaves=octaves)[:1]


def weave(canvas: Canvas, pitch: float) -> Plane:
    """Height of a plain cloth's threads, 0..1; `pitch` in head units."""
    x, y = canvas.grid()
    k = np.float32(2 * np.pi / max(pitch, 5 / canvas.unit))
    return np.asarray(
        0.5 + 0.25 * (np.sin(x * k) + np.sin(y * k) * np.cos(x * k * 0.5)), np.float32
    )


def lerp(a: Plane | float, b: Plane | float, t: Plane) -> Plane:
    """a where t is 0, b where t is 1."""
    return np.asarray(a + (b - a) * t, np.float32)


def tint(colour: tuple[float, float, float], strength: Plane) -> Colours:
    """A plane of strengths in one linear colour, (H, W, 3)."""
    return np.asarray(strength[..., None] * np.array(colour, np.float32), np.float32)


def mix(a: Colours, b: Colours | tuple[float, float, float], t: AnyPlane) -> Colours:
    """Colours a where t is 0, b where t is 1."""
    other = np.asarray(b, np.float32)
    return np.asarray(a + (other - a) * t[..., None], np.float32)


def srgb(text: str) -> tuple[float, float, float]:
    """Linear light of a colour written as six hexadecimal digits."""
    values = np.array([int(text[i : i + 2], 16) / 255 for i in (0, 2, 4)])
    linear = np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)
    return float(linear[0]), float(linear[1]), float(linear[2])


def flat(canvas: Canvas, colour: str) -> Colours:
    """One colour everywhere, (H, W, 3) linear light, free to be written to."""
    return np.broadcast_to(np.array(srgb(colour), np.float32), (*canvas.shape, 3)).copy()


def steps(value: AnyPlane, *colours: str) -> Colours:
    """A colour ramp: the first colour at 0, the last at 1, even steps between."""
    stops = np.array([srgb(colour) for colour in colours], np.float32)
    at = np.linspace(0, 1, len(colours))
    channels = [np.interp(value, at, stops[:, i]) for i in range(3)]
    return np.stack(channels, axis=-1).astype(np.float32)
