"""Grades are exact where they should be, and what follows one another becomes one table."""

import numpy as np
import pytest

from portraits.engine.filters import curve, grade, grain, mix, multiply, toned, vignette
from portraits.engine.geometry import Pixels
from tests.engine.sitters import smiling


def every_grey() -> Pixels:
    level = np.arange(256, dtype=np.uint8)
    return np.repeat(level[None, :, None], 3, axis=2)


def test_a_grade_that_says_nothing_changes_nothing() -> None:
    photo = smiling().pixels
    assert np.array_equal(grade(photo, [{"step": "grade"}]), photo)
    straight = {"step": "grade", "curves": {"master": [[0, 0], [1, 1]]}, "saturation": 1}
    assert np.array_equal(grade(photo, [straight, straight]), photo)


def test_two_grades_in_one_table_are_the_two_one_after_the_other() -> None:
    photo = smiling().pixels[::4, ::4]
    warm = {"step": "grade", "highlights": {"colour": [255, 210, 150], "amount": 12}}
    soft = {"step": "grade", "curves": {"master": [[0, 0.05], [0.5, 0.52], [1, 0.97]]}}
    at_once = grade(photo, [warm, soft]).astype(int)
    in_turn = grade(grade(photo, [warm]), [soft]).astype(int)
    assert np.abs(at_once - in_turn).max() <= 3


def test_black_and_white_has_no_colour() -> None:
    result = grade(smiling().pixels, [{"step": "grade", "mono": [0.3, 0.5, 0.2]}])
    assert np.ptp(result.astype(int), axis=2).max() <= 1


def test_a_tint_keeps_the_brightness_of_greys() -> None:
    tint = {"step": "grade", "shadows": {"colour": [20, 60, 140], "amount": 20}}
    result = grade(every_grey(), [tint]).astype(float)[0]
    light = result @ (0.2126, 0.7152, 0.0722)
    assert np.abs(light - np.arange(256))[30:].max() < 3
    assert result[60, 2] > result[60, 0] + 5


def test_a_curve_goes_through_its_points_and_never_turns_back() -> None:
    points: list[list[float]] = [[0, 0.05], [0.2, 0.1], [0.5, 0.6], [0.9, 0.92], [1, 1]]
    x, y = np.array(points).T
    assert curve(points, x.astype(np.float32)) == pytest.approx(y, abs=1e-6)
    assert (np.diff(curve(points, np.linspace(0, 1, 500, dtype=np.float32))) >= 0).all()
    assert np.array_equal(toned(every_grey(), [[0, 0], [1, 1]]), every_grey())


def test_grain_repeats_exactly_and_keeps_the_mean() -> None:
    flat = np.full((600, 700, 3), 120, np.uint8)
    step = {"amount": 40, "size": 1.2, "seed": 7}
    once = grain(flat, step)
    assert np.array_equal(once, grain(flat, step))
    assert once.mean() == pytest.approx(120, abs=0.5)
    assert 2 < once.std() < 12
    assert not np.array_equal(once, grain(flat, step | {"seed": 8}))


def test_a_vignette_darkens_the_corners_and_spares_the_face() -> None:
    flat = np.full((400, 600, 3), 180, np.uint8)
    result = vignette(flat, (300, 200), {"amount": 50, "reach": 0.4})
    assert np.array_equal(result[190:210, 290:310], flat[190:210, 290:310])
    assert result[2, 2].mean() < 130
    assert np.array_equal(vignette(flat, (300, 200), {"amount": 0}), flat)


def test_multiplying_by_one_and_mixing_nothing_in_change_nothing() -> None:
    photo = smiling().pixels
    assert np.array_equal(multiply(photo, np.ones((40, 40), np.float32)), photo)
    assert np.array_equal(mix(photo, np.zeros_like(photo), 0.0), photo)
