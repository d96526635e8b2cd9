"""Sharpness and grain of the template on the face that was put in."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from .geometry import Mask, Pixels, Plane
from .raster import blur, gray

# A face taken from a small picture can be sharpened only so far before halos show.
MOST_SHARPENING = 0.7
MOST_GRAIN = 5.0
SEED = 68


def match_detail(face: Plane, own: Pixels, template: Pixels, skin: Mask) -> Plane:
    """`face` (H, W, 3) 0..255 with the template's sharpness and grain.

    `own` is the same face in 8 bit, `template` the picture in the same region, `skin` where both
    show skin and their fine texture may be compared.
    """
    have, want = _texture(own, skin), _texture(template, skin)
    if have > want * 1.6:
        return blur(face, 0.5)
    amount = min(MOST_SHARPENING, max(0.0, (want / max(have, 0.2) - 1) * 0.35))
    sharper = face + (face - blur(face, 1.2)) * np.float32(amount)
    missing = np.sqrt(max(0.0, want**2 - (have * (1 + amount)) ** 2))
    return np.asarray(sharper + _grain(*face.shape[:2]) * min(missing, MOST_GRAIN), np.float32)


def _texture(pixels: Pixels, skin: Mask) -> float:
    """Robust deviation of the finest structure on skin, in 8-bit steps."""
    plane = gray(pixels).astype(np.float32)
    fine = np.abs(plane - blur(plane, 1.0))[skin > 0.5]
    return float(1.4826 * np.median(fine)) if len(fine) else 0.0


@lru_cache(maxsize=4)
def _grain(height: int, width: int) -> Plane:
    """Noise (H, W, 1) of deviation 1, the same every time."""
    noise = np.random.default_rng(SEED).standard_normal((height, width), np.float32)
    soft = blur(noise, 0.6)
    return np.asarray((soft / soft.std())[..., None], np.float32)
