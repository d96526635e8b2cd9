"""From linear light to a finished picture: bloom, film curve, vignette and grain."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from portraits.starter.canvas import Canvas, Colours, Pixels, Plane
from portraits.starter.relief import soft
from portraits.starter.texture import ramp


@dataclass(frozen=True)
class Film:
    """How the picture is developed."""

    exposure: float = 1.0
    bloom: float = 0.12
    vignette: float = 0.35
    grain: float = 0.012
    shadows: tuple[float, float, float] = (0.0, 0.0, 0.0)
    highlights: tuple[float, float, float] = (1.0, 1.0, 1.0)
    seed: int = 5


def bloomed(light: Colours, canvas: Canvas, amount: float) -> Colours:
    """Bright places leak a little into their surroundings, as in every lens."""
    bright = np.clip(light - 0.9, 0, 3)
    wide = np.stack([soft(bright[..., i], 0.16 * canvas.unit) for i in range(3)], axis=-1)
    return np.asarray(light + wide * np.float32(amount), np.float32)


def developed(light: Colours, film: Film) -> Colours:
    """Film curve and split tone: linear light to display values 0..1."""
    x = np.clip(light * np.float32(film.exposure), 0, None)
    # A shoulder that keeps middle grey where it is and never clips.
    curved = x * (1 + x / 9.0) / (1 + x * 0.62)
    shown = np.where(
        curved <= 0.0031308,
        curved * 12.92,
        1.055 * np.clip(curved, 1e-6, None) ** (1 / 2.4) - 0.055,
    )
    low, high = np.array(film.shadows, np.float32), np.array(film.highlights, np.float32)
    return np.asarray(np.clip(shown, 0, 1) * (high - low) + low, np.float32)


def printed(shown: Colours, canvas: Canvas, film: Film) -> Pixels:
    """Vignette, grain and eight bits."""
    x, y = canvas.grid()
    radius = np.sqrt((x / 4.4) ** 2 + ((y - 1.2) / 5.6) ** 2)
    dark = 1 - np.float32(film.vignette) * ramp(radius, 0.45, 1.25)
    grained = shown * dark[..., None] + grain(canvas, film)[..., None]
    return np.asarray(np.clip(np.round(grained * 255), 0, 255), np.uint8)


@lru_cache(maxsize=1)
def grain(canvas: Canvas, film: Film) -> Plane:
    """Fine film grain, the same for every painting of a scene."""
    speckle = np.random.default_rng(film.seed).standard_normal(canvas.shape, np.float32)
    return np.asarray(soft(speckle, 0.7) * np.float32(film.grain * 1.9), np.float32)
