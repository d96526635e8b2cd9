"""Makeup sits where makeup goes: on lips, lids, cheeks and brows, never on teeth or beside them."""

from typing import Any

import numpy as np
import pytest

from portraits.engine.frame import filled, frame_of, smooth_curve
from portraits.engine.geometry import Mask, Pixels
from portraits.engine.makeup import makeup
from portraits.engine.makeup_shapes import MIRROR, PARTS
from portraits.engine.raster import grow, to_lab
from portraits.engine.skin import face_outline, skin_colour
from tests.engine.sitters import Found, skin_lab, smiling, typology_angle, uniformed

RED = [176, 18, 36]
FULL: dict[str, Any] = {
    "shadow": {"amount": 80, "colour": [60, 50, 56]},
    "lashes": {"amount": 90, "colour": [10, 10, 10]},
    "brows": {"amount": 60, "colour": [52, 40, 34]},
    "blush": {"amount": 60, "colour": [214, 96, 96]},
    "lips": {"amount": 100, "colour": RED, "gloss": 30},
}


def made_up(found: Found, parts: dict[str, Any], pixels: Pixels | None = None) -> Pixels:
    photo = found.pixels if pixels is None else pixels
    skin = skin_colour(found.pixels, found.landmarks)
    return makeup(photo, found.landmarks, skin, {"step": "makeup", **parts})


def mask_of(found: Found, points: slice, grown: float = 0.0) -> Mask:
    unit = frame_of(found.landmarks).unit
    outline = smooth_curve(found.landmarks[points], closed=True)
    return grow(filled(found.pixels.shape[:2], outline), grown * unit)


def bare_lips(found: Found) -> Any:
    """True where lip is for sure: well inside the outer contour, well outside the inner one."""
    inside, opening = mask_of(found, slice(48, 60), -0.02), mask_of(found, slice(60, 68), 0.04)
    return (inside > 0.9) & (opening < 0.1)


def test_red_lips_leave_the_teeth_of_an_open_smile_white() -> None:
    found = smiling()
    painted = made_up(found, {"lips": FULL["lips"]})
    inside = mask_of(found, slice(60, 68), -0.03) > 0.99
    change = np.abs(painted.astype(int) - found.pixels)[inside]
    assert inside.sum() > 100
    assert change.max() <= 2


def test_teeth_beside_the_landmarks_are_known_by_their_colour() -> None:
    found = smiling()
    lips = bare_lips(found)
    rows, columns = np.nonzero(lips)
    tooth = (rows < np.percentile(rows, 30)) & (np.abs(columns - np.median(columns)) < 12)
    photo = found.pixels.copy()
    photo[rows[tooth], columns[tooth]] = (226, 219, 204)
    painted = made_up(found, {"lips": {"amount": 100, "colour": RED}}, photo)
    change = np.abs(painted.astype(int) - photo)[rows[tooth], columns[tooth]]
    assert np.median(change) <= 3


def test_red_lips_become_redder_and_keep_the_shape_of_their_light() -> None:
    found = smiling()
    painted = made_up(found, {"lips": {"amount": 90, "colour": RED}})
    lips = bare_lips(found)
    before, after = to_lab(found.pixels)[lips], to_lab(painted)[lips]
    assert np.median(after[:, 1]) > np.median(before[:, 1]) + 10
    assert np.corrcoef(before[:, 0], after[:, 0])[0, 1] > 0.8


def test_the_shine_on_lips_stays_on_top_of_the_pigment() -> None:
    found = smiling()
    lips = bare_lips(found)
    rows, columns = np.nonzero(lips)
    spot = found.landmarks[57].astype(int) - (0, 3)
    near = np.hypot(rows - spot[1], columns - spot[0]) < 3
    photo = (found.pixels * 0.5).astype(np.uint8)
    photo[rows[near], columns[near]] = (255, 150, 150)
    painted = made_up(found, {"lips": {"amount": 100, "colour": RED}}, photo)
    green = slice(1, 2)
    kept = painted[rows, columns, green].astype(float) / np.maximum(photo[rows, columns, green], 1)
    assert near.sum() >= 5
    assert np.median(kept[near]) > np.median(kept[~near]) + 0.2


@pytest.mark.parametrize("found", [smiling, uniformed])
def test_no_part_paints_outside_the_face(found: Any) -> None:
    person = found()
    painted = made_up(person, FULL)
    unit = frame_of(person.landmarks).unit
    face = grow(filled(person.pixels.shape[:2], face_outline(person.landmarks)), 0.12 * unit)
    assert np.array_equal(painted[face < 0.01], person.pixels[face < 0.01])


@pytest.mark.parametrize("part", PARTS)
def test_an_amount_of_zero_paints_nothing_and_more_paints_more(part: str) -> None:
    found = smiling()

    def change(amount: int) -> float:
        painted = made_up(found, {part: FULL[part] | {"amount": amount}})
        return float(np.abs(painted.astype(int) - found.pixels).sum())

    assert change(0) == 0
    assert 0 < change(30) < change(90)


@pytest.mark.parametrize("part", PARTS)
def test_both_halves_of_the_face_are_painted_alike(part: str) -> None:
    found = smiling()
    width = found.pixels.shape[1]
    points = found.landmarks[list(MIRROR)] * (-1, 1) + (width - 1, 0)
    mirrored = Found(
        np.ascontiguousarray(found.pixels[:, ::-1]), points.astype(np.float32), found.box
    )
    straight = made_up(found, {part: FULL[part]})
    seen = made_up(mirrored, {part: FULL[part]})[:, ::-1]
    touched = np.abs(straight.astype(int) - found.pixels).max(axis=2) > 4
    assert np.abs(straight.astype(int) - seen)[touched].mean() < 4


@pytest.mark.parametrize("found", [smiling, uniformed])
def test_full_makeup_makes_nobody_paler_or_darker(found: Any) -> None:
    person = found()
    before = typology_angle(skin_lab(person.pixels, person))
    after = typology_angle(skin_lab(made_up(person, FULL), person))
    assert abs(after - before) < 3


def test_blush_stays_off_hair_that_hangs_over_the_cheek() -> None:
    found = smiling()
    photo = found.pixels.copy()
    cheek = (found.landmarks[2] * 0.5 + found.landmarks[31] * 0.5).astype(int)
    lock = (slice(cheek[1] - 30, cheek[1] + 30), slice(cheek[0] - 4, cheek[0] + 4))
    photo[lock] = (28, 20, 16)
    painted = made_up(found, {"blush": FULL["blush"] | {"amount": 100}}, photo)
    assert np.abs(painted.astype(int) - photo)[lock][:, 2:-2].max() <= 4
