"""What every painted backdrop is made of: coordinates, clouds, lamps and mixtures of light."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeAlias

import cv2
import numpy as np

from .geometry import Plane

Recipe: TypeAlias = dict[str, Any]


def colour(value: Sequence[float]) -> Plane:
    """[r, g, b] in 0..255 as shares."""
    return np.asarray(value, np.float32) / np.float32(255)


def grid(width: int, height: int) -> tuple[Plane, Plane]:
    """x in 0..1 across, y in 0..1 down."""
    x, y = np.meshgrid(np.linspace(0, 1, width), np.linspace(0, 1, height))
    return x.astype(np.float32), y.astype(np.float32)


def clouds(width: int, height: int, seed: int, coarse: int = 3, octaves: int = 5) -> Plane:
    """Smooth noise around 0, deviation 1, fine detail weaker than coarse."""
    random = np.random.default_rng(seed)
    total = np.zeros((height, width), np.float32)
    for octave in range(octaves):
        cells = coarse * 2**octave
        rows = max(2, round(cells * height / width))
        noise = random.standard_normal((rows + 1, cells + 1)).astype(np.float32)
        layer = cv2.resize(noise, (width, height), interpolation=cv2.INTER_CUBIC)
        total += layer * np.float32(0.55**octave)
    return np.asarray((total - total.mean()) / max(float(total.std()), 1e-6), np.float32)


def hot_spot(width: int, height: int, recipe: Recipe) -> Plane:
    """1 where the backdrop's lamp points, falling off softly."""
    x, y = grid(width, height)
    at_x, at_y = recipe.get("spot", (0.5, 0.38))
    away = np.hypot((x - at_x) * width / height, y - at_y)
    reach = float(recipe.get("reach", 0.75))
    return np.asarray(np.exp(-((away / reach) ** 2)), np.float32)


def between(dark: Plane, light: Plane, share: Plane) -> Plane:
    """Mix two colours in linear light, as two lamps would."""
    mixed = dark**2.2 + (light**2.2 - dark**2.2) * np.clip(share, 0, 1)[..., None]
    return np.asarray(mixed ** np.float32(1 / 2.2), np.float32)
