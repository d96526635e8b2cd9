"""What lies out of focus behind the figure: lights, skies, foliage, in linear light."""

from __future__ import annotations

import numpy as np

from portraits.starter.canvas import Canvas, Colours, Plane
from portraits.starter.painting import blurred
from portraits.starter.texture import noise, ramp, srgb, steps


def gradient(canvas: Canvas, *colours: str, low: float = -3.9, high: float = 6.3) -> Colours:
    """A vertical run of colours, the first at the top."""
    _x, y = canvas.grid()
    return steps(ramp(y, low, high), *colours)


def lights(
    canvas: Canvas,
    ground: Colours,
    colours: tuple[str, ...],
    *,
    count: int,
    seed: int,
    size: tuple[float, float] = (0.12, 0.5),
    span: tuple[float, float] = (-3.9, 3.5),
    power: float = 0.9,
) -> Colours:
    """Discs of light as a wide lens draws them, brighter towards their edge."""
    rng = np.random.default_rng(seed)
    shown = ground.copy()
    for _ in range(count):
        at = (rng.uniform(-3.9, 3.9), rng.uniform(*span))
        radius = rng.uniform(*size)
        colour = np.array(srgb(colours[rng.integers(len(colours))]), np.float32)
        _add_disc(shown, canvas, at, radius, colour * np.float32(power * rng.uniform(0.25, 1)))
    return blurred(shown, 0.012 * canvas.unit)


def _add_disc(
    shown: Colours, canvas: Canvas, at: tuple[float, float], radius: float, colour: Colours
) -> None:
    (px, py), reach = canvas.to_pixels([at])[0], radius * canvas.unit
    top, left = max(0, int(py - reach) - 2), max(0, int(px - reach) - 2)
    window = shown[top : int(py + reach) + 3, left : int(px + reach) + 3]
    if not window.size:
        return
    rows, columns = np.mgrid[0 : window.shape[0], 0 : window.shape[1]]
    away = np.hypot(columns + left - px, rows + top - py) / reach
    disc = ramp(np.asarray(-away, np.float32), -1, -0.9) * (0.65 + 0.35 * away**3)
    window += disc[..., None].astype(np.float32) * colour


def foliage(canvas: Canvas, *colours: str, seed: int, soften: float = 0.16) -> Colours:
    """Leaves and the light between them, far out of focus."""
    leaves = noise(canvas, 1.1, seed, octaves=5)
    gaps = noise(canvas, 0.5, seed + 1, octaves=3)
    shown = steps(ramp(leaves + 0.5 * gaps, -1.1, 1.3), *colours)
    return blurred(shown, soften * canvas.unit)


def spot(canvas: Canvas, at: tuple[float, float], reach: float) -> Plane:
    """A pool of light, 1 at its middle."""
    x, y = canvas.grid()
    return np.asarray(np.exp(-(((x - at[0]) ** 2 + (y - at[1]) ** 2) / reach**2)), np.float32)
