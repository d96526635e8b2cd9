"""Points, boxes and the fits between them. Pixels, x to the right, y down."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeAlias

import cv2
import numpy as np
import numpy.typing as npt

Pixels: TypeAlias = npt.NDArray[np.uint8]
Mask: TypeAlias = npt.NDArray[np.float32]
Plane: TypeAlias = npt.NDArray[np.float32]
Points: TypeAlias = npt.NDArray[np.float32]
Landmarks: TypeAlias = npt.NDArray[np.float32]

# The 68 points of iBUG 300-W (Sagonas et al., "300 Faces in-the-Wild Challenge", 2013), counted
# from the picture's left: what is called right is the person's right.
JAW = range(17)
RIGHT_BROW = range(17, 22)
LEFT_BROW = range(22, 27)
NOSE = range(27, 36)
RIGHT_EYE = range(36, 42)
LEFT_EYE = range(42, 48)
OUTER_LIPS = range(48, 60)
INNER_LIPS = range(60, 68)
INNER_FACE = range(17, 68)


@dataclass(frozen=True, slots=True)
class BoundingBox:
    """A rectangle in pixels; `x`, `y` is its upper left corner."""

    x: float
    y: float
    width: float
    height: float

    @property
    def center(self) -> tuple[float, float]:
        """Middle of the box, in pixels."""
        return self.x + self.width / 2, self.y + self.height / 2

    def scaled(self, factor: float) -> BoundingBox:
        """The same box in a picture `factor` times as large."""
        return BoundingBox(
            self.x * factor, self.y * factor, self.width * factor, self.height * factor
        )

    def grown(self, share: float) -> BoundingBox:
        """Wider on every side by `share` of its own size."""
        dx, dy = self.width * share, self.height * share
        return BoundingBox(self.x - dx, self.y - dy, self.width + 2 * dx, self.height + 2 * dy)

    def turned(self, quarter_turns: int, width: int, height: int) -> BoundingBox:
        """The same box once the picture of that size was turned counter-clockwise, as by
        `np.rot90`."""
        box = self
        for _ in range(quarter_turns % 4):
            box = BoundingBox(box.y, width - box.x - box.width, box.height, box.width)
            width, height = height, width
        return box

    def inside(self, width: int, height: int) -> tuple[slice, slice]:
        """Row and column slices of the part that lies in a picture of that size."""
        left, top = max(0, int(self.x)), max(0, int(self.y))
        right = min(width, int(np.ceil(self.x + self.width)))
        bottom = min(height, int(np.ceil(self.y + self.height)))
        return slice(min(top, height), max(bottom, top)), slice(min(left, width), max(right, left))

    def overlap(self, other: BoundingBox) -> float:
        """Intersection over union, 0..1."""
        wide = min(self.x + self.width, other.x + other.width) - max(self.x, other.x)
        high = min(self.y + self.height, other.y + other.height) - max(self.y, other.y)
        shared = max(0.0, wide) * max(0.0, high)
        return shared / (self.width * self.height + other.width * other.height - shared)


def bounding_box(points: npt.NDArray[Any]) -> BoundingBox:
    """The smallest box around points (N, 2)."""
    low, high = points.min(axis=0), points.max(axis=0)
    return BoundingBox(
        float(low[0]), float(low[1]), float(high[0] - low[0]), float(high[1] - low[1])
    )


def eye_centers(landmarks: Landmarks) -> Points:
    """(2, 2): middle of the person's right eye, then of the left one."""
    return np.stack(
        [landmarks[list(RIGHT_EYE)].mean(axis=0), landmarks[list(LEFT_EYE)].mean(axis=0)]
    ).astype(np.float32)


def eye_distance(landmarks: Landmarks) -> float:
    """Pixels between the two eye centres: the unit for every blur and margin on a face."""
    right, left = eye_centers(landmarks)
    return float(np.hypot(*(left - right)))


def face_axes(landmarks: Landmarks) -> tuple[Points, Points]:
    """Unit vectors along the eyes (towards the picture's right) and up towards the forehead."""
    right, left = eye_centers(landmarks)
    along = (left - right) / max(float(np.hypot(*(left - right))), 1e-6)
    upwards = np.array([along[1], -along[0]], np.float32)
    return along.astype(np.float32), upwards


def fit_similarity(source: Points, target: Points) -> npt.NDArray[np.float64]:
    """The rotation, scale and shift (2, 3) that best take `source` (N, 2) onto `target` (N, 2).

    References: S. Umeyama, "Least-squares estimation of transformation parameters between two
    point patterns", IEEE TPAMI 13(4), 1991, equations 40-42.
    """
    a, b = source.astype(np.float64), target.astype(np.float64)
    mean_a, mean_b = a.mean(axis=0), b.mean(axis=0)
    covariance = (b - mean_b).T @ (a - mean_a) / len(a)
    u, singular, vt = np.linalg.svd(covariance)
    flip = np.array([1.0, np.sign(np.linalg.det(u) * np.linalg.det(vt)) or 1.0])
    rotation = u @ np.diag(flip) @ vt
    spread = max(float(((a - mean_a) ** 2).sum() / len(a)), 1e-12)
    scale = float((singular * flip).sum()) / spread
    shift = mean_b - scale * rotation @ mean_a
    return np.hstack([scale * rotation, shift[:, None]])


def apply_affine(matrix: npt.NDArray[np.float64], points: Points) -> Points:
    """Points (N, 2) after the affine `matrix` (2, 3)."""
    return (points.astype(np.float64) @ matrix[:, :2].T + matrix[:, 2]).astype(np.float32)


def delaunay_triangles(points: Points) -> npt.NDArray[np.intp]:
    """Delaunay triangulation of points (N, 2): (M, 3) indices, in a fixed order."""
    box = bounding_box(points).grown(0.1)
    corner = (int(box.x) - 2, int(box.y) - 2)
    plane = cv2.Subdiv2D((*corner, int(box.width) + 5, int(box.height) + 5))
    plane.insert([(float(x), float(y)) for x, y in points])
    corners = np.asarray(plane.getTriangleList(), np.float32).reshape(-1, 3, 2)
    gaps = np.linalg.norm(corners[:, :, None] - points[None, None], axis=-1)
    indices = gaps.argmin(axis=-1)
    real = gaps.min(axis=-1).max(axis=-1) < 0.5
    triangles = np.sort(indices[real], axis=1)
    return triangles[np.lexsort(triangles.T[::-1])]
