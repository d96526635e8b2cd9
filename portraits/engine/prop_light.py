"""The light of a photo, read off the face in it, so that what is drawn in stands in that light."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .frame import FaceFrame, Region, filled, frame_of, region_around
from .geometry import Landmarks, Pixels, Plane
from .linear import to_linear
from .raster import LUMA, blur, gray, resize
from .skin import face_outline, feature_mask

SAMPLE_SIDE = 120


@dataclass(frozen=True, eq=False)
class PhotoLight:
    """`direction` (3,) to the lamp (x right, y down, z to the camera), unit length; `slope` (2,)
    change of log brightness over one face unit; `white`, `black` (3,) of the scene in 0..1;
    `softness` sigma of the picture's blur in pixels; `grain` deviation in 8-bit levels."""

    direction: Plane
    slope: Plane
    white: Plane
    black: Plane
    softness: float
    grain: float


def light_of(pixels: Pixels, landmarks: Landmarks) -> PhotoLight:
    """What the face and its surroundings (H, W, 3) tell about the photo's light and lens."""
    frame = frame_of(landmarks)
    near = region_around(frame.to_pixels([(-1.8, -1.9), (1.8, 2.4)]), 0, pixels.shape)
    surroundings = pixels[near.slices][::6, ::6].reshape(-1, 3).astype(np.float32) / 255
    slope = _slope(pixels, landmarks)
    direction = np.array([slope[0] * 1.3, slope[1] * 0.8 - 0.45, 1], np.float32)
    direction[:2] = np.clip(direction[:2], -0.9, 0.9)
    softness, grain = _texture(pixels, landmarks)
    white = np.percentile(surroundings, 98.5, axis=0) if len(surroundings) else np.ones(3)
    black = np.percentile(surroundings, 1, axis=0) if len(surroundings) else np.zeros(3)
    return PhotoLight(
        direction / np.float32(np.linalg.norm(direction)),
        slope,
        _plausible_white(white.astype(np.float32)),
        np.clip(black, 0, 0.12).astype(np.float32),
        softness,
        grain,
    )


def _plausible_white(white: Plane) -> Plane:
    """Part of its colour is what stands there, not the lamp; the rest is believed."""
    level = float(np.clip(white @ LUMA, 0.55, 0.97))
    cast = np.clip(white / max(float(white.mean()), 0.05), 0.85, 1.15)
    return np.asarray(level * (0.6 + 0.4 * cast), np.float32)


def _slope(pixels: Pixels, landmarks: Landmarks) -> Plane:
    """Least-squares plane through the log brightness of facial skin, per face unit."""
    region = region_around(face_outline(landmarks, 0.6), 0, pixels.shape)
    height, width = region.shape
    if min(height, width) < 8:
        return np.zeros(2, np.float32)
    scale = SAMPLE_SIDE / max(height, width)
    small = resize(
        pixels[region.slices], max(4, round(width * scale)), max(4, round(height * scale))
    )
    local = ((landmarks - region.corner) * scale).astype(np.float32)
    skin = _bare_skin(small, local)
    if skin.sum() < 60:
        return np.zeros(2, np.float32)
    rows, columns = np.nonzero(skin)
    places = frame_of(local).to_units(np.stack((columns, rows), axis=1)).astype(np.float64)
    light = np.log((to_linear(small) @ LUMA)[skin] + 0.01)
    system = np.column_stack((places, np.ones(len(places))))
    plane, *_ = np.linalg.lstsq(system, light, rcond=None)
    return np.asarray(np.clip(plane[:2], -0.8, 0.8), np.float32)


def _bare_skin(small: Pixels, local: Landmarks) -> Plane:
    whole = Region(0, 0, small.shape[1], small.shape[0])
    inside = filled(whole.shape, face_outline(local, 0.5)) > 0.9
    bare = feature_mask(local, whole, frame_of(local)) < 0.1
    return np.asarray(inside & bare)


def _texture(pixels: Pixels, landmarks: Landmarks) -> tuple[float, float]:
    """(softness, grain): how wide the sharpest edges of the face are, how noisy its skin."""
    region = region_around(landmarks[17:68], 0, pixels.shape)
    if min(region.shape) < 16:
        return 0.6, 0.0
    plane = gray(pixels[region.slices]).astype(np.float32)
    fine, middle = np.abs(plane - blur(plane, 0.8)), np.abs(plane - blur(plane, 2.5))
    sharp = float(np.percentile(fine, 99) / max(float(np.percentile(middle, 99)), 1.0))
    softness = float(np.interp(sharp, (0.12, 0.4), (1.6, 0.45)))
    return softness, float(min(1.48 * np.median(fine), 4.0))


def falloff(light: PhotoLight, frame: FaceFrame, region: Region) -> Plane:
    """The face's slope of light carried on over a region (H, W), 1 at the face's middle."""
    corners = np.array([(0, 0), (region.shape[1], 0), (0, region.shape[0])], np.float32)
    units = frame.to_units(corners + region.corner)
    value = units @ light.slope * 0.45
    x = np.linspace(0, 1, region.shape[1], dtype=np.float32)[None]
    y = np.linspace(0, 1, region.shape[0], dtype=np.float32)[:, None]
    gain = np.exp(value[0] + (value[1] - value[0]) * x + (value[2] - value[0]) * y)
    return np.asarray(np.clip(gain, 0.7, 1.15), np.float32)
