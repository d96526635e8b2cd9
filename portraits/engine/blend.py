"""Joining two pictures of one region so that nobody sees where.

References: P. Burt, E. Adelson, "A Multiresolution Spline With Application to Image Mosaics",
ACM Transactions on Graphics 2(4), 1983.
"""

from __future__ import annotations

import cv2
import numpy as np

from .geometry import Mask, Pixels, Plane

LEVELS = 5
# The coarsest level must stay finer than an eighth of the face, else colours spill far.
SMALLEST_SIDE = 12


def blend_pyramids(
    below: Pixels, difference: Plane, mask: Mask, reach: Mask | None = None
) -> Pixels:
    """`below` plus `difference` (H, W, 3; another picture minus `below`, in 8-bit steps), by
    `mask`, each frequency band over its own width, though no further than `reach` (H, W)."""
    depth = _depth(below.shape[0], below.shape[1], LEVELS)
    weights = [mask]
    for _ in range(depth):
        weights.append(_down(weights[-1]))
    joined = _join(_bands(difference, depth), weights)
    if reach is not None:
        joined *= reach[..., None]
    return np.asarray(np.clip(below + joined + np.float32(0.5), 0, 255), np.uint8)


def _depth(height: int, width: int, levels: int) -> int:
    return min(levels, max(0, int(np.log2(max(1, min(height, width) / SMALLEST_SIDE)))))


def _bands(plane: Plane, depth: int) -> list[Plane]:
    """Laplacian pyramid: `depth` bands and the remaining low frequencies."""
    bands = []
    for _ in range(depth):
        lower = _down(plane)
        bands.append(plane - _up(lower, plane))
        plane = lower
    return [*bands, plane]


def _join(bands: list[Plane], weights: list[Mask]) -> Plane:
    """Weighs every band of the difference by its own mask and adds them up."""
    result = bands[-1] * weights[-1][..., None]
    for band, weight in zip(reversed(bands[:-1]), reversed(weights[:-1]), strict=True):
        result = _up(result, band) + band * weight[..., None]
    return result


def _down(plane: Plane) -> Plane:
    return np.asarray(cv2.pyrDown(plane, borderType=cv2.BORDER_REFLECT_101), np.float32)


def _up(plane: Plane, like: Plane) -> Plane:
    return np.asarray(cv2.pyrUp(plane, dstsize=like.shape[1::-1]), np.float32)
