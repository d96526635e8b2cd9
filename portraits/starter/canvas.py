"""The sheet a scene is painted on, measured in head units.

One unit is the distance between the pupils, the origin lies halfway between them, x grows to the
right, y downwards and z towards the viewer. A scene described in these units can be painted at any
size, and the head has the same place in all of them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

Plane = npt.NDArray[np.float32]
# What is worked out on the way may be more exact than what is kept.
AnyPlane = npt.NDArray[np.floating[Any]]
Colours = npt.NDArray[np.float32]
Points = npt.NDArray[np.float32]
Pixels = npt.NDArray[np.uint8]
Window = tuple[slice, slice]


@dataclass(frozen=True)
class Canvas:
    """A sheet of pixels with the place and size of the head on it."""

    width: int = 1200
    height: int = 1600
    unit: float = 156.0
    eyes_x: float = 600.0
    eyes_y: float = 610.0

    @property
    def shape(self) -> tuple[int, int]:
        """(rows, columns)."""
        return self.height, self.width

    def scaled(self, factor: float) -> Canvas:
        """The same sheet with `factor` times as many pixels along each side."""
        return replace(
            self,
            width=round(self.width * factor),
            height=round(self.height * factor),
            unit=self.unit * factor,
            eyes_x=self.eyes_x * factor,
            eyes_y=self.eyes_y * factor,
        )

    def part(self, low: npt.ArrayLike, high: npt.ArrayLike) -> tuple[Canvas, Window]:
        """The sheet between two corners (x, y, head units), and where it lies on this one.

        What is small is worked out there and laid into the whole afterwards.
        """
        corners = self.to_pixels(np.array([low, high]))
        left, top = (int(v) for v in np.clip(np.floor(corners[0]), 0, [self.width, self.height]))
        right, bottom = (int(v) for v in np.clip(np.ceil(corners[1]), 0, [self.width, self.height]))
        size = {"width": max(right - left, 2), "height": max(bottom - top, 2)}
        left, top = min(left, self.width - 2), min(top, self.height - 2)
        place = replace(self, **size, eyes_x=self.eyes_x - left, eyes_y=self.eyes_y - top)
        return place, np.s_[top : top + size["height"], left : left + size["width"]]

    def grid(self) -> tuple[Plane, Plane]:
        """x and y of every pixel's centre in head units, each float32 (H, W)."""
        return _grid(self)

    def to_pixels(self, points: npt.ArrayLike) -> Points:
        """Head units (N, 2 or more columns) to pixels, float32 (N, 2)."""
        flat = np.asarray(points, np.float32)[:, :2]
        offset = np.array([self.eyes_x - 0.5, self.eyes_y - 0.5], np.float32)
        return np.asarray(flat * np.float32(self.unit) + offset, np.float32)

    def blank(self, value: float = 0.0) -> Plane:
        """A plane filled with one number."""
        return np.full(self.shape, value, np.float32)


@lru_cache(maxsize=8)
def _grid(canvas: Canvas) -> tuple[Plane, Plane]:
    columns = (np.arange(canvas.width, dtype=np.float32) + 0.5 - canvas.eyes_x) / canvas.unit
    rows = (np.arange(canvas.height, dtype=np.float32) + 0.5 - canvas.eyes_y) / canvas.unit
    x, y = np.meshgrid(columns.astype(np.float32), rows.astype(np.float32))
    return x, y
