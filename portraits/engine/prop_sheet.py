"""A prop drawn once, seen from the front, with its depth: what a live camera turns and places.

A browser lays each sheet on a grid of GRID x GRID points whose depth is known, so that one picture
follows a head that turns.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from .geometry import Plane, Points
from .prop_shapes import Layer, Shape, draw_part
from .prop_stand import expanded, points_of

# Pixels of one face unit (eye distance): a face that fills a 720-line picture has about as many.
UNIT = 160
# What a shape, its shadow and its hairs may reach beyond their points, in face units.
MARGIN = 0.12
GRID = 9
# A lamp above the camera, as over a mirror.
LAMP = np.array([0, -0.41, 0.91], np.float32)
# Hair of no particular person.
BROWN = (66, 48, 38)
PLACES = ("behind", "skin", "front")


@dataclass(frozen=True, eq=False)
class PropSheet:
    """One layer of a prop: where it is seen, its picture (H, W, 4) RGBA, its box (left, top, right,
    bottom) in face units, and the depth (GRID, GRID) of the grid over that box."""

    place: str
    picture: npt.NDArray[np.uint8]
    box: tuple[float, float, float, float]
    depths: Plane


def draw_sheets(step: Mapping[str, Any]) -> list[PropSheet]:
    """The sheets of a prop's recipe, those behind first. Raises: BadPack."""
    shapes = list(expanded(step["shapes"], step.get("symbols", {})))
    layers = [(place, _seen_at(shapes, place)) for place in PLACES]
    return [_draw_sheet(place, chosen) for place, chosen in layers if chosen]


def _seen_at(shapes: Sequence[Shape], place: str) -> list[Shape]:
    return [shape for shape in shapes if shape.get("where", "front") == place]


def _draw_sheet(place: str, shapes: Sequence[Shape]) -> PropSheet:
    points = _full([point for shape in shapes for point in points_of(shape)])
    low, high = points[:, :2].min(axis=0) - MARGIN, points[:, :2].max(axis=0) + MARGIN
    width, height = (max(4, round(float(side) * UNIT)) for side in high - low)
    layer = Layer.clear((height, width))

    def placed(own: Any) -> Points:
        return np.asarray((_full(own)[:, :2] - low) * UNIT, np.float32)

    for shape in shapes:
        colour = BROWN if shape["colour"] == "brow" else shape["colour"]
        draw_part(layer, {**shape, "colour": colour}, placed, UNIT, LAMP)
    box = (float(low[0]), float(low[1]), float(high[0]), float(high[1]))
    return PropSheet(place, _straight(layer), box, _depths(points, box))


def _full(points: Sequence[Sequence[float]]) -> Plane:
    return np.array([(*point, 0.0)[:3] for point in points], np.float32)


def _straight(layer: Layer) -> npt.NDArray[np.uint8]:
    """RGBA with straight alpha, as picture files have it."""
    cover = np.maximum(layer.cover, np.float32(1e-3))[..., None]
    rgba = np.asarray(np.dstack((layer.colour / cover, layer.cover)), np.float32)
    return np.asarray(np.clip(rgba * np.float32(255) + np.float32(0.5), 0, 255), np.uint8)


def _depths(points: Plane, box: tuple[float, float, float, float]) -> Plane:
    """Depth over the grid: that of the points around, the nearer the heavier."""
    x = np.linspace(box[0], box[2], GRID, dtype=np.float32)
    y = np.linspace(box[1], box[3], GRID, dtype=np.float32)
    grid = np.stack(np.meshgrid(x, y), axis=-1)[:, :, None]
    away = ((grid - points[:, :2]) ** 2).sum(axis=-1)
    weight = 1 / (away + np.float32(0.004))
    return np.asarray((weight * points[:, 2]).sum(axis=-1) / weight.sum(axis=-1), np.float32)
