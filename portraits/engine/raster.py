"""The few array operations that every stage shares, with types."""

from __future__ import annotations

from typing import TypeVar

import cv2
import numpy as np
import numpy.typing as npt

from .geometry import Mask, Pixels, Plane, Points

Any8OrFloat = TypeVar("Any8OrFloat", npt.NDArray[np.uint8], npt.NDArray[np.float32])

# Rec. 709 luminance of linear light (IEC 61966-2-1).
LUMA = np.array([0.2126, 0.7152, 0.0722], np.float32)


def resize(array: Any8OrFloat, width: int, height: int) -> Any8OrFloat:
    """`array` (H, W[, C]) at another size: halved as often as it goes, the rest bilinear.

    Halving averages 2 x 2 pixels, so that nothing is skipped; the area average of OpenCV takes five
    times as long where the factor is no whole number.
    """
    while array.shape[0] >= 2 * height and array.shape[1] >= 2 * width:
        array = _bilinear(array, (array.shape[1] + 1) // 2, (array.shape[0] + 1) // 2)
    return _bilinear(array, width, height)


def _bilinear(array: Any8OrFloat, width: int, height: int) -> Any8OrFloat:
    if array.shape[:2] == (height, width):
        return array
    return np.asarray(cv2.resize(array, (width, height)), array.dtype)


def fit_within(pixels: Any8OrFloat, long_side: int) -> Any8OrFloat:
    """The same picture, made smaller if its long side has more than `long_side` pixels."""
    height, width = pixels.shape[:2]
    if max(height, width) <= long_side:
        return pixels
    scale = long_side / max(height, width)
    return resize(pixels, max(1, round(width * scale)), max(1, round(height * scale)))


def blur(array: Any8OrFloat, sigma: float) -> Any8OrFloat:
    """Gaussian blur; `sigma` in pixels. Wide blurs are made at reduced size, where nobody sees
    the difference, so that their cost does not grow with sigma."""
    step = int(sigma // 4)
    if step < 2:
        size = max(3, int(sigma * 6) | 1)
        done = cv2.GaussianBlur(array, (size, size), sigma, borderType=cv2.BORDER_REPLICATE)
        return np.asarray(done, array.dtype)
    height, width = array.shape[:2]
    small = resize(array, max(1, width // step), max(1, height // step))
    return resize(blur(small, sigma / step), width, height)


def fill_polygon(points: Points, height: int, width: int) -> Mask:
    """Mask (height, width) of the polygon through `points` (N, 2), edges antialiased."""
    canvas = np.zeros((height, width), np.uint8)
    fixed = np.round(points * 16).astype(np.int32)
    cv2.fillPoly(canvas, [fixed], 255, lineType=cv2.LINE_AA, shift=4)
    return canvas.astype(np.float32) / np.float32(255)


def convex_hull(points: Points) -> Points:
    """Corners (M, 2) of the convex hull of points (N, 2)."""
    return np.asarray(cv2.convexHull(points.astype(np.float32)), np.float32).reshape(-1, 2)


def grow(mask: Mask, radius: float) -> Mask:
    """Dilate by `radius` pixels, or erode when it is negative. Wide radii are worked out at reduced
    size, to an eighth of their length, so that their cost does not grow with the square."""
    step = int(abs(radius) // 4)
    if step < 2:
        return _grow_by_pixels(mask, round(radius))
    height, width = mask.shape
    small = resize(mask, max(1, width // step), max(1, height // step))
    return resize(_grow_by_pixels(small, round(radius / step)), width, height)


def _grow_by_pixels(mask: Mask, radius: int) -> Mask:
    if radius == 0:
        return mask
    size = 2 * abs(radius) + 1
    disc = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (size, size))
    change = cv2.dilate if radius > 0 else cv2.erode
    # Outside the picture counts as inside for erosion: a mask is not eaten by the picture's edge.
    edge = 0 if radius > 0 else 255
    steps = np.asarray(mask * 255 + np.float32(0.5), np.uint8)
    done = change(steps, disc, borderType=cv2.BORDER_CONSTANT, borderValue=edge)
    return np.asarray(done, np.float32) / np.float32(255)


def mix(below: Pixels, above: Pixels, alpha: Mask) -> Pixels:
    """`above` over `below`, both uint8 (H, W, 3), by `alpha` 0..1."""
    share = np.asarray(alpha, np.float32)
    return np.asarray(cv2.blendLinear(above, below, share, 1 - share), np.uint8)


def gray(pixels: Pixels) -> Pixels:
    """Luma (H, W) uint8 of RGB (H, W, 3)."""
    return np.asarray(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY), np.uint8)


def to_lab(pixels: Pixels) -> Plane:
    """CIE L*a*b* (D65) of uint8 sRGB: float32 (H, W, 3), L 0..100."""
    scaled = pixels.astype(np.float32) * np.float32(1 / 255)
    return np.asarray(cv2.cvtColor(scaled, cv2.COLOR_RGB2LAB), np.float32)


def from_lab(lab: Plane) -> Pixels:
    """uint8 sRGB of L*a*b* (H, W, 3); colours outside sRGB are clipped."""
    rgb = np.asarray(cv2.cvtColor(lab, cv2.COLOR_LAB2RGB), np.float32)
    return np.asarray(np.clip(rgb * 255 + np.float32(0.5), 0, 255), np.uint8)
