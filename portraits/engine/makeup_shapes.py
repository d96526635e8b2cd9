"""Where makeup goes: polygons between landmarks, and one half of the face at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np

from .frame import FaceFrame, filled, smooth_curve
from .geometry import Landmarks, Mask, Points
from .skin import SkinColour

Part: TypeAlias = dict[str, Any]

PARTS = ("shadow", "lashes", "brows", "blush", "lips")
# A point is [landmark], or [a, b, share]: from landmark a towards landmark b. The other side of
# the face is the mirror image. `feather` in face units.
SHAPES: Mapping[str, Part] = {
    "shadow": {
        "outline": [
            [36, 17, 0.3], [36, 18, 0.52], [37, 19, 0.62], [38, 20, 0.62], [39, 21, 0.4],
            [39, 38, 0.1], [38], [37], [36],
        ],
        "feather": 0.035,
    },
    "blush": {
        "outline": [
            [1, 28, 0.12], [1, 29, 0.4], [2, 30, 0.5], [2, 31, 0.62], [3, 31, 0.4],
            [2, 31, 0.16],
        ],
        "feather": 0.13,
    },
    "brows": {"outline": [[17], [18], [19], [20], [21]], "feather": 0.025},
    "lashes": {"outline": [[39], [38], [37], [36]], "feather": 0.006},
    "lips": {"outline": [[i] for i in range(48, 60)], "feather": 0.014},
}  # fmt: skip
# Which landmark is which in the mirror.
MIRROR = (
    *range(16, -1, -1), *range(26, 16, -1), *range(27, 31), *range(35, 30, -1),
    45, 44, 43, 42, 47, 46, 39, 38, 37, 36, 41, 40,
    *range(54, 47, -1), *range(59, 54, -1), *range(64, 59, -1), *range(67, 64, -1),
)  # fmt: skip


def place(points: Sequence[Sequence[float]], landmarks: Landmarks) -> Points:
    """Pixels (N, 2) of points given as [landmark] or [landmark, other landmark, share]."""
    placed = [
        landmarks[int(point[0])]
        if len(point) == 1
        else landmarks[int(point[0])] * (1 - point[2]) + landmarks[int(point[1])] * point[2]
        for point in points
    ]
    return np.asarray(placed, dtype=np.float32)


@dataclass(frozen=True, eq=False)
class Side:
    """One half of the face, numbered as the picture's left half, in the pixels of its region."""

    landmarks: Landmarks
    frame: FaceFrame
    skin: SkinColour
    shape: tuple[int, int]

    @property
    def unit(self) -> float:
        """Pixels of one face unit."""
        return self.frame.unit

    def mask(self, name: str) -> Mask:
        """The part's polygon, feathered."""
        outline = smooth_curve(place(SHAPES[name]["outline"], self.landmarks), closed=True)
        return filled(self.shape, outline, SHAPES[name]["feather"] * self.unit)
