"""Surfaces that styles are drawn on and with: paper, hatching, brush strokes along a flow."""

from __future__ import annotations

from functools import lru_cache
from typing import TypeVar

import cv2
import numpy as np

from .geometry import Pixels, Plane
from .raster import blur

TILE = 512
PixelsOrPlane = TypeVar("PixelsOrPlane", Pixels, Plane)


@lru_cache(maxsize=16)
def _noise(seed: int, sigma: float) -> Plane:
    """A tile of noise, deviation 1, that repeats without a seam."""
    white = np.random.default_rng(seed).standard_normal((TILE, TILE), np.float32)
    pad = min(TILE, max(4, round(sigma * 3)))
    soft = blur(np.pad(white, pad, mode="wrap"), sigma)[pad:-pad, pad:-pad]
    return np.asarray(soft / soft.std(), np.float32)


def _tiled(tile: PixelsOrPlane, shape: tuple[int, ...]) -> PixelsOrPlane:
    repeats = -(-shape[0] // TILE), -(-shape[1] // TILE)
    return np.asarray(np.tile(tile, repeats)[: shape[0], : shape[1]], tile.dtype)


@lru_cache(maxsize=8)
def _paper_tile(scale: float, seed: int) -> Plane:
    return np.asarray(0.8 * _noise(seed, 1.1 * scale) + 0.5 * _noise(seed + 1, 3.5 * scale))


def paper(shape: tuple[int, ...], scale: float, seed: int) -> Plane:
    """Relief of drawing paper (H, W), mean 0, deviation about 1."""
    return _tiled(_paper_tile(round(max(scale, 0.4), 1), seed), shape)


@lru_cache(maxsize=4)
def _hatching_tile(length: int, scale: float) -> Pixels:
    kernel = np.zeros((length, length), np.float32)
    cv2.line(kernel, (0, length - 1), (length - 1, 0), 1.0, 1)
    padded = np.pad(_noise(9, 0.7), length, mode="wrap")
    drawn = cv2.filter2D(padded, -1, kernel / kernel.sum())[length:-length, length:-length]
    lead = 0.62 + 0.2 * drawn / drawn.std() + 0.16 * _paper_tile(scale, 5)
    return np.asarray(np.round(np.clip(lead, 0, 1) * 255), np.uint8)


def hatching(shape: tuple[int, ...], scale: float) -> Pixels:
    """Slanted pencil strokes on grained paper (H, W), 255 where the lead lies thickest."""
    strokes = _hatching_tile(max(5, round(28 * scale)) | 1, round(max(scale, 0.4), 1))
    return _tiled(strokes, shape)


def flow_of(grey: Pixels, sigma: float) -> Plane:
    """Unit vectors (H, W, 2) along the picture's forms, from the smoothed structure tensor.

    References: Brox et al., Adaptive structure tensors and their applications, 2006.
    """
    light = blur(grey.astype(np.float32), 1.0)
    dx, dy = cv2.Sobel(light, cv2.CV_32F, 1, 0), cv2.Sobel(light, cv2.CV_32F, 0, 1)
    xx, xy, yy = (blur(product, sigma) for product in (dx * dx, dx * dy, dy * dy))
    # The angle of the gradient is doubled in the tensor: half of it, and a quarter turn.
    angle = 0.5 * np.arctan2(2 * xy, xx - yy) + np.float32(np.pi / 2)
    return np.dstack((np.cos(angle), np.sin(angle))).astype(np.float32)


def smeared(picture: Pixels, flow: Plane, reach: float) -> Pixels:
    """The picture averaged along the flow over about `reach` pixels to either side."""
    y, x = np.mgrid[0 : picture.shape[0], 0 : picture.shape[1]].astype(np.float32)
    step = max(reach / 3, 0.5)
    for length in (step, 2 * step):
        sides = [
            cv2.remap(
                picture,
                x + flow[..., 0] * np.float32(way * length),
                y + flow[..., 1] * np.float32(way * length),
                cv2.INTER_LINEAR,
                borderMode=cv2.BORDER_REPLICATE,
            )
            for way in (1, -1)
        ]
        both = cv2.addWeighted(sides[0], 0.5, sides[1], 0.5, 0)
        picture = np.asarray(cv2.addWeighted(picture, 1 / 3, both, 2 / 3, 0), np.uint8)
    return picture


def bristles(flow: Plane, shape: tuple[int, ...], scale: float) -> Plane:
    """Relief of brush strokes (H, W) lit from above left, deviation 1."""
    noise = _tiled(_noise(41, 0.9), shape)
    level = np.clip(128 + noise * 42, 0, 255).astype(np.uint8)
    drawn = smeared(smeared(level, flow, 9 * scale), flow, 5 * scale)
    height = blur(drawn.astype(np.float32), 0.7)
    lit = cv2.Sobel(height, cv2.CV_32F, 1, 0) + cv2.Sobel(height, cv2.CV_32F, 0, 1)
    return np.asarray(lit / max(float(lit.std()), 1e-3), np.float32)
