"""Boxes, fits and array operations: what every stage relies on."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portraits.engine.geometry import (
    BoundingBox,
    apply_affine,
    bounding_box,
    delaunay_triangles,
    fit_similarity,
)
from portraits.engine.raster import blur, fit_within, grow, mix, resize

boxes = st.builds(
    BoundingBox, st.floats(0, 50), st.floats(0, 50), st.floats(1, 50), st.floats(1, 50)
)


@given(box=boxes, turns=st.integers(-4, 8))
def test_a_box_turned_there_and_back_is_itself(box: BoundingBox, turns: int) -> None:
    size = (120, 90) if turns % 2 == 0 else (90, 120)

    back = box.turned(turns, 120, 90).turned(-turns, *size)

    assert (back.x, back.y) == pytest.approx((box.x, box.y))
    assert (back.width, back.height) == (box.width, box.height)


@pytest.mark.parametrize("turns", range(4))
def test_a_box_turns_as_its_picture_does(turns: int) -> None:
    picture = np.zeros((90, 120), np.uint8)
    box = BoundingBox(30, 20, 25, 10)
    picture[box.inside(120, 90)] = 1

    shown = np.rot90(picture, turns)

    turned = box.turned(turns, 120, 90)
    assert shown[turned.inside(shown.shape[1], shown.shape[0])].sum() == 250


@given(box=boxes, other=boxes)
def test_two_boxes_overlap_alike_from_either_side(box: BoundingBox, other: BoundingBox) -> None:
    assert box.overlap(other) == pytest.approx(other.overlap(box))
    assert 0 <= box.overlap(other) <= 1 + 1e-9
    assert box.overlap(box) == pytest.approx(1)


@settings(max_examples=40)
@given(
    angle=st.floats(-3, 3),
    scale=st.floats(0.2, 5),
    shift=st.tuples(st.floats(-90, 90), st.floats(-90, 90)),
    seed=st.integers(0, 99),
)
def test_a_similarity_is_found_again(
    angle: float, scale: float, shift: tuple[float, float], seed: int
) -> None:
    points = np.random.default_rng(seed).uniform(-50, 50, (12, 2)).astype(np.float32)
    turn = scale * np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    moved = (points @ turn.T + shift).astype(np.float32)

    found = fit_similarity(points, moved)

    assert np.abs(apply_affine(found, points) - moved).max() < 1e-2


def test_triangles_cover_a_square_once() -> None:
    points = np.array([(0, 0), (100, 0), (100, 100), (0, 100), (40, 60)], np.float32)

    triangles = delaunay_triangles(points)

    corners = points[triangles]
    sides = corners[:, 1:] - corners[:, :1]
    areas = np.abs(sides[:, 0, 0] * sides[:, 1, 1] - sides[:, 0, 1] * sides[:, 1, 0]) / 2
    assert areas.sum() == pytest.approx(10_000)
    assert len(triangles) == 4


def test_the_box_around_points_is_tight() -> None:
    box = bounding_box(np.array([(3, 4), (10, 2), (7, 9)], np.float32))

    assert box == BoundingBox(3, 2, 7, 7)


@given(
    height=st.integers(1, 90),
    width=st.integers(1, 90),
    new_height=st.integers(1, 90),
    new_width=st.integers(1, 90),
)
def test_an_even_picture_stays_even_at_any_size(
    height: int, width: int, new_height: int, new_width: int
) -> None:
    even = np.full((height, width, 3), 77, np.uint8)

    resized = resize(even, new_width, new_height)

    assert resized.shape == (new_height, new_width, 3)
    assert (resized == 77).all()


@pytest.mark.parametrize("size", [(500, 333), (260, 260), (120, 90), (31, 57)])
def test_made_smaller_a_picture_keeps_its_places_and_its_mean(size: tuple[int, int]) -> None:
    rows, columns = np.mgrid[0:1000, 0:1000].astype(np.float32)
    ramp = rows + 2 * columns

    small = resize(ramp, *size)

    width, height = size
    rows, columns = np.mgrid[0:height, 0:width].astype(np.float32)
    expected = ((rows + 0.5) * 1000 / height - 0.5) + 2 * ((columns + 0.5) * 1000 / width - 0.5)
    inner = np.s_[2:-2, 2:-2]
    assert np.abs(small - expected)[inner].max() < 4
    assert small.mean() == pytest.approx(ramp.mean(), rel=0.01)


def test_fine_stripes_do_not_become_coarse_ones() -> None:
    stripes = np.repeat((np.arange(1200) % 2 * 255).astype(np.uint8)[None], 900, axis=0)

    assert resize(stripes, 400, 300).std() < 12


def test_a_picture_that_fits_is_left_alone() -> None:
    picture = np.zeros((30, 40, 3), np.uint8)

    assert fit_within(picture, 40) is picture
    assert fit_within(picture, 20).shape == (15, 20, 3)


def disc(radius: float, side: int = 200) -> np.ndarray:
    rows, columns = np.mgrid[0:side, 0:side] - side / 2
    return (np.hypot(rows, columns) <= radius).astype(np.float32)


@pytest.mark.parametrize("radius", [3, -3, 10, -10, 30, -30])
def test_a_disc_grows_and_shrinks_by_its_radius(radius: int) -> None:
    area = float(grow(disc(50), radius).sum())

    assert np.sqrt(area / np.pi) == pytest.approx(50 + radius, abs=max(1.5, abs(radius) / 8))


def test_a_mask_at_the_picture_s_edge_is_not_eaten_from_there() -> None:
    mask = np.zeros((100, 100), np.float32)
    mask[:, :50] = 1

    shrunk = grow(mask, -6)

    assert shrunk[:, :40].min() == 1
    assert shrunk[:, 46:].max() == 0


def test_growing_by_nothing_changes_nothing() -> None:
    assert np.array_equal(grow(disc(50), 0.3), disc(50))


@pytest.mark.parametrize("sigma", [1.0, 3.0, 12.0, 40.0])
def test_a_blur_keeps_the_light_and_spreads_it_by_sigma(sigma: float) -> None:
    square = np.zeros((401, 401), np.float32)
    square[180:221, 180:221] = 1

    soft = blur(square, sigma)

    rows, _ = np.mgrid[0:401, 0:401] - 200.0
    spread = np.sqrt((soft * rows**2).sum() / soft.sum())
    assert soft.sum() == pytest.approx(41 * 41, rel=0.05)
    assert spread == pytest.approx(np.hypot(sigma, 41 / 12**0.5), rel=0.05)


def test_a_mix_is_either_picture_at_the_ends_and_halfway_in_the_middle() -> None:
    below = np.full((10, 10, 3), 40, np.uint8)
    above = np.full((10, 10, 3), 200, np.uint8)
    alpha = np.zeros((10, 10), np.float32)
    alpha[:, 5:], alpha[:, 9] = 0.5, 1

    mixed = mix(below, above, alpha)

    assert (mixed[:, 0] == 40).all()
    assert (mixed[:, 6] == 120).all()
    assert (mixed[:, 9] == 200).all()


def test_no_operation_changes_what_it_is_given() -> None:
    picture = np.random.default_rng(0).integers(0, 255, (64, 64, 3), np.uint8)
    mask = picture[..., 0].astype(np.float32) / 255
    before = picture.copy(), mask.copy()

    resize(picture, 20, 20)
    blur(mask, 9)
    grow(mask, 12)
    mix(picture, 255 - picture, mask)

    assert np.array_equal(picture, before[0])
    assert np.array_equal(mask, before[1])
