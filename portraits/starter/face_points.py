"""The 68 points of the mannequin's face, in head units.

The iBUG 300-W order. Numbers are the mean of dlib's points over public official portraits taken
from the front, made symmetrical, with the mouth closed; jaw and brows of all of them, so that the
face is as average as a face can be and asks little of anybody's.
"""

from __future__ import annotations

import numpy as np

from portraits.starter.canvas import Points
from portraits.starter.relief import curve

_JAW = [
    (-1.124, 0.045), (-1.113, 0.342), (-1.084, 0.638), (-1.041, 0.936), (-0.947, 1.219),
    (-0.779, 1.468), (-0.556, 1.672), (-0.299, 1.825), (0.0, 1.872),
]  # fmt: skip
_BROW = [(-0.926, -0.145), (-0.798, -0.3), (-0.592, -0.352), (-0.38, -0.326), (-0.18, -0.246)]
_BRIDGE = [(0.0, -0.034), (0.0, 0.168), (0.0, 0.367), (0.0, 0.573)]
_NOSTRILS = [(-0.245, 0.7), (-0.128, 0.735), (0.0, 0.772)]
_EYE = [
    (-0.688, 0.006), (-0.57, -0.068), (-0.429, -0.066), (-0.3, 0.03), (-0.436, 0.05),
    (-0.577, 0.05),
]  # fmt: skip
_UPPER_LIP = [(-0.455, 1.09), (-0.285, 1.04), (-0.12, 1.008), (0.0, 1.034)]
_LOWER_LIP = [(-0.285, 1.188), (-0.125, 1.235), (0.0, 1.246)]
_INNER = [(-0.39, 1.095), (-0.12, 1.1), (0.0, 1.112)]

Pairs = list[tuple[float, float]]


def landmarks() -> Points:
    """float32 (68, 2), head units."""
    left_to_right = (
        _both(_JAW),
        _BROW + _flipped(_BROW),
        _BRIDGE,
        _both(_NOSTRILS),
        _EYE,
        [(-x, y) for x, y in (_EYE[i] for i in (3, 2, 1, 0, 5, 4))],
        _both(_UPPER_LIP),
        [*[(-x, y) for x, y in _LOWER_LIP[:2]], _LOWER_LIP[2], *_LOWER_LIP[1::-1]],
        _both(_INNER),
        [(0.12, 1.103), (0.0, 1.115), (-0.12, 1.103)],
    )
    return np.array([point for group in left_to_right for point in group], np.float32)


def jaw_line() -> Points:
    """The outline of the lower face from the left temple to the right, smooth (N, 2)."""
    return curve(_both(_JAW))


def _flipped(points: Pairs) -> Pairs:
    return [(-x, y) for x, y in reversed(points)]


def _both(points: Pairs) -> Pairs:
    """A left half that ends on the middle line, and its mirror image."""
    return points + _flipped(points[:-1])
