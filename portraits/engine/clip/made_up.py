"""Makeup and even skin on one face of a moving picture, at a cost that does not grow with it.

Both are worked out on a copy of the face with so many pixels between the eyes as show every part;
what they change there is enlarged and added, so that the face keeps its own detail.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import cv2
import numpy as np

from portraits.engine.clip.faces import Face
from portraits.engine.frame import frame_of, region_around
from portraits.engine.geometry import Landmarks, Pixels
from portraits.engine.makeup import makeup
from portraits.engine.raster import resize
from portraits.engine.retouch import retouch
from portraits.engine.skin import SkinColour, face_outline

# Pixels between the eyes at which makeup is painted, and at which skin is evened.
UNIT, SMOOTHING_UNIT = 90.0, 56.0
# In eye distances beyond the face's outline: lashes and the edge of the blush.
MARGIN = 0.3
# What the camera keeps of pores.
PORES = 40
LEAST_SIDE = 8


def touched(pixels: Pixels, face: Face, smoothing: int, step: Mapping[str, Any] | None) -> Pixels:
    """The picture (H, W, 3) with the face made up, as far as the face wears it."""
    unit = frame_of(face.landmarks).unit
    region = region_around(face_outline(face.landmarks), MARGIN * unit, pixels.shape)
    small, placed = _copy(pixels[region.slices], face.landmarks - region.corner, UNIT / unit)
    if small is None:
        return pixels
    changed = _evened(small, placed, face.skin, smoothing) if smoothing else small
    if step:
        changed = makeup(changed, placed, face.skin, step)
    result = pixels.copy()
    result[region.slices] = _changed(pixels[region.slices], small, changed, face.share)
    return result


def _copy(crop: Pixels, landmarks: Landmarks, scale: float) -> tuple[Pixels | None, Landmarks]:
    """The crop no larger than it is, and its landmarks; None where hardly anything is left."""
    scale = min(1.0, scale)
    height, width = (round(side * scale) for side in crop.shape[:2])
    if min(height, width) < LEAST_SIDE:
        return None, landmarks
    return resize(crop, width, height), (landmarks * scale).astype(np.float32)


def _evened(small: Pixels, landmarks: Landmarks, skin: SkinColour, amount: int) -> Pixels:
    scale = SMOOTHING_UNIT / frame_of(landmarks).unit
    smaller, placed = _copy(small, landmarks, scale)
    if smaller is None:
        return small
    step = {"amount": amount, "keep_pores": PORES, "tone": 0}
    return _changed(small, smaller, retouch(smaller, placed, skin, step), 1.0)


def _changed(crop: Pixels, before: Pixels, after: Pixels, share: float) -> Pixels:
    """The crop with what changed between two smaller copies of it."""
    change = cv2.subtract(after, before, dtype=cv2.CV_16S)
    enlarged = cv2.resize(change, crop.shape[1::-1], interpolation=cv2.INTER_LINEAR)
    if share < 1:
        enlarged = np.round(enlarged * np.float32(share)).astype(np.int16)
    return np.asarray(cv2.add(crop, enlarged, dtype=cv2.CV_8U), np.uint8)
