import numpy as np
import pytest

from portraits.engine.errors import BadPack
from portraits.engine.frames import MARGINS, PAINTERS, draw_frame, opening_of

GREY = (90, 120, 150)


def framed(kind, width=400, height=500):
    opening = opening_of({"kind": kind}, width, height)
    picture = np.full((opening.height, opening.width, 3), GREY, np.uint8)
    return opening, draw_frame(picture, {"kind": kind}, width, height)


def test_every_frame_has_margins_and_a_painter():
    assert set(MARGINS) == set(PAINTERS)


@pytest.mark.parametrize("kind", sorted(PAINTERS))
def test_a_frame_has_the_outer_size_and_shows_the_picture_in_its_opening(kind):
    opening, drawn = framed(kind)
    assert drawn.shape == (500, 400, 3)
    middle = drawn[opening.top + opening.height // 2, opening.left + opening.width // 2]
    assert np.abs(middle.astype(int) - GREY).max() <= 1


@pytest.mark.parametrize("kind", sorted(PAINTERS))
def test_nothing_of_the_picture_is_seen_on_the_frame(kind):
    opening, plain = framed(kind)
    picture = np.random.default_rng(1).integers(0, 255, (opening.height, opening.width, 3))
    drawn = draw_frame(picture.astype(np.uint8), {"kind": kind}, 400, 500)
    outside = np.ones((500, 400), bool)
    outside[opening.inside] = False
    assert np.array_equal(drawn[outside], plain[outside])


def test_an_oval_mat_covers_the_corners_of_its_opening():
    opening, drawn = framed("oval")
    corner = drawn[opening.top + 4, opening.left + 4].astype(int)
    assert np.abs(corner - (226, 216, 198)).max() < 15


def test_a_print_has_a_broad_foot():
    opening = opening_of({"kind": "print"}, 1000, 1000)
    below = 1000 - opening.top - opening.height
    assert below > 3 * opening.top


def test_an_unknown_frame_is_refused():
    with pytest.raises(BadPack):
        opening_of({"kind": "gilded"}, 100, 100)
