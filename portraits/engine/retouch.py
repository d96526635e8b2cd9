"""Retouching that stays skin: uneven light and blotches go, pores and features stay."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np

from .frame import Region, frame_of, region_around
from .geometry import Landmarks, Mask, Pixels, Plane
from .raster import blur, from_lab, resize, to_lab
from .skin import SkinColour, face_outline, skin_mask
from .smoothing import guided

# The face is retouched at no more than this many pixels across the region's long side:
# the change is a smooth correction, which is enlarged and added to the full-size picture.
WORKING_SIDE = 700


def retouch(pixels: Pixels, landmarks: Landmarks, skin: SkinColour, step: dict[str, Any]) -> Pixels:
    """Even the facial skin. Keys: amount 0-100, keep_pores 0-100, tone 0-100, eyes 0-100.

    The share of fine detail that stays is at least `keep_pores` percent; large dark spots are
    limited more than pores, which are small.
    """
    frame = frame_of(landmarks)
    region = region_around(face_outline(landmarks), 0.2 * frame.unit, pixels.shape)
    height, width = region.shape
    if height == 0 or width == 0:
        return pixels
    crop = pixels[region.slices]
    scale = min(1.0, WORKING_SIDE / max(height, width))
    small = resize(crop, max(1, round(width * scale)), max(1, round(height * scale)))
    lab = to_lab(small)
    even = from_lab(lab + _correction(lab, _scaled(landmarks, region, scale), skin, step))
    change = resize(even.astype(np.float32) - small, width, height)
    result = pixels.copy()
    result[region.slices] = cv2.add(crop, change.astype(np.int16), dtype=cv2.CV_8U)
    return result


def _scaled(landmarks: Landmarks, region: Region, scale: float) -> Landmarks:
    return ((landmarks - region.corner) * scale).astype(np.float32)


def _correction(lab: Plane, landmarks: Landmarks, skin: SkinColour, step: dict[str, Any]) -> Plane:
    """What to add to L, a, b (H, W, 3)."""
    unit = frame_of(landmarks).unit
    whole = Region(0, 0, lab.shape[1], lab.shape[0])
    amount = float(step.get("amount", 60)) / 100
    mask = skin_mask(lab, landmarks, whole, skin) * np.float32(amount)
    light = lab[..., 0] / np.float32(100)
    # Radius 3.5 % of the eye distance: wider than pores, narrower than the folds that make a face.
    smooth = guided(light, light, max(2, round(0.035 * unit)), 0.0025)
    fine = light - smooth
    keep = float(step.get("keep_pores", 50)) / 100
    limit = 0.05
    kept = np.sign(fine) * np.minimum(np.abs(fine), limit) * keep
    even = smooth + _unblotched(smooth, mask, unit) * np.float32(0.4)
    tone = mask * np.float32(float(step.get("tone", 50)) / 100)
    change = np.zeros_like(lab)
    change[..., 0] = (even + kept - light) * 100 * mask
    for channel in (1, 2):
        change[..., channel] = _within(lab[..., channel], mask, 0.18 * unit) * tone
    return change


def _unblotched(smooth: Plane, mask: Mask, unit: float) -> Plane:
    """What takes middle-sized dark spots and shine back towards their surroundings."""
    near = _within(smooth, mask, 0.09 * unit)
    return np.asarray(np.clip(near, -0.06, 0.06), np.float32)


def _within(values: Plane, mask: Mask, sigma: float) -> Plane:
    """Blurred minus unblurred, looking at masked pixels only (normalised convolution)."""
    weight = blur(mask, sigma) + np.float32(1e-3)
    return np.asarray((blur(values * mask, sigma) + values * 1e-3) / weight - values, np.float32)
