from functools import cache

import numpy as np
import pytest

from benchmarks.drawn_people import DrawnPerson, draw_person
from portraits.engine.cutout import cut_out, foreground_colours, matte, refine, trimap
from portraits.engine.geometry import BoundingBox
from tests.engine.sitters import smiling

SIDE = 512
SHORT_HAIR, LONG_HAIR, CURLS, BALD = 0, 7, 8, 9


@cache
def drawn(seed: int) -> DrawnPerson:
    return draw_person(seed, SIDE)


def overlap(alpha, truth):
    return ((alpha > 0.5) & (truth > 0.5)).sum() / ((alpha > 0.5) | (truth > 0.5)).sum()


@pytest.mark.parametrize("seed", [SHORT_HAIR, LONG_HAIR, CURLS, BALD])
def test_people_are_cut_out_with_their_hair(seed):
    person = drawn(seed)
    alpha, _ = cut_out(person.picture, BoundingBox(*person.face))
    assert overlap(alpha, person.alpha) >= 0.97
    assert np.abs(alpha - person.alpha).mean() <= 0.02


def test_strands_of_hair_are_half_transparent():
    person = drawn(CURLS)
    alpha, _ = cut_out(person.picture, BoundingBox(*person.face))
    strands = (person.alpha > 0.2) & (person.alpha < 0.8)
    assert 0.25 < alpha[strands].mean() < 0.8
    assert np.corrcoef(alpha[strands], person.alpha[strands])[0, 1] > 0.3


def test_a_refined_matte_is_nearer_to_the_truth_than_the_mask_it_began_with():
    person = drawn(LONG_HAIR)
    rough = np.asarray(np.repeat(np.repeat(person.alpha[::16, ::16], 16, 0), 16, 1), np.float32)
    alpha, _ = refine(person.picture, rough)
    assert np.abs(alpha - person.alpha).mean() < 0.6 * np.abs(rough - person.alpha).mean()


def test_no_colour_of_the_background_is_left_in_soft_edges():
    """A red disc with a broad soft edge before green: what shows of green must go."""
    y, x = np.mgrid[:300, :300]
    alpha = np.clip((100 - np.hypot(x - 150, y - 150)) / 20 + 0.5, 0, 1).astype(np.float32)
    red, green = np.array((200, 40, 40)), np.array((30, 190, 60))
    seen = (green + (red - green) * alpha[..., None] + 0.5).astype(np.uint8)
    colours = foreground_colours(seen, (alpha * 255 + 0.5).astype(np.uint8))
    edge = (alpha > 0.1) & (alpha < 0.9)
    assert np.abs(seen[edge].astype(int) - red).mean() > 30
    assert np.abs(colours[edge].astype(int) - red).mean() < 6.5
    assert np.array_equal(colours[alpha == 1], seen[alpha == 1])


def test_a_hard_edge_between_black_and_white_leaves_no_gap_in_the_matte():
    """Across such an edge the matting equations are all but singular."""
    picture = np.full((400, 400, 3), 255, np.uint8)
    picture[100:, 120:280] = (6, 5, 4)
    rough = np.zeros((400, 400), np.float32)
    rough[104:, 124:276] = 1
    alpha = matte(picture, rough)
    assert np.isfinite(alpha).all()
    assert alpha[110:, 130:270].min() > 0.9
    assert alpha[:90].max() < 0.1


def test_what_is_believed_of_the_mask_is_never_both_inside_and_outside():
    rough = np.zeros((200, 200), np.float32)
    rough[60:, 50:150] = 1
    rough[20:30, 10:20] = 0.6
    inside, outside = trimap(rough)
    assert inside[150, 100]
    assert not (inside & outside).any()
    assert outside[25, 15]


def test_the_same_photo_gives_the_same_cutout():
    found = smiling()
    first, second = (cut_out(found.pixels, found.box) for _ in range(2))
    assert np.array_equal(first[0], second[0])
    assert np.array_equal(first[1], second[1])
