"""Moving a face: one smooth map from the template's pixels to the photo's, one resampling.

References: F. Bookstein, "Principal Warps: Thin-Plate Splines and the Decomposition of
Deformations", IEEE TPAMI 11(6), 1989.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from .geometry import BoundingBox, Pixels, Points
from .raster import resize

# The spline is evaluated on a coarse grid and interpolated: so many knots along the longer side
# of the region are far closer together than landmarks are.
GRID_KNOTS = 56
# Enough to see how evenly a map stretches the face; what a map that turns inside out counts as.
JUDGED_KNOTS, FOLDED = 18, 10.0
# Lets the map miss a point a little where landmarks contradict each other; share of the kernel's
# scale, chosen so that landmark noise (about 1 % of the eye distance) leaves no ripples.
SMOOTHNESS = 0.02


@dataclass(frozen=True, slots=True)
class Warp:
    """For every pixel of a region the place in the photo: `x`, `y` float32 (H, W)."""

    x: npt.NDArray[np.float32]
    y: npt.NDArray[np.float32]

    def folds(self) -> bool:
        """Whether the map turns some patch inside out."""
        step = max(1, max(self.x.shape) // GRID_KNOTS)
        x, y = self.x[::step, ::step], self.y[::step, ::step]
        across_x, across_y = np.diff(x, axis=1)[:-1], np.diff(y, axis=1)[:-1]
        down_x, down_y = np.diff(x, axis=0)[:, :-1], np.diff(y, axis=0)[:, :-1]
        area = across_x * down_y - across_y * down_x
        return bool((area <= 0).any())


def plan_warp(target: Points, source: Points, region: tuple[slice, slice]) -> Warp:
    """The smooth map that takes pixels of `region` to the photo, `target` (N, 2) to `source`."""
    rows, columns = region
    height, width = rows.stop - rows.start, columns.stop - columns.start
    step = max(1, max(height, width) // GRID_KNOTS)
    coarse = _on_grid(target, source, region, step)
    # Grid corner i lies at pixel step * i: an affine resampling puts it exactly there.
    spread = np.array([[1 / step, 0, 0], [0, 1 / step, 0]])
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    fine = cv2.warpAffine(coarse, spread, (width, height), flags=flags)
    return Warp(np.ascontiguousarray(fine[..., 0]), np.ascontiguousarray(fine[..., 1]))


def bending(target: Points, source: Points, region: tuple[slice, slice]) -> float:
    """Unevenness of that map over `region`, without making it: 0 for a similarity.

    The 95th percentile of the logarithm of its stretches; FOLDED where it turns inside out.
    """
    height, width = region[0].stop - region[0].start, region[1].stop - region[1].start
    step = max(1, max(height, width) // JUDGED_KNOTS)
    coarse = _on_grid(target, source, region, step)
    if Warp(coarse[..., 0], coarse[..., 1]).folds():
        return FOLDED
    down, across = np.gradient(coarse, step, axis=(0, 1))
    jacobian = np.stack([down, across], axis=-1)
    logs = np.log(np.maximum(np.linalg.svd(jacobian, compute_uv=False), 1e-3))
    return float(np.percentile(np.abs(logs - np.median(logs)), 95))


def _on_grid(
    target: Points, source: Points, region: tuple[slice, slice], step: int
) -> npt.NDArray[np.float32]:
    """The map at every `step`-th pixel of the region and one beyond: (rows, columns, 2)."""
    rows, columns = region
    down = (rows.stop - rows.start) // step + 2
    across = (columns.stop - columns.start) // step + 2
    grid_y, grid_x = np.mgrid[0:down, 0:across] * step
    grid = np.stack([grid_x + columns.start, grid_y + rows.start], axis=-1).reshape(-1, 2)
    return _thin_plate(target, source, grid).reshape(down, across, 2).astype(np.float32)


def _thin_plate(
    target: Points, source: Points, grid: npt.NDArray[np.int64]
) -> npt.NDArray[np.float64]:
    origin, unit = target.mean(axis=0), float(target.std())
    knots, wanted = (target - origin) / unit, (grid - origin) / unit
    count = len(knots)
    system = np.zeros((count + 3, count + 3))
    system[:count, :count] = _kernel(knots, knots) + SMOOTHNESS * np.eye(count)
    system[:count, count:] = np.hstack([np.ones((count, 1)), knots])
    system[count:, :count] = system[:count, count:].T
    weights = np.linalg.solve(system, np.vstack([source, np.zeros((3, 2))]))
    bent = _kernel(wanted, knots) @ weights[:count]
    return np.asarray(bent + weights[count] + wanted @ weights[count + 1 :], np.float64)


def _kernel(a: npt.NDArray[np.float64], b: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """U(r) = r^2 log r, with r^2 log r^2 / 2 to save the root."""
    squared = (a[:, :1] - b[:, 0]) ** 2 + (a[:, 1:] - b[:, 1]) ** 2
    return np.asarray(0.5 * squared * np.log(np.maximum(squared, 1e-12)), np.float64)


def apply_warp(pixels: Pixels, warp: Warp) -> Pixels:
    """The photo's pixels in the warp's region (H, W, 3), shrunk before where they are denser."""
    low_x, high_x, low_y, high_y = warp.x.min(), warp.x.max(), warp.y.min(), warp.y.max()
    box = BoundingBox(float(low_x), float(low_y), float(high_x - low_x), float(high_y - low_y))
    rows, columns = box.grown(0.02).inside(pixels.shape[1], pixels.shape[0])
    crop = pixels[rows, columns]
    density = _density(warp, box)
    width, height = (max(2, round(side / density)) for side in crop.shape[1::-1])
    small = resize(crop, width, height)
    x = (warp.x - columns.start + 0.5) * np.float32(width / crop.shape[1]) - np.float32(0.5)
    y = (warp.y - rows.start + 0.5) * np.float32(height / crop.shape[0]) - np.float32(0.5)
    moved = cv2.remap(small, x, y, cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(moved, np.uint8)


def _density(warp: Warp, box: BoundingBox) -> float:
    """Photo pixels for one pixel of the region, along a side; at least 1."""
    return max(1.0, float(np.sqrt(box.width * box.height / warp.x.size)))
