"""Parts placed one over another, kept as material planes until the light falls on them.

Two sheets are kept: what lies behind the face's edge (body, back of the hat, the head itself) and
what lies in front of it (brim, fringe, collar tips). The second becomes the foreground layer of a
scene, so both are separate by construction and not cut out of a finished picture.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from portraits.starter.canvas import AnyPlane, Canvas, Colours, Plane
from portraits.starter.relief import FAR, Relief

_STEEPEST = 5.0


@dataclass(frozen=True)
class Surface:
    """What a part is made of; every number 0..1 but `shine`, the exponent of its highlight."""

    colour: tuple[float, float, float] | Colours
    gloss: float | Plane = 0.0
    shine: float = 30.0
    metal: float | Plane = 0.0
    sheen: float | Plane = 0.0
    scatter: float = 0.0
    glow: float | Plane = 0.0


_SINGLE = ("gloss", "shine", "metal", "sheen", "scatter", "glow")


@dataclass
class Sheet:
    """Material planes of everything placed so far, with one common coverage."""

    canvas: Canvas
    cover: Plane = field(init=False)
    height: Plane = field(init=False)
    normal: Colours = field(init=False)
    colour: Colours = field(init=False)
    planes: dict[str, Plane] = field(init=False)

    def __post_init__(self) -> None:
        shape = self.canvas.shape
        self.cover = np.zeros(shape, np.float32)
        self.height = np.full(shape, FAR, np.float32)
        self.normal = np.zeros((*shape, 3), np.float32)
        self.colour = np.zeros((*shape, 3), np.float32)
        self.planes = {name: np.zeros(shape, np.float32) for name in _SINGLE}

    def lay(self, relief: Relief, surface: Surface, bump: AnyPlane | None) -> None:
        """Put one part on top."""
        box = box_of(relief.cover)
        if box is None:
            return
        a = relief.cover[box]
        solid = relief.height + bump if bump is not None else relief.height
        _over(self.normal[box], normals(solid[box], self.canvas.unit), a)
        _over(self.colour[box], _part(surface.colour, box), a)
        for name, plane in self.planes.items():
            _over(plane[box], _part(getattr(surface, name), box), a)
        self.height[box] = np.where(a > 0.5, relief.height[box], self.height[box])
        self.cover[box] = a + self.cover[box] * (1 - a)


class Stage:
    """The two sheets, and the skin seen between the clothes."""

    def __init__(self, canvas: Canvas) -> None:
        self.canvas = canvas
        self.back = Sheet(canvas)
        self.front = Sheet(canvas)
        self.skin = canvas.blank()

    def place(self, relief: Relief, surface: Surface, *, bump: AnyPlane | None = None) -> None:
        """A part behind whatever comes later, and behind the person's face."""
        self.back.lay(relief, surface, bump)
        self.skin *= 1 - relief.cover

    def place_skin(self, relief: Relief, surface: Surface, *, bump: AnyPlane | None = None) -> None:
        """A part whose colour follows the person's skin."""
        self.back.lay(relief, surface, bump)
        self.skin = np.maximum(self.skin, relief.cover)

    def place_front(
        self, relief: Relief, surface: Surface, *, bump: AnyPlane | None = None
    ) -> None:
        """A part drawn again over the person's face."""
        self.front.lay(relief, surface, bump)

    def heights(self) -> Plane:
        """Height of the nearest part, FAR where there is none."""
        return np.where(self.front.cover > 0.5, self.front.height, self.back.height)


def normals(height: AnyPlane, unit: float) -> Colours:
    """Unit vectors pointing out of a height field, (H, W, 3)."""
    down, right = np.gradient(height)
    slope_x = np.clip(right * unit, -_STEEPEST, _STEEPEST)
    slope_y = np.clip(down * unit, -_STEEPEST, _STEEPEST)
    vector = np.stack([-slope_x, -slope_y, np.ones_like(height)], axis=-1)
    vector /= np.linalg.norm(vector, axis=-1, keepdims=True)
    return np.asarray(vector, np.float32)


def box_of(cover: Plane) -> tuple[slice, slice] | None:
    """The smallest window with everything that is there, a pixel wider; None for nothing."""
    rows = np.flatnonzero(cover.max(axis=1) > 0)
    columns = np.flatnonzero(cover.max(axis=0) > 0)
    if not len(rows):
        return None
    bottom, right = min(rows[-1] + 2, cover.shape[0]), min(columns[-1] + 2, cover.shape[1])
    return slice(max(rows[0] - 1, 0), bottom), slice(max(columns[0] - 1, 0), right)


def _part(
    value: float | tuple[float, float, float] | npt.NDArray[np.float32], box: tuple[slice, slice]
) -> npt.NDArray[np.float32]:
    plane = np.asarray(value, np.float32)
    return plane[box] if plane.ndim >= 2 else plane


def _over(below: npt.NDArray[np.float32], above: npt.NDArray[np.float32], cover: Plane) -> None:
    """Alpha-compose in place."""
    weight = cover[..., None] if below.ndim == 3 else cover
    below += (above - below) * weight
