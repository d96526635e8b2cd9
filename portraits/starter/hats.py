"""Hats seen from a little below their brim: brim, crown and band as reliefs over the forehead."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from portraits.starter.canvas import Canvas, Plane, Points
from portraits.starter.garments import both_sides
from portraits.starter.relief import Relief, cushion, fill, soft
from portraits.starter.stage import Stage, Surface


@dataclass(frozen=True)
class Brim:
    """Half width, how far its front hangs under the band, how far its sides rise; y of the band."""

    width: float = 1.95
    front: float = 0.16
    back: float = 0.3
    lift: float = 0.25
    y: float = -0.92
    thick: float = 0.06


def place_brim(stage: Stage, brim: Brim, surface: Surface, bump: Plane | None = None) -> None:
    """The brim, in front of forehead and hair."""
    canvas = stage.canvas
    x, y = canvas.grid()
    outline = _brim_outline(brim)
    rim = cushion(canvas, outline, base=0, depth=brim.thick, bulge=0.07)
    share = np.clip(np.abs(x) / brim.width, 0, 1)
    middle = brim.y - brim.lift * share**2
    slope = np.clip((y - middle) / (brim.front + brim.back), -1, 1)
    height = 1.15 + 0.75 * slope * np.sqrt(1 - 0.9 * share**2) - 0.8 * share**2 + rim.height
    smooth = soft(np.asarray(height, np.float32), 0.02 * canvas.unit)
    stage.place_front(Relief(smooth, rim.cover), surface, bump=bump)


def _brim_outline(brim: Brim) -> Points:
    x = np.linspace(-1, 1, 81)
    arch = np.sqrt(np.clip(1 - np.abs(x) ** 2.2, 0, 1))
    middle = brim.y - brim.lift * x**2
    front = np.stack([x * brim.width, middle + brim.front * arch], 1)
    back = np.stack([x * brim.width, middle - brim.back * arch], 1)
    return np.concatenate([front, back[::-1]]).astype(np.float32)


def place_crown(
    stage: Stage, half: npt.ArrayLike, surface: Surface, bump: Plane | None = None
) -> Relief:
    """What rises above the brim; `half` is its left outline from the top to the band."""
    outline = both_sides(half)
    crown = cushion(stage.canvas, outline, base=0.35, depth=1.25, bulge=1.15)
    stage.place_front(crown, surface, bump=bump)
    return crown


def place_band(
    stage: Stage, crown: Relief, y: float, height: float, sag: float, surface: Surface
) -> None:
    """A ribbon around the foot of a crown; `sag` is how far its middle hangs lower."""
    canvas = stage.canvas
    band = fill(canvas, _band_outline(y, height, sag)) * crown.cover
    stage.place_front(Relief(crown.height + 0.04, band), surface, bump=0.05 * _edge(canvas, band))


def _band_outline(y: float, height: float, sag: float) -> Points:
    x = np.linspace(-1.9, 1.9, 61)
    low = y + sag * (1 - (x / 1.5) ** 2)
    return np.concatenate([np.stack([x, low], 1), np.stack([x, low - height], 1)[::-1]]).astype(
        np.float32
    )


def _edge(canvas: Canvas, band: Plane) -> Plane:
    return soft(band, 0.03 * canvas.unit)
