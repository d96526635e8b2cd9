"""Edge-keeping smoothing: the guided filter, over one channel or led by a colour picture."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from .geometry import Plane


def box(values: Plane, radius: int) -> Plane:
    """Mean over a (2 * radius + 1) square; any number of channels, same shape out."""
    side = 2 * radius + 1
    return np.asarray(
        cv2.boxFilter(values, -1, (side, side), borderType=cv2.BORDER_REFLECT), dtype=np.float32
    )


def guided(guide: Plane, values: Plane, radius: int, eps: float) -> Plane:
    """`values` smoothed along the edges of `guide`; both (H, W), guide in 0..1.

    References: He, Sun and Tang, Guided image filtering, TPAMI 2013.
    """
    mean_guide, mean_values = box(guide, radius), box(values, radius)
    variance = box(guide * guide, radius) - mean_guide * mean_guide
    covariance = box(guide * values, radius) - mean_guide * mean_values
    slope = np.asarray(covariance / (variance + np.float32(eps)), np.float32)
    offset = np.asarray(mean_values - slope * mean_guide, np.float32)
    return box(slope, radius) * guide + box(offset, radius)


@dataclass(frozen=True)
class ColourGuide:
    """What does not change between two uses of one colour guide: window means and inverses."""

    guide: Plane  # (H, W, 3) in 0..1
    radius: int
    mean: Plane  # (H, W, 3)
    inverse: tuple[Plane, ...]  # xx xy xz yy yz zz of the inverted window covariance


def colour_guide(guide: Plane, radius: int, eps: float) -> ColourGuide:
    """Prepare `guide` (H, W, 3) in 0..1 for `coefficients`."""
    mean = box(guide, radius)
    pairs = ((0, 0), (0, 1), (0, 2), (1, 1), (1, 2), (2, 2))
    products = [guide[..., i] * guide[..., j] for i, j in pairs]
    covariance = [
        box(product, radius) - mean[..., i] * mean[..., j]
        for product, (i, j) in zip(products, pairs, strict=True)
    ]
    for k in (0, 3, 5):
        covariance[k] += np.float32(eps)
    return ColourGuide(guide, radius, mean, _inverse_symmetric(covariance))


def _inverse_symmetric(c: list[Plane]) -> tuple[Plane, ...]:
    # Across a hard edge the determinant is what is left of numbers a million times its size.
    xx, xy, xz, yy, yz, zz = (plane.astype(np.float64) for plane in c)
    a, b, d = yy * zz - yz * yz, xz * yz - xy * zz, xy * yz - xz * yy
    e, f, g = xx * zz - xz * xz, xy * xz - xx * yz, xx * yy - xy * xy
    scale = 1 / (xx * a + xy * b + xz * d)
    return tuple(np.asarray(m * scale, dtype=np.float32) for m in (a, b, d, e, f, g))


def coefficients(prepared: ColourGuide, values: Plane) -> tuple[Plane, Plane]:
    """Window fits `values ~ slope . colour + offset`: slope (H, W, 3) and offset (H, W)."""
    radius, mean = prepared.radius, prepared.mean
    mean_values = box(values, radius)
    c = box(prepared.guide * values[..., None], radius) - mean * mean_values[..., None]
    xx, xy, xz, yy, yz, zz = prepared.inverse
    slope = np.dstack(
        (
            xx * c[..., 0] + xy * c[..., 1] + xz * c[..., 2],
            xy * c[..., 0] + yy * c[..., 1] + yz * c[..., 2],
            xz * c[..., 0] + yz * c[..., 1] + zz * c[..., 2],
        )
    )
    offset = mean_values - np.einsum("hwc,hwc->hw", slope, mean)
    return slope, offset


def guided_by_colour(prepared: ColourGuide, values: Plane) -> Plane:
    """`values` (H, W) smoothed along the colour edges of the prepared guide."""
    slope, offset = coefficients(prepared, values)
    slope, offset = box(slope, prepared.radius), box(offset, prepared.radius)
    return np.asarray(np.einsum("hwc,hwc->hw", slope, prepared.guide) + offset, np.float32)
