"""More than 200 pictures without a face: photographs that scikit-image ships, and drawn ones."""

from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import skimage
from PIL import Image

from portraits.engine.backdrops import draw_backdrop
from portraits.engine.geometry import Pixels

SKIMAGE_FOLDER = Path(skimage.__file__).parent / "data"
# Public domain or CC0, see that folder's README. The cameraman and the astronaut show people.
PHOTOGRAPHS = (
    *("brick.png", "cell.png", "chelsea.png", "clock_motion.png", "coffee.png", "coins.png"),
    *("color.png", "grass.png", "gravel.png", "horse.png", "hubble_deep_field.jpg", "ihc.png"),
    *("logo.png", "moon.png", "motorcycle_left.png", "motorcycle_right.png", "page.png"),
    *("phantom.png", "retina.jpg", "rocket.jpg", "text.png"),
)
# Long sides of a small picture and a larger one.
SIDES = (400, 800)
CLOTH = {"kind": "muslin", "dark": [38, 10, 14], "light": [136, 48, 50]}
EVENING = {
    "kind": "bokeh",
    "dark": [12, 16, 34],
    "light": [52, 34, 40],
    "lights": [[255, 176, 92], [160, 160, 255], [255, 232, 206]],
}


def faceless_pictures() -> Iterator[tuple[str, Pixels]]:
    """201 (name, pixels (H, W, 3)), the same ones every time."""
    for name in PHOTOGRAPHS:
        yield from _views(name)
    for seed in range(27):
        yield f"cloud {seed}", _cloud(seed)
        yield f"foliage {seed}", _foliage(seed)
        yield f"shapes {seed}", _shapes(seed)
    for seed in range(19):
        yield f"stripes {seed}", _stripes(seed)
        yield f"bokeh {seed}", draw_backdrop(EVENING | {"seed": seed}, 600, 800)
        yield f"muslin {seed}", draw_backdrop(CLOTH | {"seed": seed}, 600, 800)


def _views(name: str) -> Iterator[tuple[str, Pixels]]:
    """The whole picture, its mirror image turned by a quarter, and its middle enlarged."""
    whole = np.asarray(Image.open(SKIMAGE_FOLDER / name).convert("RGB"), np.uint8)
    height, width = whole.shape[:2]
    middle = whole[height // 4 : height * 3 // 4, width // 4 : width * 3 // 4]
    yield name, whole
    yield f"{name}, turned", np.ascontiguousarray(np.rot90(whole[:, ::-1]))
    yield f"{name}, enlarged", cv2.resize(middle, (700, 700 * middle.shape[0] // middle.shape[1]))


def _cloud(seed: int) -> Pixels:
    """Noise whose spectrum falls with frequency, as that of natural pictures does."""
    random = np.random.default_rng(seed)
    side = SIDES[seed % 2]
    high, wide = np.meshgrid(np.fft.fftfreq(side), np.fft.rfftfreq(side), indexing="ij")
    falling = np.maximum(np.hypot(high, wide), 1 / side) ** -random.uniform(0.6, 1.8)
    phases = np.exp(2j * np.pi * random.random(falling.shape))
    plane = np.fft.irfft2(falling * phases, (side, side))
    bright = 127 + plane / plane.std() * random.uniform(20, 60)
    tint = random.uniform(0.7, 1.2, 3)
    return np.clip(bright[..., None] * tint, 0, 255).astype(np.uint8)


def _foliage(seed: int) -> Pixels:
    """Leaves in many sizes over one another."""
    random = np.random.default_rng(100 + seed)
    side = SIDES[seed % 2]
    canvas = np.full((side * 3 // 4, side, 3), (30, 50, 25), np.uint8)
    for _ in range(600):
        middle = tuple(int(random.integers(0, side)) for _ in range(2))
        length = int(side * random.uniform(0.01, 0.08))
        shade = tuple(int(value) for value in random.integers((20, 60, 10), (140, 200, 90)))
        angle = float(random.uniform(0, 360))
        cv2.ellipse(canvas, middle, (length, length // 3), angle, 0, 360, shade, -1, cv2.LINE_AA)
    return canvas


def _shapes(seed: int) -> Pixels:
    """Boxes, discs and words: what posters and rooms are made of."""
    random = np.random.default_rng(200 + seed)
    side = SIDES[seed % 2]
    canvas = np.full((side, side * 3 // 4, 3), random.integers(0, 255, 3), np.uint8)
    for _ in range(60):
        shade = tuple(int(value) for value in random.integers(0, 255, 3))
        start = tuple(int(value) for value in random.integers(0, side, 2))
        end = tuple(int(value) for value in random.integers(0, side, 2))
        _draw_one(canvas, int(random.integers(0, 4)), start, end, shade)
    return canvas


def _draw_one(
    canvas: Pixels,
    kind: int,
    start: tuple[int, ...],
    end: tuple[int, ...],
    shade: tuple[int, ...],
) -> None:
    if kind == 0:
        cv2.rectangle(canvas, start, end, shade, 3, cv2.LINE_AA)
    elif kind == 1:
        cv2.circle(canvas, start, max(4, end[0] // 12), shade, -1, cv2.LINE_AA)
    elif kind == 2:
        cv2.putText(canvas, "portrait 0268", start, 0, end[0] / 400 + 0.3, shade, 2, cv2.LINE_AA)
    else:
        cv2.line(canvas, start, end, shade, 5, cv2.LINE_AA)


def _stripes(seed: int) -> Pixels:
    """Waves across a gradient: cloth, blinds, ripples."""
    random = np.random.default_rng(300 + seed)
    side = SIDES[seed % 2]
    rows, columns = np.mgrid[0:side, 0:side] / side
    waves = np.sin(columns * random.uniform(10, 120) + np.sin(rows * random.uniform(0, 30)) * 3)
    bright = 60 + 120 * rows + 50 * waves
    return np.repeat(np.clip(bright, 0, 255).astype(np.uint8)[..., None], 3, axis=2)
