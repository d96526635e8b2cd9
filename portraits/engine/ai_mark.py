"""The visible mark of a shared picture, in its own pixels: it stays on copies and screenshots.

Source of words and size: GB 45438-2025, what it says of visible labels on pictures and on video: AI
together with a word for "generated", in letters at least 5 % of the shorter side high.
"""

import io
from math import ceil

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from portraits.engine.codec import encode_jpeg
from portraits.engine.geometry import Pixels

WORDS = "AI effect"
# Before the two characters for "generated", which Pillow's own font does not have.
AI = "AI"
# Lines from point to point in a square of one character, x to the right and y down.
GENERATED = (
    (
        ((0.30, 0.02), (0.23, 0.22), (0.10, 0.40)),
        ((0.22, 0.25), (0.88, 0.25)),
        ((0.17, 0.58), (0.84, 0.58)),
        ((0.03, 0.95), (0.97, 0.95)),
        ((0.53, 0.02), (0.53, 0.95)),
    ),
    (
        ((0.95, 0.24), (0.14, 0.24), (0.14, 0.56), (0.11, 0.76), (0.03, 0.96)),
        ((0.15, 0.50), (0.43, 0.50), (0.42, 0.72), (0.39, 0.80), (0.30, 0.78)),
        ((0.55, 0.03), (0.58, 0.38), (0.66, 0.66), (0.79, 0.88), (0.92, 0.95), (0.96, 0.74)),
        ((0.85, 0.40), (0.76, 0.62), (0.62, 0.81), (0.45, 0.95)),
        ((0.72, 0.04), (0.85, 0.14)),
    ),
)
# Of the shorter side. A capital of Pillow's own font is 0.7 of its size, so 0.075 gives 5.2 %.
FONT_SIZE = 0.075
CAPITAL = 0.7
# Of a character's height: its lines are as thick as the font's, and it stands a little apart.
THICKNESS, APART = 0.105, 1.14
# Lines are drawn larger and made smaller, which is what makes them smooth.
SMOOTHED = 4
INK = (255, 255, 255)
PLATE = (20, 20, 24, 190)


class Mark:
    """The mark for pictures of one size, drawn once."""

    def __init__(self, width: int, height: int) -> None:
        size = ceil(min(width, height) * FONT_SIZE)
        words = [_drawn_words(WORDS, size), _drawn_words(AI, size), _drawn_generated(size)]
        drawn = np.asarray(_on_plate(_in_a_row(words, size), size))
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


def _drawn_words(words: str, size: int) -> Image.Image:
    """How much of each pixel (H, W) the words cover, from their capitals' top to their foot."""
    font = ImageFont.load_default(size)
    left, top, right, bottom = (round(edge) for edge in font.getbbox(words, anchor="ls"))
    drawn = Image.new("L", (right - left, bottom - top))
    ImageDraw.Draw(drawn).text((-left, -top), words, fill=255, font=font, anchor="ls")
    return drawn


def _drawn_generated(size: int) -> Image.Image:
    """The same of the two characters, a little higher than a capital, as whoever sets both does."""
    side = size * CAPITAL * 1.08 * SMOOTHED
    pad = side * THICKNESS / 2
    step = side * APART
    drawn = Image.new("L", (ceil(step + side + 2 * pad), ceil(side + 2 * pad)))
    pen = ImageDraw.Draw(drawn)
    for number, character in enumerate(GENERATED):
        for line in character:
            points = [(pad + number * step + x * side, pad + y * side) for x, y in line]
            pen.line(points, fill=255, width=round(side * THICKNESS), joint="curve")
            for x, y in (points[0], points[-1]):
                pen.circle((x, y), side * THICKNESS / 2, fill=255)
    return drawn.reduce(SMOOTHED)


def _in_a_row(words: list[Image.Image], size: int) -> Image.Image:
    """Words from left to right: one under the other they would hide more of a face."""
    gaps = (0, round(size * 0.5), round(size * 0.12))
    wide = sum(gaps) + sum(word.width for word in words)
    row = Image.new("L", (wide, max(word.height for word in words)))
    left = 0
    for word, gap in zip(words, gaps, strict=True):
        left += gap
        row.paste(word, (left, (row.height - word.height) // 2))
        left += word.width
    return row


def _on_plate(row: Image.Image, size: int) -> Image.Image:
    margin = round(size * 0.4)
    right, bottom = row.width + 3 * margin, row.height + 3 * margin
    canvas = Image.new("RGBA", (right + 1, bottom + 1))
    pen = ImageDraw.Draw(canvas)
    pen.rounded_rectangle((margin, margin, right, bottom), radius=margin, fill=PLATE)
    canvas.paste((*INK, 255), (2 * margin, 2 * margin), row)
    return canvas
