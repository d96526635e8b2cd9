"""Where the faces are, and which way up the picture is: dlib's histogram-of-gradients detector.

A first look at a small copy finds most faces in 20 ms. Only a picture without a sure face is
looked at again: dark ones lifted, then turned by quarters, then larger. Whatever is not sure is
looked at from near, eight times a little differently, before it is taken for a face.

References: N. Dalal, B. Triggs, CVPR 2005; D. King, "Max-Margin Object Detection", 2015.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np

from .geometry import BoundingBox, Pixels
from .raster import fit_within, gray, resize
from .weights import face_detector

# The detector's window is 80 px: at 480 px it sees faces from a sixth of the long side on.
FIRST_LONG_SIDE = 480
SMALLEST_FACE = 80
# Nobody fits into a strip; and dlib refuses one that is a pixel wide.
LEAST_SIDE = SMALLEST_FACE // 2
# Later looks: (long side, quarter turns). A 1600 px copy is enlarged until 60 px fill the window;
# that look takes nearly a second, so that it is not repeated for every turn.
EVERY_TURN = (0, 1, 2, 3)
LATER_LOOKS = ((FIRST_LONG_SIDE, EVERY_TURN), (1000, EVERY_TURN), (2133, (0,)))
# A face that needs more enlarging has too few pixels for a portrait.
MOST_ENLARGED = 1.45
# A look that is hardly nearer than the one before sees nothing new.
LEAST_NEARER = 1.25
# Nobody upside down or absent was ever seen above 0.51; nine of ten people are; docs/engine.md.
SURE_SCORE = 0.8
# Below it nothing is even looked at from near.
LEAST_SCORE = -0.1
# Mean score from near: people 0.33 and more, pictures without any at most -0.04.
LEAST_CONFIDENCE = 0.15
# What a picture the right way up gains over a turned one: a masked face may look like one upside
# down by 0.3, a sleeping picture's true faces lead by more than 1.
AS_GIVEN = 0.4
# A face that is followed is known to be one: half of it may leave the picture, or turn away.
KEPT_SCORE = -0.35
NEAR_WIDTHS = (88, 100, 116, 135)
NEAR_MARGIN = 0.7
# Candidates that are looked at from near, in one look.
MOST_CANDIDATES = 6
SAME_FACE_OVERLAP = 0.3
# Median luma of a picture that is lifted before the later looks.
DARK_LUMA = 60
LIFTED_GAMMA = 0.6


@dataclass(frozen=True, slots=True)
class Sighting:
    """A picture the right way up, and its faces.

    `pixels` (H, W, 3) were turned counter-clockwise by `quarter_turns`; `boxes` lie in them, in the
    order from left to right of the picture as it was given.
    """

    pixels: Pixels
    quarter_turns: int
    boxes: list[BoundingBox]

    def boxes_as_given(self) -> list[BoundingBox]:
        """The boxes in the picture before it was turned."""
        height, width = self.pixels.shape[:2]
        return [box.turned(-self.quarter_turns, width, height) for box in self.boxes]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A box that the detector likes, by its score or, after a nearer look, its mean score."""

    box: BoundingBox
    score: float


def find_faces(pixels: Pixels) -> list[BoundingBox]:
    """The upright faces of a picture (H, W, 3), as boxes in its pixels, from left to right."""
    sighting = find_upright(pixels)
    return [] if sighting.quarter_turns else sighting.boxes


def glance(pixels: Pixels) -> list[Candidate]:
    """The upright faces that a first look at a picture (H, W, 3) finds, best first: those that are
    sure, and those that stay faces from near. For moving pictures, where another look follows."""
    seen = _look(gray(_sized(pixels, FIRST_LONG_SIDE)), pixels.shape, LEAST_SCORE)
    found: list[Candidate] = []
    for face in seen[:MOST_CANDIDATES]:
        is_known = any(face.box.overlap(one.box) >= SAME_FACE_OVERLAP for one in found)
        if not is_known and (face.score >= SURE_SCORE or _is_near(pixels, face.box)):
            found.append(face)
    return found


def look_near(pixels: Pixels, box: BoundingBox) -> BoundingBox | None:
    """Where the face that was in the box, or near it, is now: one look from near."""
    rows, columns = box.grown(NEAR_MARGIN).inside(pixels.shape[1], pixels.shape[0])
    crop = gray(pixels[rows, columns])
    scale = NEAR_WIDTHS[1] / max(box.width, 1.0)
    width, height = (max(1, round(side * scale)) for side in crop.shape[::-1])
    if min(width, height) < LEAST_SIDE:
        return None
    seen = _look(resize(crop, width, height), crop.shape, KEPT_SCORE)
    if not seen:
        return None
    best = seen[0].box
    return BoundingBox(best.x + columns.start, best.y + rows.start, best.width, best.height)


def _is_near(pixels: Pixels, box: BoundingBox) -> bool:
    return _confidence(gray(pixels), box) >= LEAST_CONFIDENCE


def find_upright(pixels: Pixels) -> Sighting:
    """The faces of a picture (H, W, 3) that may lie on its side or stand on its head."""
    first = _look(gray(_sized(pixels, FIRST_LONG_SIDE)), pixels.shape, 0.0)
    if _best(first) >= SURE_SCORE:
        return _sighting(pixels, 0, _with_half_as_tall(pixels, first, FIRST_LONG_SIDE))
    plane = _lifted(gray(pixels))
    for long_side, turns in _later_looks(max(plane.shape)):
        seen = [_look_closely(np.rot90(plane, turn), long_side) for turn in turns]
        turn = max(turns, key=lambda turn: _best(seen[turn]) + AS_GIVEN * (turn == 0))
        if seen[turn]:
            upright = np.ascontiguousarray(np.rot90(pixels, turn))
            return _sighting(upright, turn, _with_half_as_tall(upright, seen[turn], long_side))
    return Sighting(pixels, 0, [])


def _later_looks(picture_side: int) -> Iterator[tuple[int, tuple[int, ...]]]:
    """The later looks that show a picture of that long side larger than those before."""
    before = 0.0
    for long_side, turns in LATER_LOOKS:
        side = min(long_side, picture_side * MOST_ENLARGED)
        if side >= before * LEAST_NEARER:
            before = side
            yield long_side, turns


def _sighting(upright: Pixels, turn: int, boxes: list[BoundingBox]) -> Sighting:
    height, width = upright.shape[:2]
    boxes.sort(key=lambda box: box.turned(-turn, width, height).center)
    return Sighting(upright, turn, boxes)


def _with_half_as_tall(pixels: Pixels, found: list[Candidate], long_side: int) -> list[BoundingBox]:
    """The best face, and whoever beside it may be meant: from half as tall on.

    `found` are the candidates of a look at `long_side`, best first.
    """
    boxes, plane = [found[0].box], None
    half = 2 * SMALLEST_FACE * max(pixels.shape[:2]) / boxes[0].height
    if half > long_side:
        nearer = gray(_sized(pixels, round(half)))
        found = found + _look(nearer, pixels.shape, LEAST_SCORE)
    for face in found[1:]:
        if any(face.box.overlap(known) >= SAME_FACE_OVERLAP for known in boxes):
            continue
        if face.score < SURE_SCORE:
            plane = gray(pixels) if plane is None else plane
            if _confidence(plane, face.box) < LEAST_CONFIDENCE:
                continue
        boxes.append(face.box)
    return boxes


def _look_closely(plane: Pixels, long_side: int) -> list[Candidate]:
    """Every face of a gray picture (H, W), with its mean score from near."""
    seen = _look(_sized(plane, long_side), plane.shape, LEAST_SCORE)
    near = [Candidate(face.box, _confidence(plane, face.box)) for face in seen[:MOST_CANDIDATES]]
    faces = [face for face in near if face.score >= LEAST_CONFIDENCE]
    return sorted(faces, key=lambda face: -face.score)


def _look(plane: Pixels, shape: Sequence[int], least_score: float) -> list[Candidate]:
    """What the detector finds in a gray copy of a picture of that shape, best first."""
    if min(plane.shape) < LEAST_SIDE:
        return []
    boxes, scores, _ = face_detector().run(np.ascontiguousarray(plane), 0, least_score)
    scale = max(shape[:2]) / max(plane.shape)
    found = [
        Candidate(_box(place, scale), score) for place, score in zip(boxes, scores, strict=True)
    ]
    return sorted(found, key=lambda face: -face.score)


def _box(place: Any, scale: float) -> BoundingBox:
    return BoundingBox(place.left(), place.top(), place.width(), place.height()).scaled(scale)


def _confidence(plane: Pixels, box: BoundingBox) -> float:
    """Mean of the detector's scores for a box from near, in several sizes and mirrored."""
    rows, columns = box.grown(NEAR_MARGIN).inside(plane.shape[1], plane.shape[0])
    crop = plane[rows, columns]
    scores = []
    for width in NEAR_WIDTHS:
        scale = width / box.width
        size = (max(1, round(side * scale)) for side in crop.shape[::-1])
        near = resize(crop, *size)
        scores += [_best_score(near), _best_score(np.ascontiguousarray(near[:, ::-1]))]
    return float(np.mean(scores))


def _best_score(plane: Pixels) -> float:
    return max(face_detector().run(plane, 0, -1.0)[1], default=-1.0)


def _best(faces: list[Candidate]) -> float:
    return max((face.score for face in faces), default=-1.0)


def _sized(pixels: Pixels, long_side: int) -> Pixels:
    """As long as that, but at most MOST_ENLARGED times as long as it was."""
    height, width = pixels.shape[:2]
    scale = min(long_side / max(height, width), MOST_ENLARGED)
    if scale <= 1:
        return fit_within(pixels, long_side)
    return resize(pixels, round(width * scale), round(height * scale))


def _lifted(plane: Pixels) -> Pixels:
    """A dark gray picture with its lights at white and its shadows opened."""
    if float(np.median(plane)) >= DARK_LUMA:
        return plane
    white = max(8.0, float(np.percentile(plane, 99)))
    steps = np.clip(np.arange(256) / white, 0, 1) ** LIFTED_GAMMA * 255
    return np.asarray(cv2.LUT(plane, steps.astype(np.uint8)), np.uint8)
