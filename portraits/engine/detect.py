"""Where the faces are: dlib's histogram-of-gradients detector, small first.

References: N. Dalal, B. Triggs, CVPR 2005; D. King, "Max-Margin Object Detection", 2015.
"""

from __future__ import annotations

from .geometry import BoundingBox, Pixels
from .raster import fit_within, gray
from .weights import face_detector

# The detector's window is 80 px: at 480 px it sees faces from a sixth of the long side on, in
# 15-25 ms; a 1024 px picture with one upsampling took 1150 ms.
FIRST_LONG_SIDE = 480
SMALLEST_FACE = 80
# Tried one after another, only while nothing was found.
LARGER_LONG_SIDES = (800, 1400)
# A weaker answer is taken for a face only where the first look found nothing at all; measured on
# pictures without people, see docs/engine.md.
LATER_SCORE = 0.15
SAME_FACE_OVERLAP = 0.3


def find_faces(pixels: Pixels) -> list[BoundingBox]:
    """Every face in a picture (H, W, 3), as boxes in its pixels, from left to right."""
    found = _search(pixels, FIRST_LONG_SIDE, 0.0)
    if found:
        found = _with_half_as_tall(pixels, found)
    for long_side in LARGER_LONG_SIDES:
        if found or max(pixels.shape[:2]) * 2 <= long_side:
            break
        found = _search(pixels, long_side, LATER_SCORE)
    return sorted(found, key=lambda box: (box.x, box.y))


def _with_half_as_tall(pixels: Pixels, found: list[BoundingBox]) -> list[BoundingBox]:
    """Look once more where a face half as tall as the largest would have been too small to see."""
    scale = FIRST_LONG_SIDE / max(pixels.shape[:2])
    largest = max(box.height for box in found) * scale
    if largest >= 2 * SMALLEST_FACE:
        return found
    nearer = _search(pixels, round(FIRST_LONG_SIDE * 2 * SMALLEST_FACE / largest), LATER_SCORE)
    new = [box for box in nearer if all(box.overlap(old) < SAME_FACE_OVERLAP for old in found)]
    return found + new


def _search(pixels: Pixels, long_side: int, least_score: float) -> list[BoundingBox]:
    small = gray(fit_within(pixels, long_side))
    upsample = 1 if max(small.shape) * 2 <= long_side else 0
    boxes, scores, _ = face_detector().run(small, upsample, 0.0)
    scale = max(pixels.shape[:2]) / max(small.shape)
    return [
        BoundingBox(box.left(), box.top(), box.width(), box.height()).scaled(scale)
        for box, score in zip(boxes, scores, strict=True)
        if score >= least_score
    ]
