"""The visible mark of a shared picture, in its own pixels: it stays on copies and screenshots.

Source of the size: GB 45438-2025, 5.3, letters at least 5 % of the shorter side high.
"""

import io
from math import ceil

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from portraits.engine.codec import encode_jpeg

WORDS = "AI effect"
# Of the shorter side. A capital of Pillow's own font is 0.7 of its size, so 0.075 gives 5.2 %.
FONT_SIZE = 0.075
INK = (255, 255, 255, 255)
PLATE = (20, 20, 24, 190)


def mark_picture(jpeg: bytes) -> bytes:
    """An effect with the mark in its upper left corner, as a JPEG like those of `encode_jpeg`."""
    with Image.open(io.BytesIO(jpeg), formats=("JPEG",)) as opened:
        picture = opened.convert("RGB")
    size = ceil(min(picture.size) * FONT_SIZE)
    font = ImageFont.load_default(size)
    pen = ImageDraw.Draw(picture, "RGBA")
    margin = size / 2
    left, top, right, bottom = pen.textbbox((2 * margin, 2 * margin), WORDS, font=font)
    plate = (left - margin, top - margin, right + margin, bottom + margin)
    pen.rounded_rectangle(plate, radius=margin, fill=PLATE)
    pen.text((2 * margin, 2 * margin), WORDS, fill=INK, font=font)
    return encode_jpeg(np.asarray(picture))
