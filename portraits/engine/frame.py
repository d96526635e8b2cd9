"""The face's own coordinates: recipes place things in eye distances, not in pixels.

Origin between the eyes, x from image-left eye to image-right eye, y down the face. One unit
along x is the distance between the eye centres as seen; along y it is a little more when the
head is turned, since turning shortens only what lies across.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .geometry import Landmarks, Mask, Plane, Points, eye_centers
from .raster import blur, fill_polygon

# Eye line to mouth line over eye distance on a face seen from the front (mean of adult faces).
EYES_TO_MOUTH = 1.10


@dataclass(frozen=True)
class FaceFrame:
    """Affine map from face units to pixels: `origin + x * across + y * down`."""

    origin: Points
    across: Points
    down: Points

    @property
    def unit(self) -> float:
        """Pixels of one face unit (the larger axis, so that nothing is drawn too small)."""
        return float(max(np.hypot(*self.across), np.hypot(*self.down)))

    def to_pixels(self, points: Any) -> Points:
        """Face units (N, 2) to pixels (N, 2)."""
        units = np.asarray(points, dtype=np.float32).reshape(-1, 2)
        placed = self.origin + units[:, :1] * self.across + units[:, 1:] * self.down
        return np.asarray(placed, dtype=np.float32)

    def to_units(self, points: Any) -> Points:
        """Pixels (N, 2) to face units (N, 2)."""
        axes = np.column_stack((self.across, self.down))
        away = np.asarray(points, dtype=np.float32).reshape(-1, 2) - self.origin
        return np.asarray(np.linalg.solve(axes, away.T).T, dtype=np.float32)

    def moved(self, origin: Points) -> FaceFrame:
        """The same axes around another origin."""
        return FaceFrame(origin.astype(np.float32), self.across, self.down)

    def affine(self) -> NDArray[np.float64]:
        """The map as a 2 x 3 matrix (units to pixels)."""
        return np.column_stack((self.across, self.down, self.origin)).astype(np.float64)


def frame_of(landmarks: Landmarks) -> FaceFrame:
    """The frame of a face given its 68 landmarks (68, 2)."""
    left, right = eye_centers(landmarks)
    origin, across = (left + right) / 2, right - left
    distance = float(np.hypot(*across)) or 1.0
    perpendicular = np.array([-across[1], across[0]], dtype=np.float32) / distance
    seen = float(np.dot(landmarks[48:68].mean(axis=0) - origin, perpendicular))
    length = float(np.clip(seen / EYES_TO_MOUTH, 0.95 * distance, 1.3 * distance))
    return FaceFrame(origin.astype(np.float32), across.astype(np.float32), perpendicular * length)


def anchored(landmarks: Landmarks, frame: FaceFrame, anchor: dict[str, Any]) -> Points:
    """Where `{"points": [indices], "offset": [x, y]}` lies: mean of points plus face units."""
    indices: Sequence[int] = anchor["points"]
    offset = np.asarray(anchor.get("offset", (0, 0)), dtype=np.float32)
    base = landmarks[list(indices)].mean(axis=0)
    return np.asarray(base + offset[0] * frame.across + offset[1] * frame.down, dtype=np.float32)


@dataclass(frozen=True)
class Region:
    """A rectangle of the picture, in whole pixels, cut to the picture's bounds."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def slices(self) -> tuple[slice, slice]:
        """Index of the rectangle in an (H, W, ...) array."""
        return slice(self.top, self.bottom), slice(self.left, self.right)

    @property
    def shape(self) -> tuple[int, int]:
        """(height, width), both 0 when the rectangle lies outside the picture."""
        return max(0, self.bottom - self.top), max(0, self.right - self.left)

    @property
    def corner(self) -> Points:
        """(x, y) of the upper left pixel."""
        return np.array((self.left, self.top), dtype=np.float32)


def region_around(points: Points, margin: float, shape: Sequence[int]) -> Region:
    """The rectangle around `points` widened by `margin` pixels, within (height, width, ...)."""
    low = np.floor(points.min(axis=0) - margin).astype(int)
    high = np.ceil(points.max(axis=0) + margin).astype(int) + 1
    return Region(
        int(np.clip(low[0], 0, shape[1])),
        int(np.clip(low[1], 0, shape[0])),
        int(np.clip(high[0], 0, shape[1])),
        int(np.clip(high[1], 0, shape[0])),
    )


def smooth_curve(points: Points, *, closed: bool, per_segment: int = 8) -> Points:
    """Catmull-Rom curve through `points` (N, 2); passes through every one."""
    before = np.roll(points, 1, axis=0)
    after = np.roll(points, -1, axis=0)
    if not closed:
        before[0], after[-1] = points[0], points[-1]
    tangent = (after - before) / 2
    following = np.roll(points, -1, axis=0), np.roll(tangent, -1, axis=0)
    here, leaving, there, arriving = _hermite(per_segment)
    curve = (
        here * points[:, None]
        + leaving * tangent[:, None]
        + there * following[0][:, None]
        + arriving * following[1][:, None]
    )
    if closed:
        return np.asarray(curve.reshape(-1, 2), dtype=np.float32)
    return np.concatenate((curve[:-1].reshape(-1, 2), points[-1:])).astype(np.float32)


@cache
def _hermite(per_segment: int) -> tuple[Plane, Plane, Plane, Plane]:
    """The shares of both ends and of their tangents along a segment, (1, per_segment, 1) each."""
    t = np.linspace(0, 1, per_segment, endpoint=False, dtype=np.float32)[None, :, None]
    return 2 * t**3 - 3 * t**2 + 1, t**3 - 2 * t**2 + t, 3 * t**2 - 2 * t**3, t**3 - t**2


def filled(shape: Sequence[int], outline: Points, feather: float = 0.0) -> Mask:
    """Mask (H, W) of a polygon given in the mask's own pixels, its edge `feather` pixels soft."""
    mask = fill_polygon(outline, shape[0], shape[1])
    return blur(mask, feather) if feather > 0.3 else mask
