"""The two photographs that tests may use, both in the public domain, and files made of pixels."""

import io
from functools import cache
from pathlib import Path
from typing import Any

import matplotlib
import numpy as np
import skimage.data
from PIL import Image

from portraits.engine.geometry import Pixels

HOPPER = Path(matplotlib.get_data_path()) / "sample_data" / "grace_hopper.jpg"


@cache
def astronaut() -> Pixels:
    """NASA's portrait of Eileen Collins, 512 x 512, one face (about 93 px wide)."""
    return _fixed(np.asarray(skimage.data.astronaut(), np.uint8))


@cache
def hopper() -> Pixels:
    """The US Navy's portrait of Grace Hopper, 512 x 600, with a hat and glasses."""
    return _fixed(np.asarray(Image.open(HOPPER).convert("RGB"), np.uint8))


def file_of(pixels: Pixels | Image.Image, kind: str = "JPEG", **options: Any) -> bytes:
    """The picture as a file, by Pillow and with its options."""
    image = pixels if isinstance(pixels, Image.Image) else Image.fromarray(pixels)
    stream = io.BytesIO()
    image.save(stream, kind, **options)
    return stream.getvalue()


def _fixed(pixels: Pixels) -> Pixels:
    """Shared between tests, hence not to be written to."""
    pixels = pixels.copy()
    pixels.setflags(write=False)
    return pixels
