"""Photos of the sizes that phones take, made of a smaller one."""

from __future__ import annotations

import io
from pathlib import Path

import cv2
import numpy as np
from PIL import Image

from portraits.engine.geometry import Pixels

# Sides of a phone's photo.
ASPECT = 4 / 3
# Levels of sensor noise: a 12 MP file then has about 4 MB, as a phone's has.
NOISE = 5.0
# Phones save at about this quality, with halved colour planes.
QUALITY = 92


def photo_of_size(picture: Pixels, megapixels: float) -> bytes:
    """This function will return a JPEG, 3:4, of that many megapixels, with noise."""
    tall = _in_aspect(picture)
    scale = (megapixels * 1e6 / (tall.shape[0] * tall.shape[1])) ** 0.5
    size = (round(tall.shape[1] * scale), round(tall.shape[0] * scale))
    large = cv2.resize(tall, size, interpolation=cv2.INTER_CUBIC)
    noise = np.random.default_rng(1).normal(0, NOISE, large.shape[:2]).astype(np.float32)
    noisy = np.clip(large + noise[..., None], 0, 255).astype(np.uint8)
    stream = io.BytesIO()
    Image.fromarray(noisy).save(stream, "JPEG", quality=QUALITY)
    return stream.getvalue()


def two_pictures(folder: Path | None) -> tuple[Pixels, Pixels]:
    """This function will return a person's picture and another's: the folder's first two, or the
    public-domain ones that come with matplotlib and scikit-image."""
    if folder is not None:
        first, second = sorted(folder.glob("*.jpg"))[:2]
        return _read(first), _read(second)
    from tests.engine.photos import astronaut, hopper

    return hopper(), astronaut()


def _read(path: Path) -> Pixels:
    return np.asarray(Image.open(path).convert("RGB"), np.uint8)


def _in_aspect(picture: Pixels) -> Pixels:
    """Taller by repeating the lowest rows, or wider by repeating the edges."""
    height, width = picture.shape[:2]
    below = max(0, round(width * ASPECT) - height)
    beside = max(0, round(height / ASPECT) - width)
    half = beside // 2
    edge = cv2.BORDER_REPLICATE
    return np.asarray(cv2.copyMakeBorder(picture, 0, below, half, beside - half, edge), np.uint8)
