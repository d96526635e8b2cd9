"""Colour of a whole picture: curves, matrices, tints, grain, vignette.

All pure colour steps that follow one another become a single table, so that five of them cost
as much as one, and a browser can load the same table as a texture.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image, ImageFilter

from .geometry import Pixels, Plane
from .raster import LUMA

TABLE_SIDE = 33


def grade(pixels: Pixels, steps: Sequence[dict[str, Any]]) -> Pixels:
    """Apply `grade` steps in order to an (H, W, 3) picture through one table."""
    lut = _table(json.dumps(list(steps), sort_keys=True))
    return np.asarray(Image.fromarray(pixels).filter(lut))


def grade_table(steps: Sequence[dict[str, Any]]) -> Plane:
    """The table (TABLE_SIDE ** 3, 3) in 0..1 of the `grade` steps; red changes fastest."""
    table = _identity()
    for step in steps:
        table = _graded(table, step)
    return np.asarray(np.clip(table, 0, 1), np.float32)


@lru_cache(maxsize=64)
def _table(steps: str) -> ImageFilter.Color3DLUT:
    """The table of grade steps written as JSON; kept, since a worker uses few and each often."""
    table = grade_table(json.loads(steps))
    return ImageFilter.Color3DLUT(TABLE_SIDE, table.ravel().tolist())


def _identity() -> Plane:
    axis = np.linspace(0, 1, TABLE_SIDE, dtype=np.float32)
    blue, green, red = np.meshgrid(axis, axis, axis, indexing="ij")
    return np.stack((red, green, blue), axis=-1).reshape(-1, 3)


def _graded(colours: Plane, step: dict[str, Any]) -> Plane:
    colours = colours * np.float32(2.0 ** float(step.get("exposure", 0)))
    if "mono" in step:
        colours = _mono(colours, step["mono"])
    if "matrix" in step:
        colours = colours @ np.asarray(step["matrix"], dtype=np.float32).T
    colours = _saturated(np.clip(colours, 0, 1), float(step.get("saturation", 1)))
    curves = step.get("curves", {})
    colours = _curved(colours, curves)
    colours = _tinted(colours, step.get("shadows"), lambda y: (1 - y) ** 2)
    return _tinted(colours, step.get("highlights"), lambda y: y**2)


def _mono(colours: Plane, weights: Sequence[float]) -> Plane:
    share = np.asarray(weights, dtype=np.float32)
    grey = colours @ (share / share.sum())
    return np.repeat(grey[:, None], 3, axis=1)


def _saturated(colours: Plane, amount: float) -> Plane:
    grey = (colours @ LUMA)[:, None]
    return np.asarray(np.clip(grey + (colours - grey) * np.float32(amount), 0, 1))


def _curved(colours: Plane, curves: dict[str, Any]) -> Plane:
    bent = colours
    if "master" in curves:
        bent = curve(curves["master"], bent)
    for channel, name in enumerate(("red", "green", "blue")):
        if name in curves:
            bent = bent.copy()
            bent[:, channel] = curve(curves[name], bent[:, channel])
    return bent


def _tinted(colours: Plane, tint: dict[str, Any] | None, share: Any) -> Plane:
    """Push towards a colour without changing brightness: the tint is balanced to grey first."""
    if tint is None:
        return colours
    colour = np.asarray(tint["colour"], dtype=np.float32) / np.float32(255)
    push = (colour - colour @ LUMA) * np.float32(tint["amount"] / 100)
    return np.asarray(np.clip(colours + share(colours @ LUMA)[:, None] * push, 0, 1))


def curve(points: Sequence[Sequence[float]], values: Plane) -> Plane:
    """A monotone cubic curve through `points` [[x, y], ...], evaluated at `values` in 0..1.

    References: Fritsch and Carlson, Monotone piecewise cubic interpolation, 1980.
    """
    x, y = np.asarray(points, dtype=np.float64).T
    secant = np.diff(y) / np.diff(x)
    slope = np.concatenate((secant[:1], (secant[1:] + secant[:-1]) / 2, secant[-1:]))
    limit = 3 * np.minimum(
        np.abs(np.concatenate((secant[:1], secant))), np.abs(np.concatenate((secant, secant[-1:])))
    )
    slope = np.sign(slope) * np.minimum(np.abs(slope), limit)
    place = np.clip(np.searchsorted(x, values, side="right") - 1, 0, len(x) - 2)
    width = x[place + 1] - x[place]
    t = np.clip((values - x[place]) / width, 0, 1)
    bent = (
        (2 * t**3 - 3 * t**2 + 1) * y[place]
        + (t**3 - 2 * t**2 + t) * width * slope[place]
        + (3 * t**2 - 2 * t**3) * y[place + 1]
        + (t**3 - t**2) * width * slope[place + 1]
    )
    return np.asarray(bent, dtype=np.float32)


def toned(pixels: Pixels, points: Sequence[Sequence[float]]) -> Pixels:
    """uint8 pixels through the curve through `points` [[x, y], ...] in 0..1."""
    bent = curve(points, np.linspace(0, 1, 256, dtype=np.float32))
    table = np.round(np.clip(bent, 0, 1) * 255).astype(np.uint8)
    return np.asarray(cv2.LUT(pixels, table), np.uint8)


@lru_cache(maxsize=8)
def _grain_tile(size: float, seed: int, colour: bool, deviation: float) -> npt.NDArray[np.int16]:
    """A tile of film-like noise of levels, mean 0, that repeats without a seam; (512, 512) where
    every channel has the same, else (512, 512, 3)."""
    side, channels = 512, 3 if colour else 1
    noise = np.random.default_rng(seed).standard_normal((side, side, channels), dtype=np.float32)
    wrapped = np.pad(noise, ((16, 16), (16, 16), (0, 0)), mode="wrap")
    soft = cv2.GaussianBlur(wrapped, (0, 0), max(size, 0.3)).reshape(side + 32, side + 32, -1)
    tile = soft[16:-16, 16:-16]
    levels = np.round(tile / tile.std() * np.float32(deviation)).clip(-100, 100)
    return np.asarray(levels if colour else levels[..., 0], np.int16)


def grain(pixels: Pixels, step: dict[str, Any]) -> Pixels:
    """Add grain, strongest in the middle tones as in an emulsion; the seed fixes every grain.

    Keys: amount 0-100, size in pixels at 1600 px, seed, colour (bool).
    """
    height, width = pixels.shape[:2]
    size = float(step.get("size", 1.0)) * max(height, width) / 1600
    # 18 of 255 at amount 100: coarse, clearly visible, never snow.
    deviation = 18 * float(step["amount"]) / 100
    chosen = int(step.get("seed", 1)), bool(step.get("colour", False))
    tile = _grain_tile(round(size, 1), *chosen, deviation)
    reps = -(-height // 512), -(-width // 512), 1
    spread = np.tile(tile, reps[: tile.ndim])[:height, :width]
    weight = cv2.LUT(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY), _grain_weights())
    if spread.ndim == 3:
        weight = cv2.cvtColor(weight, cv2.COLOR_GRAY2RGB)
    shifted = cv2.multiply(spread, weight, scale=1 / 255, dtype=cv2.CV_16S)
    if spread.ndim == 2:
        shifted = cv2.merge([shifted] * 3)
    return np.asarray(cv2.add(pixels, shifted, dtype=cv2.CV_8U), dtype=np.uint8)


@lru_cache(maxsize=1)
def _grain_weights() -> Pixels:
    level = np.linspace(0, 1, 256)
    return np.round(255 * (0.35 + 0.65 * np.sin(np.pi * level) ** 0.7)).astype(np.uint8)


def vignette(pixels: Pixels, centre: Sequence[float], step: dict[str, Any]) -> Pixels:
    """Darken (or, with a negative amount, lighten) away from `centre` (x, y) in pixels.

    Keys: amount -100..100, reach 0..1 (where it begins, as share of the half diagonal).
    """
    return times(pixels, vignette_gain(pixels.shape[:2], centre, step))


def vignette_gain(
    shape: tuple[int, ...], centre: Sequence[float], step: dict[str, Any]
) -> npt.NDArray[np.uint16]:
    """What `times` makes that vignette of, for every picture of a shape (H, W)."""
    height, width = shape
    small_w, small_h = 96, max(2, round(96 * height / width))
    y, x = np.mgrid[0:small_h, 0:small_w].astype(np.float32)
    away = np.hypot(
        (x + 0.5) * width / small_w - centre[0], (y + 0.5) * height / small_h - centre[1]
    ) / (np.hypot(width, height) / 2)
    begin = float(step.get("reach", 0.35))
    ramp = np.clip((away - begin) / (1.25 - begin), 0, 1)
    fall = ramp * ramp * (3 - 2 * ramp)
    return _stretched((1 - fall * float(step["amount"]) / 100).astype(np.float32), shape)


def multiply(pixels: Pixels, gain: Plane) -> Pixels:
    """`pixels` times a smooth gain map of any size ((h, w) or (h, w, 3)), stretched to fit."""
    return times(pixels, _stretched(gain, pixels.shape[:2]))


def _stretched(gain: Plane, shape: tuple[int, ...]) -> npt.NDArray[np.uint16]:
    """The gain map in 256ths, (H, W, 3)."""
    # Fixed point with 1/64 steps: a float32 copy of the whole picture would cost 30 MB.
    fixed = np.clip(gain * 64 * 4, 0, 32767).astype(np.int16)
    full = cv2.resize(fixed, shape[::-1], interpolation=cv2.INTER_LINEAR)
    if full.ndim == 2:
        full = cv2.cvtColor(full.astype(np.uint16), cv2.COLOR_GRAY2RGB)
    return np.asarray(full, np.uint16)


def times(pixels: Pixels, fixed: npt.NDArray[np.uint16]) -> Pixels:
    """`pixels` (H, W, 3) times a gain of their own shape in 256ths."""
    return np.asarray(cv2.multiply(pixels, fixed, scale=1 / 256, dtype=cv2.CV_8U), np.uint8)


def mix(original: Pixels, changed: Pixels, share: float) -> Pixels:
    """`original` at 0, `changed` at 1."""
    if share >= 1:
        return changed
    return np.asarray(cv2.addWeighted(changed, share, original, 1 - share, 0), dtype=np.uint8)
