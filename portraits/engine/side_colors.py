"""What the colours on the two sides of an edge say about a pixel between them.

Around every pixel the known foreground and the known background are each described by a mean and
a covariance. A pixel between two clean colours is a mixture, and its place on the line between
them is its alpha; where a side is textured, the question is which side explains the pixel better.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from .geometry import Plane
from .raster import resize
from .smoothing import box

Flags: TypeAlias = npt.NDArray[np.bool_]
Doubles: TypeAlias = npt.NDArray[np.float64]

PAIRS = ((0, 0), (0, 1), (0, 2), (1, 1), (1, 2), (2, 2))
# Variance of a channel that noise and JPEG alone explain.
NOISE = 0.0007
# How much the likelihoods weigh where the line between the means tells little.
LIKELIHOOD_WEIGHT = 1.5
# Log likelihoods are divided by this: neighbouring pixels are no independent witnesses.
CAUTION = 0.8


@dataclass(frozen=True)
class Side:
    """Colours known around pixels: mean (..., 3), covariance (..., 6), known (...) 0..1."""

    mean: Plane
    covariance: Plane
    known: Plane

    @property
    def spread(self) -> Plane:
        """Sum of the channels' variances."""
        total = self.covariance[..., (0, 3, 5)].sum(axis=-1)
        return np.asarray(np.maximum(total, 0), np.float32)

    def only(self, places: Flags) -> Side:
        """The same at some places of (H, W) alone, in a row."""
        return Side(self.mean[places], self.covariance[places], self.known[places])


def estimate_alpha(guide: Plane, inside: Flags, outside: Flags, radius: int) -> tuple[Plane, Plane]:
    """Alpha (H, W) that the colours of `guide` (H, W, 3, 0..1) suggest, and how far to trust it.

    Both are 0 where a pixel is known to be inside or outside: nobody asks for them there.
    """
    unknown = ~(inside | outside)
    front, behind = (_side(guide, known, radius).only(unknown) for known in (inside, outside))
    seen = guide[unknown]
    along, sure = _between(seen, front, behind)
    likely = 1 / (1 + np.exp(_more_likely_behind(seen, front, behind) / CAUTION))
    both = np.minimum(front.known, behind.known)
    by_line, by_odds = both * sure, both * (1 - sure) * (2 * likely - 1) ** 2 * LIKELIHOOD_WEIGHT
    alpha, trust = np.zeros(unknown.shape, np.float32), np.zeros(unknown.shape, np.float32)
    trust[unknown] = by_line + by_odds
    alpha[unknown] = (along * by_line + likely * by_odds) / (by_line + by_odds + 1e-6)
    return alpha, trust


def _between(guide: Plane, front: Side, behind: Side) -> tuple[Plane, Plane]:
    """Place on the line from the background's mean (0) to the foreground's (1), and trust."""
    apart = front.mean - behind.mean
    square = (apart * apart).sum(axis=-1)
    away = guide - behind.mean
    along = np.clip((away * apart).sum(axis=-1) / (square + np.float32(1e-4)), 0, 1)
    off = away - along[..., None] * apart
    # Fisher's criterion: two sides whose own colours scatter as far as they lie apart tell nothing.
    doubt = 4 * (front.spread + behind.spread) + 3 * (off * off).sum(axis=-1) + 0.01
    return along, square / (square + doubt)


def _more_likely_behind(guide: Plane, front: Side, behind: Side) -> Doubles:
    """Log of the odds that the colour belongs to the background, limited to +-20."""
    return np.clip((_surprise(guide, front) - _surprise(guide, behind)) / 2, -20, 20)


def _surprise(guide: Plane, side: Side) -> Doubles:
    """Twice the negative log likelihood under the side's normal distribution, up to a constant."""
    x, y, z = np.moveaxis((guide - side.mean).astype(np.float64), -1, 0)
    xx, xy, xz, yy, yz, zz = np.moveaxis(side.covariance.astype(np.float64), -1, 0)
    xx, yy, zz = (np.maximum(variance, 0) + NOISE for variance in (xx, yy, zz))
    a, b, c = yy * zz - yz * yz, xz * yz - xy * zz, xy * yz - xz * yy
    d, e, f = xx * zz - xz * xz, xy * xz - xx * yz, xx * yy - xy * xy
    determinant = np.maximum(xx * a + xy * b + xz * c, NOISE**3 / 2)
    square = x * x * a + y * y * d + z * z * f + 2 * (x * y * b + x * z * c + y * z * e)
    return np.asarray(np.maximum(square, 0) / determinant + np.log(determinant), np.float64)


def _side(guide: Plane, known: Flags, radius: int) -> Side:
    """Moments of the known pixels; a quarter of the size is enough for means over dozens."""
    height, width = known.shape
    small = max(1, width // 4), max(1, height // 4)
    weight = resize(known.astype(np.float32), *small)
    colour = resize(guide, *small)
    squares = np.dstack([resize(guide[..., i] * guide[..., j], *small) for i, j in PAIRS])
    stack = np.dstack((weight, colour * weight[..., None], squares * weight[..., None]))
    near, far = (np.maximum(box(stack, r), 0) for r in (max(1, radius // 4), radius))
    # A few far pixels everywhere, so that no place is without an answer.
    total = near + far * np.float32(0.02)
    moments = total[..., 1:] / (total[..., :1] + np.float32(1e-6))
    products = np.dstack([moments[..., i] * moments[..., j] for i, j in PAIRS])
    found = np.clip(total[..., :1] * 500, 0, 1)
    parts = np.dstack((moments[..., :3], moments[..., 3:] - products, found))
    full = resize(parts.astype(np.float32), width, height)
    return Side(full[..., :3], full[..., 3:9], full[..., 9])
