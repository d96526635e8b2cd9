"""The visible mark of a shared picture, in its own pixels: it stays on copies and screenshots.

Source of the size: GB 45438-2025, what it says of visible labels on pictures and on video: letters
at least 5 % of the shorter side high.
"""

import io
from math import ceil

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from portraits.engine.codec import encode_jpeg
from portraits.engine.geometry import Pixels

WORDS = "AI effect"
# Of the shorter side. A capital of Pillow's own font is 0.7 of its size, so 0.075 gives 5.2 %.
FONT_SIZE = 0.075
INK = (255, 255, 255, 255)
PLATE = (20, 20, 24, 190)


class Mark:
    """The mark for pictures of one size, drawn once."""

    def __init__(self, width: int, height: int) -> None:
        size = ceil(min(width, height) * FONT_SIZE)
        font = ImageFont.load_default(size)
        margin = size / 2
        canvas = Image.new("RGBA", (width, height))
        pen = ImageDraw.Draw(canvas)
        left, top, right, bottom = pen.textbbox((2 * margin, 2 * margin), WORDS, font=font)
        plate = (left - margin, top - margin, right + margin, bottom + margin)
        pen.rounded_rectangle(plate, radius=margin, fill=PLATE)
        pen.text((2 * margin, 2 * margin), WORDS, fill=INK, font=font)
        drawn = np.asarray(canvas)[: ceil(plate[3]) + 1, : ceil(plate[2]) + 1]
        share = drawn[..., 3:].astype(np.float32) / np.float32(255)
        self._ink, self._rest = drawn[..., :3] * share, 1 - share

    def on(self, pixels: Pixels) -> Pixels:
        """The picture (H, W, 3) with the mark in its upper left corner."""
        marked = pixels.copy()
        corner = marked[: self._ink.shape[0], : self._ink.shape[1]]
        corner[:] = np.round(self._ink + corner * self._rest).astype(np.uint8)
        return marked


def mark_picture(jpeg: bytes) -> bytes:
    """An effect with the mark in its upper left corner, as a JPEG like those of `encode_jpeg`."""
    with Image.open(io.BytesIO(jpeg), formats=("JPEG",)) as opened:
        pixels = np.asarray(opened.convert("RGB"))
    height, width = pixels.shape[:2]
    return encode_jpeg(Mark(width, height).on(pixels))
