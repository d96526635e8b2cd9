"""Which faces are found: `python -m benchmarks.detection --photos DIR [--people N]`.

Every photo is made smaller and larger until its face is 60 to 400 px wide, and laid in the eight
ways that a photo can lie; then far away in a large picture, in the dark, behind drawn sunglasses.
Last come the pictures without a face, as large as a phone's photo is judged.
"""

from __future__ import annotations

import argparse
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import cv2
import numpy as np

from portraits.engine.codec import decode
from portraits.engine.detect import find_upright
from portraits.engine.geometry import LEFT_EYE, RIGHT_EYE, BoundingBox, Pixels, eye_distance
from portraits.engine.landmarks import place_landmarks
from portraits.engine.pipeline import WORKING_LONG_SIDE
from portraits.engine.raster import fit_within, resize
from tests.engine.faceless_pictures import faceless_pictures

FACE_WIDTHS = (60, 90, 150, 240, 400)
# Shares of the light, by which a sensor's noise of three levels comes out.
LIGHTS = (0.1, 0.03, 0.012)
NOISE = 3.0
FAR_PICTURE = (1200, 1600)
SAME_FACE = 0.4


@dataclass
class Tally:
    """What came of one condition."""

    found: int = 0
    times_ms: list[float] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Case:
    """A picture, how it lies (quarter turns), and where its face is once it is upright."""

    condition: str
    pixels: Pixels
    turns: int
    place: BoundingBox


def main() -> None:
    """This function will look for every face and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--photos", type=Path, required=True, help="portraits of one person each")
    parser.add_argument("--people", type=int, help="only the first N photos")
    wanted = parser.parse_args()
    cv2.setNumThreads(1)
    tallies: dict[str, Tally] = defaultdict(Tally)
    for path in sorted(wanted.photos.glob("*.jpg"))[: wanted.people]:
        for case in _cases(decode(path.read_bytes(), long_side=WORKING_LONG_SIDE).pixels):
            _look(case, path.stem, tallies[case.condition])
    print("condition                     found        median ms   missed")
    for condition, tally in tallies.items():
        count, median = len(tally.times_ms), float(np.median(tally.times_ms))
        print(f"{condition:28}  {tally.found:4}/{count:<4}  {median:9.0f}     {tally.missed[:4]}")
    _count_false_faces()


def _look(case: Case, name: str, tally: Tally) -> None:
    began = time.process_time()
    sighting = find_upright(case.pixels)
    tally.times_ms.append((time.process_time() - began) * 1000)
    is_upright = (sighting.quarter_turns + case.turns) % 4 == 0
    boxes = sighting.boxes
    if is_upright and len(boxes) == 1 and boxes[0].overlap(case.place) >= SAME_FACE:
        tally.found += 1
    else:
        tally.missed.append(name)


def _cases(pixels: Pixels) -> Iterator[Case]:
    box = find_upright(pixels).boxes[0]
    for width in FACE_WIDTHS:
        small, place = _with_face(pixels, box, width)
        yield from _eight_ways(f"face {width} px wide", small, place)
        if width < 100:
            yield _far_away(f"{width} px in 1600 x 1200", small, place)
    for light in LIGHTS:
        yield Case(f"light x {light}", _darkened(pixels, light), 0, box)
    turned = np.ascontiguousarray(np.rot90(_darkened(pixels, LIGHTS[-1])))
    yield Case(f"light x {LIGHTS[-1]}, on its side", turned, 1, box)
    yield Case("sunglasses", _with_sunglasses(pixels, box), 0, box)


def _with_face(pixels: Pixels, box: BoundingBox, width: float) -> tuple[Pixels, BoundingBox]:
    factor = width / box.width
    high, wide = (round(side * factor) for side in pixels.shape[:2])
    return resize(pixels, wide, high), box.scaled(factor)


def _eight_ways(condition: str, pixels: Pixels, place: BoundingBox) -> Iterator[Case]:
    mirrored = BoundingBox(
        pixels.shape[1] - place.x - place.width, place.y, place.width, place.height
    )
    for shown, face in ((pixels, place), (pixels[:, ::-1], mirrored)):
        for turns in range(4):
            way = "upright" if turns == 0 else "turned"
            laid = np.ascontiguousarray(np.rot90(shown, turns))
            yield Case(f"{condition}, {way}", laid, turns, face)


def _far_away(condition: str, small: Pixels, place: BoundingBox) -> Case:
    """The photo as a small part of a street of leaves."""
    picture = _leaves().copy()
    part = small[: FAR_PICTURE[0] - 300, : FAR_PICTURE[1] - 700]
    picture[300 : 300 + part.shape[0], 700 : 700 + part.shape[1]] = part
    moved = BoundingBox(place.x + 700, place.y + 300, place.width, place.height)
    return Case(condition, picture, 0, moved)


@cache
def _leaves() -> Pixels:
    leaves = next(pixels for name, pixels in faceless_pictures() if name == "foliage 1")
    return resize(leaves, FAR_PICTURE[1], FAR_PICTURE[0])


def _darkened(pixels: Pixels, light: float) -> Pixels:
    linear = (pixels / 255) ** 2.2 * light
    noise = np.random.default_rng(0).normal(0, NOISE, pixels.shape)
    return np.clip(linear ** (1 / 2.2) * 255 + noise, 0, 255).astype(np.uint8)


def _with_sunglasses(pixels: Pixels, box: BoundingBox) -> Pixels:
    landmarks = place_landmarks(pixels, box)
    unit, shown = eye_distance(landmarks), pixels.copy()
    for eye in (RIGHT_EYE, LEFT_EYE):
        x, y = landmarks[list(eye)].mean(axis=0)
        size = (round(unit * 0.4), round(unit * 0.3))
        middle = (round(float(x)), round(float(y + unit * 0.05)))
        cv2.ellipse(shown, middle, size, 0, 0, 360, (25, 22, 24), -1, cv2.LINE_AA)
    return shown


def _count_false_faces() -> None:
    tally = Tally()
    for name, pixels in faceless_pictures():
        factor = WORKING_LONG_SIDE / max(pixels.shape[:2])
        size = (round(side * max(1, factor)) for side in pixels.shape[1::-1])
        began = time.process_time()
        sighting = find_upright(fit_within(resize(pixels, *size), WORKING_LONG_SIDE))
        tally.times_ms.append((time.process_time() - began) * 1000)
        if sighting.boxes:
            tally.missed.append(name)
    median = float(np.median(tally.times_ms))
    print(f"\n{len(tally.times_ms)} pictures without a face: {len(tally.missed)} false faces")
    print(f"median {median:.0f} ms, longest {max(tally.times_ms):.0f} ms; false: {tally.missed}")


if __name__ == "__main__":
    main()
