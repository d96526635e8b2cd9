"""Retouching that stays skin: uneven light and blotches go, pores and features stay."""

from __future__ import annotations

from typing import Any

import numpy as np

from .frame import FaceFrame, Region, filled, frame_of, region_around, smooth_curve
from .geometry import JAW, LEFT_EYE, OUTER_LIPS, RIGHT_EYE, Landmarks, Mask, Pixels, Plane, Points
from .raster import blur, from_lab, grow, resize, to_lab
from .smoothing import guided

# The face is retouched at no more than this many pixels across the region's long side:
# the change is a smooth correction, which is enlarged and added to the full-size picture.
WORKING_SIDE = 700
BROWS = (tuple(range(17, 22)), tuple(range(22, 27)))


def forehead(landmarks: Landmarks, height: float) -> Points:
    """An arc over the brows, `height` face units above the eye line, from jaw end to jaw end."""
    frame = frame_of(landmarks)
    ends = frame.to_units(landmarks[[16, 0]])
    angle = np.linspace(0, np.pi, 11)[1:-1]
    middle, half = ends.mean(axis=0), (ends[0] - ends[1]) / 2
    arc = middle + np.cos(angle)[:, None] * half + np.sin(angle)[:, None] * [0, -height]
    return frame.to_pixels(arc)


def face_outline(landmarks: Landmarks, forehead_height: float = 1.05) -> Points:
    """The whole face as a polygon: jaw, then over the forehead."""
    return np.concatenate((landmarks[list(JAW)], forehead(landmarks, forehead_height)))


def feature_mask(landmarks: Landmarks, region: Region, frame: FaceFrame) -> Mask:
    """Eyes, brows, lips and nostrils, 1 where nothing may be smoothed."""
    unit = frame.unit
    local = landmarks - region.corner
    parts = [smooth_curve(local[list(group)], closed=True) for group in (RIGHT_EYE, LEFT_EYE)]
    parts.append(smooth_curve(local[list(OUTER_LIPS)], closed=True))
    mask = np.zeros(region.shape, np.float32)
    for part in parts:
        mask = np.maximum(mask, filled(region.shape, part))
    mask = grow(mask, 0.06 * unit)
    for brow in BROWS:
        band = np.concatenate((local[list(brow)], local[list(brow)][::-1] + frame.down * 0.13))
        mask = np.maximum(mask, grow(filled(region.shape, band), 0.05 * unit))
    nostrils = np.concatenate((local[31:36], local[31:36][::-1] - frame.down * 0.08))
    return np.maximum(mask, grow(filled(region.shape, nostrils), 0.02 * unit))


def skin_mask(lab: Plane, landmarks: Landmarks, region: Region) -> Mask:
    """Where the region shows the person's facial skin, 0..1, soft at every edge.

    Skin is what lies in the outline and looks like the person's own cheeks, whatever their tone.
    """
    frame = frame_of(landmarks)
    inside = filled(region.shape, face_outline(landmarks) - region.corner, 0.05 * frame.unit)
    likely = skin_likelihood(lab, inside * (1 - feature_mask(landmarks, region, frame)))
    kept = 1 - feature_mask(landmarks, region, frame)
    return np.asarray(blur(inside * likely * kept, 0.025 * frame.unit), np.float32)


def skin_likelihood(lab: Plane, sample: Mask) -> Mask:
    """How much each pixel looks like the median of the sampled ones, 0..1."""
    chosen = lab[sample > 0.9]
    if len(chosen) < 50:
        return np.ones(lab.shape[:2], np.float32)
    middle = np.median(chosen, axis=0)
    spread = np.median(np.abs(chosen - middle), axis=0) * 1.48
    # Floors: a face in flat light must not shut out its own shadows. Chroma tells skin from hair
    # on light skin, lightness on dark skin; shadows and highlights are allowed more.
    width = np.maximum(spread, (14, 5, 5)) * (2.2, 2.2, 2.2)
    distance = (((lab - middle) / width) ** 2).sum(axis=-1)
    return np.asarray(np.clip(1.6 - distance / 1.6, 0, 1), np.float32)


def retouch(pixels: Pixels, landmarks: Landmarks, step: dict[str, Any]) -> Pixels:
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
    change = _correction(lab, _scaled(landmarks, region, scale), step)
    result = pixels.copy()
    result[region.slices] = from_lab(to_lab(crop) + resize(change, width, height))
    return result


def _scaled(landmarks: Landmarks, region: Region, scale: float) -> Landmarks:
    return ((landmarks - region.corner) * scale).astype(np.float32)


def _correction(lab: Plane, landmarks: Landmarks, step: dict[str, Any]) -> Plane:
    """What to add to L, a, b (H, W, 3)."""
    unit = frame_of(landmarks).unit
    whole = Region(0, 0, lab.shape[1], lab.shape[0])
    amount = float(step.get("amount", 60)) / 100
    mask = skin_mask(lab, landmarks, whole) * np.float32(amount)
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
