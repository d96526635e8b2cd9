"""Points that stand still while a face is still, and follow it when it moves.

References: G. Casiez, N. Roussel, D. Vogel, "1 Euro Filter", CHI 2012. The figures are those of the
live camera.
"""

from __future__ import annotations

import numpy as np

from portraits.engine.geometry import Points

# Below this a point is held (Hz); how much a face size a second opens the filter (Hz).
LEAST_CUTOFF, OPENING = 0.3, 30.0
# Speed itself is smoothed at this rate (Hz).
SPEED_CUTOFF = 0.5


class Steady:
    """The points of one face over time."""

    def __init__(self, points: Points, at_s: float) -> None:
        self._points, self._speeds = points.astype(np.float64), np.zeros(points.shape)
        self._at_s = at_s

    def follow(self, points: Points, size: float, at_s: float) -> Points:
        """The steadied points (N, 2) at `at_s`; `size` of the face in pixels."""
        seconds = max(at_s - self._at_s, 1e-3)
        speed = (points - self._points) / (size * seconds)
        self._speeds += _share(np.float64(SPEED_CUTOFF), seconds) * (speed - self._speeds)
        cutoff = LEAST_CUTOFF + OPENING * np.abs(self._speeds)
        self._points += _share(cutoff, seconds) * (points - self._points)
        self._at_s = at_s
        return self._points.astype(np.float32)


def _share(cutoff: np.ndarray | np.float64, seconds: float) -> np.ndarray | np.float64:
    turn = 2 * np.pi * cutoff * seconds
    return turn / (turn + 1)
