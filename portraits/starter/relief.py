"""Shapes as reliefs: a height towards the viewer and a coverage, for every pixel.

A portrait is seen from the front with a long lens, so each part of it is a height field. Spheres,
tubes and cushions have closed forms; parts grow together with a soft maximum of their heights.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from portraits.starter.canvas import Canvas, Plane, Points, Window
from portraits.starter.texture import ramp

_SHIFT = 4
FAR = -20.0


@dataclass(frozen=True)
class Relief:
    """height: float32 (H, W) in head units, usable a little beyond the edge; cover: 0..1."""

    height: Plane
    cover: Plane

    def raised(self, amount: Plane | float) -> Relief:
        """The same outline, lifted (or, when negative, lowered)."""
        return Relief(np.asarray(self.height + amount, np.float32), self.cover)

    def cut(self, keep: Plane) -> Relief:
        """Only the part where `keep` is 1."""
        return Relief(self.height, np.asarray(self.cover * keep, np.float32))


def curve(points: npt.ArrayLike, *, closed: bool = False, steps: int = 24) -> Points:
    """A Catmull-Rom curve through the points, any number of columns, float32."""
    knots = np.asarray(points, np.float32)
    padded = np.concatenate(
        [knots[-1:], knots, knots[:2]] if closed else [knots[:1], knots, knots[-1:]]
    )
    t = np.linspace(0, 1, steps, endpoint=False, dtype=np.float32)[:, None]
    pieces = [_segment(padded[i : i + 4], t) for i in range(len(padded) - 3)]
    if not closed:
        pieces.append(knots[-1:])
    return np.concatenate(pieces).astype(np.float32)


def _segment(knots: Points, t: Points) -> Points:
    a, b, c, d = knots
    return np.asarray(
        0.5
        * (
            2 * b
            + (c - a) * t
            + (2 * a - 5 * b + 4 * c - d) * t**2
            + (3 * b - a - 3 * c + d) * t**3
        ),
        np.float32,
    )


def mirrored(points: npt.ArrayLike) -> list[tuple[float, ...]]:
    """A left half given from top to bottom, followed by its mirror image from bottom to top."""
    half = np.asarray(points, np.float64)
    other = half[::-1].copy()
    other[:, 0] *= -1
    if abs(half[-1, 0]) < 1e-6:
        other = other[1:]
    return [tuple(row) for row in np.concatenate([half, other])]


def fill(canvas: Canvas, outline: npt.ArrayLike) -> Plane:
    """Coverage of a polygon with a smooth edge, 0..1 (drawn at twice the size)."""
    big = np.zeros((canvas.height * 2, canvas.width * 2), np.uint8)
    pixels = (canvas.to_pixels(outline) + 0.5) * 2 - 0.5
    fixed = np.round(pixels * 2**_SHIFT).astype(np.int32)
    cv2.fillPoly(big, [fixed], 255, cv2.LINE_AA, _SHIFT)
    small = cv2.resize(big, (canvas.width, canvas.height), interpolation=cv2.INTER_AREA)
    return np.asarray(small, np.float32) / np.float32(255)


def soft(plane: Plane, sigma: float) -> Plane:
    """Gaussian blur with sigma in pixels; wide ones are done on a smaller copy."""
    if sigma < 0.3:
        return plane
    shrink = max(1, int(sigma / 4))
    if shrink == 1:
        return np.asarray(cv2.GaussianBlur(plane, (0, 0), sigma), np.float32)
    size = (max(1, plane.shape[1] // shrink), max(1, plane.shape[0] // shrink))
    small = cv2.resize(plane, size, interpolation=cv2.INTER_AREA)
    small = cv2.GaussianBlur(small, (0, 0), sigma / shrink)
    whole = (plane.shape[1], plane.shape[0])
    return np.asarray(cv2.resize(small, whole, interpolation=cv2.INTER_CUBIC), np.float32)


def ellipsoid(
    canvas: Canvas, centre: tuple[float, float, float], radii: tuple[float, float, float]
) -> Relief:
    """The front half of an ellipsoid."""
    reach = np.array(radii[:2]) + 6 / canvas.unit
    part, window = canvas.part(np.array(centre[:2]) - reach, np.array(centre[:2]) + reach)
    x, y = part.grid()
    q = ((x - centre[0]) / radii[0]) ** 2 + ((y - centre[1]) / radii[1]) ** 2
    height = centre[2] + radii[2] * np.sqrt(np.clip(1 - q, 0, 1))
    rim = (1 - np.sqrt(q)) * np.float32(min(radii[:2]) * canvas.unit)
    return _laid_in(canvas, window, height, np.clip(rim + 0.5, 0, 1), centre[2])


def cushion(
    canvas: Canvas, outline: npt.ArrayLike, *, base: float, depth: float, bulge: float
) -> Relief:
    """A padded shape: rises `depth` over a distance `bulge` from its outline (a quarter round)."""
    points = np.asarray(outline, np.float32)[:, :2]
    part, window = canvas.part(points.min(axis=0) - 0.15, points.max(axis=0) + 0.15)
    cover = fill(part, points)
    height = rounded(part, cover, base=base, depth=depth, bulge=bulge)
    return _laid_in(canvas, window, height, cover, base)


def _laid_in(canvas: Canvas, window: Window, height: Plane, cover: Plane, outside: float) -> Relief:
    whole = Relief(canvas.blank(outside), canvas.blank())
    whole.height[window] = height
    whole.cover[window] = cover
    return whole


def rounded(canvas: Canvas, cover: Plane, *, base: float, depth: float, bulge: float) -> Plane:
    """Height of a padded shape over any coverage."""
    inside = cv2.distanceTransform((cover > 0.5).astype(np.uint8), cv2.DIST_L2, 5)
    t = np.clip(inside / np.float32(bulge * canvas.unit), 0, 1)
    lift = np.sqrt(np.clip(1 - (1 - t) ** 2, 0, 1)) * np.float32(depth)
    smooth = soft(lift.astype(np.float32), 0.03 * canvas.unit)
    return np.asarray(base + smooth, np.float32)


def tube(canvas: Canvas, path: npt.ArrayLike, radius: float | npt.ArrayLike) -> Relief:
    """A round cord along a curve in space, path (N, 3); the radius may change along it."""
    line = np.asarray(path, np.float32)
    radii = np.broadcast_to(np.asarray(radius, np.float32), (len(line),))
    line, radii = _dense(line, radii, 0.12)
    height = canvas.blank(FAR)
    rim = canvas.blank(-4)
    pixels = canvas.to_pixels(line)
    for (px, py), z, r in zip(pixels, line[:, 2], radii, strict=True):
        _stamp(height, rim, (float(px), float(py)), float(z), float(r), canvas.unit)
    cover = np.clip(rim + 0.5, 0, 1).astype(np.float32)
    return Relief(spread(height, cover > 0.02), cover)


def _dense(line: Points, radii: Plane, share: float) -> tuple[Points, Plane]:
    """Samples no further apart than a share of the radius."""
    steps = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(line, axis=0), axis=1))])
    gap = max(share * float(radii.mean()), 1e-3)
    at = np.linspace(0, steps[-1], int(steps[-1] / gap) + 2)
    columns = [np.interp(at, steps, line[:, i]) for i in range(3)]
    return np.stack(columns, 1).astype(np.float32), np.interp(at, steps, radii).astype(np.float32)


def _stamp(
    height: Plane, rim: Plane, at: tuple[float, float], z: float, radius: float, unit: float
) -> None:
    """Raise `height` to a ball's front and `rim` to the pixels inside its edge."""
    reach = radius * unit
    left, right = int(at[0] - reach) - 1, int(at[0] + reach) + 3
    top, bottom = int(at[1] - reach) - 1, int(at[1] + reach) + 3
    left, top = max(left, 0), max(top, 0)
    if right <= left or bottom <= top:
        return
    window = np.s_[top:bottom, left:right]
    rows, columns = height[window].shape
    if not rows or not columns:
        return
    dx = np.arange(left, left + columns, dtype=np.float32) - np.float32(at[0])
    dy = np.arange(top, top + rows, dtype=np.float32) - np.float32(at[1])
    d2 = dx[None, :] ** 2 + dy[:, None] ** 2
    ball = z + np.sqrt(np.clip(reach**2 - d2, 0, None)) / unit
    ball[d2 > (reach + 1.5) ** 2] = FAR
    np.maximum(height[window], ball, out=height[window])
    np.maximum(rim[window], reach - np.sqrt(d2), out=rim[window])


def spread(height: Plane, known: npt.NDArray[np.bool_], rounds: int = 3) -> Plane:
    """Continue a height a few pixels past its edge, so that its slope has no cliff there."""
    grown = np.full_like(height, FAR)
    rows, columns = np.flatnonzero(known.any(axis=1)), np.flatnonzero(known.any(axis=0))
    if not len(rows):
        return grown
    top, left = max(rows[0] - rounds, 0), max(columns[0] - rounds, 0)
    window = np.s_[top : rows[-1] + rounds + 1, left : columns[-1] + rounds + 1]
    near = np.where(known[window], height[window], np.float32(FAR)).astype(np.float32)
    kernel = np.ones((3, 3), np.uint8)
    for _ in range(rounds):
        near = np.where(near <= FAR, cv2.dilate(near, kernel), near).astype(np.float32)
    grown[window] = near
    return grown


def union(a: Relief, b: Relief, blend: float = 0.0) -> Relief:
    """Both parts; where they meet, they melt together over about `blend` head units."""
    high_a = np.where(a.cover > 0.02, a.height, np.float32(FAR))
    high_b = np.where(b.cover > 0.02, b.height, np.float32(FAR))
    top = np.maximum(high_a, high_b)
    if blend > 0:
        gap = np.clip(1 - np.abs(high_a - high_b) / np.float32(blend), 0, 1)
        top = top + gap**2 * np.float32(blend * 0.25)
    cover = np.maximum(a.cover, b.cover)
    return Relief(spread(top.astype(np.float32), cover > 0.02), cover)


def hill(
    canvas: Canvas, centre: tuple[float, float], radii: tuple[float, float], lean: float = 0
) -> Plane:
    """A Gaussian bump of height 1; `lean` turns it (radians)."""
    x, y = canvas.grid()
    dx, dy = x - np.float32(centre[0]), y - np.float32(centre[1])
    c, s = np.float32(np.cos(lean)), np.float32(np.sin(lean))
    u, v = (dx * c + dy * s) / np.float32(radii[0]), (dy * c - dx * s) / np.float32(radii[1])
    return np.asarray(np.exp(-0.5 * (u * u + v * v)), np.float32)


def along(canvas: Canvas, path: npt.ArrayLike, width: float) -> Plane:
    """1 on a curve, falling to 0 like a bell `width` head units to either side."""
    mask = np.full(canvas.shape, 255, np.uint8)
    fixed = np.round(canvas.to_pixels(path) * 2**_SHIFT).astype(np.int32)
    cv2.polylines(mask, [fixed], False, 0, 1, cv2.LINE_8, _SHIFT)
    away = cv2.distanceTransform(mask, cv2.DIST_L2, 5) / np.float32(width * canvas.unit)
    return np.asarray(np.exp(-0.5 * away * away), np.float32)


def inside(canvas: Canvas, outline: npt.ArrayLike, feather: float) -> Plane:
    """Coverage of an outline whose edge is `feather` head units soft, inwards only."""
    return ramp(soft(fill(canvas, outline), feather * canvas.unit * 0.5), 0.5, 0.98)


def circle(x: float, y: float, radius: float, squash: float = 1.0) -> Points:
    """A closed outline of 40 points."""
    t = np.linspace(0, 2 * np.pi, 40, endpoint=False)
    return np.stack([x + radius * np.cos(t), y + radius * squash * np.sin(t)], 1).astype(np.float32)
