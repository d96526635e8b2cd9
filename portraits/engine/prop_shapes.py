"""Shapes of a prop: outlines, lines and hairs, with the material each is made of.

Everything is drawn into a layer: colours and coverage, float32, nearer shapes over farther ones.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

import cv2
import numpy as np

from .frame import Region, region_around, smooth_curve
from .geometry import Mask, Plane, Points
from .paper import paper
from .raster import blur

Shape: TypeAlias = Mapping[str, Any]
# Subpixels along each axis: thin rims and single hairs need clean edges.
FINE = 3
AMBIENT = 0.42


@dataclass(frozen=True, eq=False)
class Layer:
    """What a prop shows: `colour` (H, W, 3) premultiplied 0..1, `cover` (H, W) 0..1."""

    colour: Plane
    cover: Mask

    @classmethod
    def clear(cls, shape: tuple[int, int]) -> Layer:
        """Nothing drawn yet."""
        return cls(np.zeros((*shape, 3), np.float32), np.zeros(shape, np.float32))

    def lay(self, region: Region, colour: Plane, cover: Mask) -> None:
        """Put `colour` (h, w, 3) with its coverage over what is there."""
        left = 1 - cover
        self.colour[region.slices] *= left[..., None]
        self.colour[region.slices] += colour * cover[..., None]
        self.cover[region.slices] = self.cover[region.slices] * left + cover


def draw_part(
    layer: Layer, shape: Shape, place: Callable[[Any], Points], unit: float, lamp: Plane
) -> None:
    """Draw hairs or a shape whose own points `place` brings into the layer's pixels."""
    if "roots" in shape:
        draw_hairs(layer, shape, place(shape["roots"]), place(shape["tips"]), unit)
        return
    points = place(shape.get("outline") or shape["line"])
    if shape.get("smooth"):
        points = smooth_curve(points, closed="outline" in shape)
    draw_shape(layer, shape, points, unit, lamp)


def draw_shape(layer: Layer, shape: Shape, points: Points, unit: float, lamp: Plane) -> None:
    """Draw one shape whose outline or line is `points` (N, 2) in the layer's pixels.

    Material keys: colour, opacity (a share, or [top, bottom]), bevel and width in face units,
    barrel (how far the sides turn away), gloss 0-100, metal (bool), texture 0-100, soft 0-100
    (thin petals let light through), lift (height over what lies below), feather.
    """
    width = float(shape.get("width", 0)) * unit
    feather = float(shape.get("feather", 0)) * unit
    lift = float(shape.get("lift", 0)) * unit
    margin = width + 3 * (feather + lift) + 2
    region = region_around(points, margin, layer.cover.shape)
    if min(region.shape) < 1:
        return
    local = points - region.corner
    mask = stroked(local, region.shape, width) if width else outlined(local, region.shape)
    if lift:
        _shade_below(layer, region, mask, lift, lamp)
    cover = blur(mask, feather) if feather > 0.4 else mask
    colour = _lit(shape, mask, local, unit, lamp)
    layer.lay(region, colour, cover * _opacity(shape, local, region.shape))


def outlined(points: Points, shape: tuple[int, int]) -> Mask:
    """Coverage (H, W) of a polygon, averaged from subpixels."""
    canvas = np.zeros((shape[0] * FINE, shape[1] * FINE), np.uint8)
    cv2.fillPoly(canvas, [_fixed(points)], 255, shift=4)
    return _averaged(canvas, shape)


def stroked(points: Points, shape: tuple[int, int], width: float) -> Mask:
    """Coverage (H, W) of a line of that width in pixels, round at its ends."""
    canvas = np.zeros((shape[0] * FINE, shape[1] * FINE), np.uint8)
    cv2.polylines(canvas, [_fixed(points)], False, 255, max(1, round(width * FINE)), shift=4)
    return _averaged(canvas, shape)


def _fixed(points: Points) -> Any:
    return np.round(((points + 0.5) * FINE - 0.5) * 16).astype(np.int32)


def _averaged(canvas: Any, shape: tuple[int, int]) -> Mask:
    small = cv2.resize(canvas, shape[::-1], interpolation=cv2.INTER_AREA)
    return np.asarray(small.astype(np.float32) / np.float32(255))


def _shade_below(layer: Layer, region: Region, mask: Mask, lift: float, lamp: Plane) -> None:
    """A near shape darkens what it hangs over, away from the lamp."""
    move = np.array([[1, 0, -lamp[0] * lift], [0, 1, -lamp[1] * lift]], np.float64)
    dark = blur(cv2.warpAffine(mask, move, mask.shape[::-1]).astype(np.float32), lift * 0.8)
    layer.colour[region.slices] *= (1 - 0.5 * dark)[..., None]


def _opacity(shape: Shape, local: Points, size: tuple[int, int]) -> Any:
    value = shape.get("opacity", 1.0)
    if not isinstance(value, list):
        return np.float32(value)
    top, bottom = float(local[:, 1].min()), float(local[:, 1].max())
    share = (np.arange(size[0], dtype=np.float32) - top) / max(bottom - top, 1.0)
    ramp = value[0] + (value[1] - value[0]) * np.clip(share, 0, 1)
    return ramp.astype(np.float32)[:, None]


def _lit(shape: Shape, mask: Mask, local: Points, unit: float, lamp: Plane) -> Plane:
    """Colours (H, W, 3) of the material under the lamp."""
    base = np.asarray(shape["colour"], np.float32) / np.float32(255)
    if "texture" in shape:
        rough = paper(mask.shape, max(0.6, unit / 170), 77) * (float(shape["texture"]) / 100)
        base = base * (1 + 0.5 * rough[..., None])
    if not any(key in shape for key in ("bevel", "barrel", "metal", "gloss")):
        return np.asarray(np.broadcast_to(base, (*mask.shape, 3)), np.float32)
    normal = _normals(shape, mask, local, unit)
    facing = np.clip(normal @ lamp, 0, 1)
    facing = facing + (1 - facing) * np.float32(float(shape.get("soft", 0)) / 100)
    if shape.get("metal"):
        return _metal(base, normal, facing)
    lit = base * (AMBIENT + (1.15 - AMBIENT) * facing)[..., None]
    if not shape.get("gloss"):
        return np.asarray(lit, np.float32)
    halfway = lamp + np.array([0, 0, 1], np.float32)
    glint = np.clip(normal @ (halfway / np.linalg.norm(halfway)), 0, 1) ** 40
    return np.asarray(lit + (glint * float(shape["gloss"]) / 100)[..., None], np.float32)


def _normals(shape: Shape, mask: Mask, local: Points, unit: float) -> Plane:
    """Unit normals (H, W, 3) of a rounded edge `bevel` wide, and of a barrel across the shape."""
    slope_x = np.zeros(mask.shape, np.float32)
    slope_y = np.zeros(mask.shape, np.float32)
    bevel = float(shape.get("bevel", 0)) * unit
    if bevel > 0.5:
        inside = (mask > 0.5).astype(np.uint8)
        depth = cv2.distanceTransform(np.pad(inside, 1), cv2.DIST_L2, 5)[1:-1, 1:-1]
        rise = np.clip(depth / bevel, 0, 1)
        height = blur((np.sqrt(1 - (1 - rise) ** 2) * bevel).astype(np.float32), 0.12 * bevel + 0.5)
        slope_x = -cv2.Sobel(height, cv2.CV_32F, 1, 0, scale=1 / 8)
        slope_y = -cv2.Sobel(height, cv2.CV_32F, 0, 1, scale=1 / 8)
    if "barrel" in shape:
        left, right = float(local[:, 0].min()), float(local[:, 0].max())
        across = (np.arange(mask.shape[1], dtype=np.float32) - (left + right) / 2) / max(
            (right - left) / 2, 1.0
        )
        slope_x = slope_x + np.clip(across, -1, 1)[None] * np.float32(shape["barrel"])
    length = np.sqrt(slope_x**2 + slope_y**2 + 1)
    return np.dstack((slope_x / length, slope_y / length, 1 / length)).astype(np.float32)


def _metal(base: Plane, normal: Plane, facing: Mask) -> Plane:
    """Polished metal mirrors a bright room above, a dark floor below, a window to the side."""
    up = -2 * normal[..., 1] * normal[..., 2]
    side = 2 * normal[..., 0] * normal[..., 2]
    sky = np.clip(up * 1.6 + 0.55, 0, 1)
    window = np.exp(-(((side + 0.45) / 0.22) ** 2)) * np.exp(-(((up - 0.35) / 0.35) ** 2))
    shine = 0.28 + 0.62 * sky * (0.6 + 0.4 * facing) + 0.25 * facing
    return np.asarray(base * shine[..., None] + (0.75 * window)[..., None] * (0.4 + 0.6 * base))


def draw_hairs(layer: Layer, shape: Shape, roots: Points, tips: Points, unit: float) -> None:
    """Strands from a curve of roots to a curve of tips, each a little different, always the same.

    Keys: count, width and bend in face units, colour, vary 0-100, seed, opacity.
    """
    points = np.concatenate((roots, tips))
    region = region_around(points, 0.25 * unit, layer.cover.shape)
    if min(region.shape) < 2:
        return
    height, width = region.shape
    canvas = np.zeros((height * FINE, width * FINE, 3), np.uint8)
    cover = np.zeros((height * FINE, width * FINE), np.uint8)
    strands = _strands(shape, roots - region.corner, tips - region.corner, unit)
    thick = max(1, round(float(shape["width"]) * unit * FINE))
    base = np.asarray(shape["colour"], np.float32)
    for points, tone in strands:
        colour = np.clip(base * tone, 0, 255)
        for end, thickness in ((len(points), max(1, thick // 2)), (len(points) * 2 // 3, thick)):
            line = _fixed(points[:end])
            cv2.polylines(canvas, [line], False, colour.tolist(), thickness, shift=4)
            cv2.polylines(cover, [line], False, 255, thickness, shift=4)
    share = _averaged(cover, region.shape)
    small = cv2.resize(canvas, region.shape[::-1], interpolation=cv2.INTER_AREA)
    whole = np.maximum(share, np.float32(1e-3)) * np.float32(255)
    colours = np.asarray(small / whole[..., None], np.float32)
    layer.lay(region, colours, share * np.float32(shape.get("opacity", 1)))


def _strands(shape: Shape, roots: Points, tips: Points, unit: float) -> list[tuple[Points, float]]:
    count, seed = int(shape["count"]), int(shape.get("seed", 1))
    chance = np.random.default_rng(seed).uniform(-1, 1, (count, 6)).astype(np.float32)
    roots, tips = smooth_curve(roots, closed=False), smooth_curve(tips, closed=False)
    bend = np.asarray(shape.get("bend", (0, 0)), np.float32) * unit
    vary = float(shape.get("vary", 40)) / 100
    t = np.linspace(0, 1, 7, dtype=np.float32)[:, None]
    strands = []
    for k in range(count):
        along = (k * 0.61803) % 1.0
        root = _on(roots, along) + chance[k, :2] * 0.018 * unit
        tip = _on(tips, np.clip(along + 0.05 * chance[k, 2], 0, 1)) + chance[k, 3:5] * 0.03 * unit
        middle = (root + tip) / 2 + bend * (1 + 0.4 * chance[k, 5])
        curve = root * (1 - t) ** 2 + middle * (2 * t * (1 - t)) + tip * t**2
        strands.append((curve, float(1 + vary * chance[k, 2])))
    return strands


def _on(curve: Points, share: float) -> Points:
    at = float(share) * (len(curve) - 1)
    low = min(int(at), len(curve) - 2)
    return np.asarray(curve[low] + (curve[low + 1] - curve[low]) * (at - low), np.float32)
