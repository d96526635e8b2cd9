"""What a person's own facial skin looks like: learned from their cheeks, whatever the tone."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .frame import FaceFrame, Region, filled, frame_of, region_around, smooth_curve
from .geometry import JAW, LEFT_EYE, OUTER_LIPS, RIGHT_EYE, Landmarks, Mask, Pixels, Plane, Points
from .linear import to_linear
from .raster import blur, from_lab, grow, resize, to_lab

BROWS = (tuple(range(17, 22)), tuple(range(22, 27)))
# A face of this many pixels shows its colour as well as a large one.
SAMPLE_SIDE = 160


@dataclass(frozen=True, eq=False)
class SkinColour:
    """Middle and spread in L*a*b*, and the middle in linear light, each (3,)."""

    middle: Plane
    width: Plane
    linear: Plane

    def likeness(self, lab: Plane) -> Mask:
        """How much each pixel of (H, W, 3) looks like this skin, 0..1."""
        distance = np.zeros(lab.shape[:2], np.float32)
        for channel, (middle, width) in enumerate(zip(self.middle, self.width, strict=True)):
            distance += ((lab[..., channel] - middle) * (1 / width)) ** 2
        return np.asarray(np.clip(1.6 - distance * np.float32(1 / 1.6), 0, 1), np.float32)


def skin_colour(pixels: Pixels, landmarks: Landmarks) -> SkinColour:
    """The colour of the face that the landmarks outline in the picture (H, W, 3)."""
    outline = face_outline(landmarks)
    region = region_around(outline, 0, pixels.shape)
    height, width = region.shape
    if min(height, width) < 8:
        return skin_model(np.full((1, 3), (60, 14, 16), np.float32))
    scale = min(1.0, SAMPLE_SIDE / max(height, width))
    small = resize(
        pixels[region.slices], max(8, round(width * scale)), max(8, round(height * scale))
    )
    local = ((landmarks - region.corner) * scale).astype(np.float32)
    whole = Region(0, 0, small.shape[1], small.shape[0])
    inside = filled(whole.shape, face_outline(local, 0.7))
    sample = inside * (1 - feature_mask(local, whole, frame_of(local)))
    lab = to_lab(small)
    chosen = lab[sample > 0.9]
    return skin_model(chosen if len(chosen) >= 50 else lab.reshape(-1, 3))


def skin_model(chosen: Plane) -> SkinColour:
    """From sampled L*a*b* (N, 3)."""
    middle = np.median(chosen, axis=0).astype(np.float32)
    spread = np.median(np.abs(chosen - middle), axis=0) * 1.48
    # Floors: a face in flat light must not shut out its own shadows. Chroma tells skin from hair
    # on light skin, lightness on dark skin; shadows and highlights are allowed more.
    width = np.maximum(spread, (14, 5, 5)).astype(np.float32) * np.float32(2.2)
    linear = to_linear(from_lab(middle.reshape(1, 1, 3)))[0, 0]
    return SkinColour(middle, width, np.maximum(linear, np.float32(0.004)))


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


def skin_mask(lab: Plane, landmarks: Landmarks, region: Region, skin: SkinColour) -> Mask:
    """Where the region shows the person's facial skin, 0..1, soft at every edge."""
    frame = frame_of(landmarks)
    inside = filled(region.shape, face_outline(landmarks) - region.corner, 0.05 * frame.unit)
    kept = 1 - feature_mask(landmarks, region, frame)
    return np.asarray(blur(inside * skin.likeness(lab) * kept, 0.025 * frame.unit), np.float32)
