"""sRGB to linear light and back, by table: light adds up and pigment multiplies there only.

References: IEC 61966-2-1.
"""

from __future__ import annotations

from functools import cache

import cv2
import numpy as np

from .geometry import Pixels, Plane

# At 8192 steps of linear light the darkest step is still finer than one 8-bit level.
STEPS = 8191


def to_linear(pixels: Pixels) -> Plane:
    """Linear light 0..1 of uint8 sRGB, same shape."""
    return np.asarray(cv2.LUT(pixels, _decoding()), np.float32)


def from_linear(light: Plane) -> Pixels:
    """uint8 sRGB of linear light; what lies outside 0..1 is clipped."""
    index = np.clip(light * STEPS + np.float32(0.5), 0, STEPS).astype(np.uint16)
    return np.asarray(_encoding().take(index), np.uint8)


@cache
def _decoding() -> Plane:
    value = np.arange(256) / 255
    linear = np.where(value <= 0.04045, value / 12.92, ((value + 0.055) / 1.055) ** 2.4)
    return linear.astype(np.float32)


@cache
def _encoding() -> Pixels:
    light = np.arange(STEPS + 1) / STEPS
    coded = np.where(light <= 0.0031308, light * 12.92, 1.055 * light ** (1 / 2.4) - 0.055)
    return np.round(coded * 255).astype(np.uint8)
