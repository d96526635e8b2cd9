"""Hair and fur: thousands of tapered strands drawn one over another."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from portraits.starter.canvas import Canvas, Plane, Points

_SHIFT = 4


@dataclass(frozen=True)
class Strands:
    """cover: 0..1; tone: 0 (deep) .. 1 (catching the light), both (H, W)."""

    cover: Plane
    tone: Plane


def draw_strands(
    canvas: Canvas, paths: npt.NDArray[np.float32], *, width: float, seed: int, dark: float = 0.25
) -> Strands:
    """Strands along `paths` (N, samples, 2), later ones on top; `width` in head units at roots."""
    rng = np.random.default_rng(seed)
    cover = np.zeros(canvas.shape, np.uint8)
    tone = np.full(canvas.shape, int(dark * 255), np.uint8)
    tones = rng.uniform(dark, 1, len(paths)) ** 1.3
    samples = paths.shape[1]
    pixels = canvas.to_pixels(paths.reshape(-1, 2)).reshape(-1, samples, 2)
    fixed = np.round(pixels * 2**_SHIFT).astype(np.int32)
    thick = max(1, round(width * canvas.unit))
    half = samples // 2
    for line, shade in zip(fixed, tones, strict=True):
        for part, gain, wide in (
            (line[: half + 1], 0.8, thick),
            (line[half:], 1.0, max(1, thick - 1)),
        ):
            value = int(255 * min(1.0, shade * gain))
            cv2.polylines(cover, [part], False, 255, wide, cv2.LINE_AA, _SHIFT)
            cv2.polylines(tone, [part], False, value, wide, cv2.LINE_AA, _SHIFT)
    scale = np.float32(1 / 255)
    return Strands(cover.astype(np.float32) * scale, tone.astype(np.float32) * scale)


def fur_paths(
    spine: Points, outwards: Points, *, count: int, length: float, seed: int, spread: float = 0.5
) -> npt.NDArray[np.float32]:
    """Tufts rooted along a spine (N, 2), pointing `outwards` (N, 2 unit vectors), bent by luck."""
    rng = np.random.default_rng(seed)
    at = rng.uniform(0, len(spine) - 1.001, count)
    index = at.astype(int)
    share = (at - index)[:, None]
    root = spine[index] * (1 - share) + spine[index + 1] * share
    away = outwards[index]
    turn = rng.normal(0, spread, count)
    c, s = np.cos(turn), np.sin(turn)
    turned = np.stack([away[:, 0] * c - away[:, 1] * s, away[:, 0] * s + away[:, 1] * c], 1)
    far = length * rng.uniform(0.45, 1.1, count)[:, None]
    root = root + away * rng.normal(0, length * 0.3, count)[:, None]
    bend = rng.normal(0, 0.3, (count, 1)) * np.stack([-turned[:, 1], turned[:, 0]], 1)
    t = np.linspace(0, 1, 5)[None, :, None]
    droop = np.array([0, 0.12]) * length
    paths = (
        root[:, None] + t * turned[:, None] * far[:, None] + t**2 * (bend * far + droop)[:, None]
    )
    return paths.astype(np.float32)


def outward_normals(spine: Points, centre: tuple[float, float]) -> Points:
    """Unit normals of a curve, away from a centre."""
    along = np.gradient(spine, axis=0)
    normal = np.stack([along[:, 1], -along[:, 0]], 1)
    normal /= np.maximum(np.linalg.norm(normal, axis=1, keepdims=True), 1e-6)
    sign = np.sign(((spine - np.array(centre, np.float32)) * normal).sum(1, keepdims=True))
    return np.asarray(normal * np.where(sign == 0, 1, sign), np.float32)
