"""A look on every picture of a clip, in order."""

from __future__ import annotations

from portraits.engine.clip.look import ClipLook
from portraits.engine.filters import grade, mix
from portraits.engine.geometry import Pixels


class ClipPainter:
    """Paints the pictures of one clip, which come in the order of their times."""

    def __init__(self, look: ClipLook, width: int, height: int) -> None:
        self.look = look
        self.faces_seen = 0

    def paint(self, pixels: Pixels, at_s: float) -> Pixels:
        """The picture (H, W, 3) of `at_s` with the look on it."""
        grades = [dict(step) for step in self.look.colour if step["step"] == "grade"]
        if not grades:
            return pixels
        return mix(pixels, grade(pixels, grades), self.look.strength / 100)
