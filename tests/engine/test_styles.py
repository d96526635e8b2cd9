"""A drawing shows the same person in the same place, in ink, lead or paint."""

from typing import Any

import cv2
import numpy as np
import pytest

from portraits.engine.frame import frame_of
from portraits.engine.geometry import Mask, Pixels
from portraits.engine.raster import blur, gray
from portraits.engine.segment import segment_person
from portraits.engine.styles import STYLES, stylise
from tests.engine.sitters import face_region, smiling, uniformed

INKS = [[18, 38, 66], [196, 52, 48], [250, 232, 200]]
KEYS: dict[str, dict[str, Any]] = {"poster": {"inks": INKS}, "halftone": {"inks": INKS[::2]}}


def nobody() -> Mask:
    raise AssertionError("a style with its whole ground needs no person")


def drawn(kind: str, pixels: Pixels, **keys: Any) -> Pixels:
    unit = frame_of(smiling().landmarks).unit
    return stylise(pixels, unit, nobody, {"kind": kind, **KEYS.get(kind, {}), **keys})


@pytest.mark.parametrize("kind", sorted(STYLES))
def test_every_style_is_the_same_each_time_and_keeps_the_size(kind: str) -> None:
    found = uniformed()
    once, again = drawn(kind, found.pixels), drawn(kind, found.pixels)
    assert once.shape == found.pixels.shape
    assert once.dtype == np.uint8
    assert np.array_equal(once, again)


@pytest.mark.parametrize("kind", sorted(STYLES))
def test_every_style_shows_the_same_face_in_the_same_place(kind: str) -> None:
    found = smiling()
    face = face_region(found, 0.2).slices
    before = blur(gray(found.pixels), 8)[face].astype(float)
    after = blur(gray(drawn(kind, found.pixels)), 8)[face].astype(float)
    assert np.corrcoef(before.ravel(), after.ravel())[0, 1] > 0.55


def test_a_poster_is_printed_in_its_inks_only() -> None:
    result = drawn("poster", smiling().pixels).reshape(-1, 3).astype(int)
    away = np.min([np.abs(result - ink).max(axis=1) for ink in INKS], axis=0)
    assert (away < 8).mean() > 0.85


def test_dots_print_a_grey_as_dark_as_it_is() -> None:
    for level in (60, 128, 200):
        flat = np.full((400, 400, 3), level, np.uint8)
        ink_share = (
            1 - gray(drawn("halftone", flat, inks=[[0, 0, 0], [255, 255, 255]])).mean() / 255
        )
        assert ink_share == pytest.approx(1 - level / 255, abs=0.1)


def test_the_wall_behind_a_drawing_fades_into_the_paper() -> None:
    found = smiling()
    unit = frame_of(found.landmarks).unit
    person = segment_person(found.pixels, found.box)
    step = {"kind": "pencil", "ground": 0}
    result = stylise(found.pixels, unit, lambda: person, step)
    far = cv2.dilate((person > 0.1).astype(np.uint8), np.ones((3, 3)), iterations=int(unit)) == 0
    assert far.sum() > 1000
    assert gray(result)[far].min() > 235


def test_a_small_face_is_drawn_with_finer_strokes() -> None:
    found = smiling()
    fine = stylise(found.pixels, 60, nobody, {"kind": "oil"})
    broad = stylise(found.pixels, 260, nobody, {"kind": "oil"})
    error = [np.abs(one.astype(int) - found.pixels).mean() for one in (fine, broad)]
    assert error[0] < error[1]
