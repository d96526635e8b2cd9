from functools import cache

import numpy as np
import pytest

from portraits.engine.costume import dress
from portraits.engine.costume_patterns import PATTERNS
from portraits.engine.cutout import cut_out
from portraits.engine.errors import BadPack
from portraits.engine.frame import frame_of
from portraits.engine.raster import convex_hull, fill_polygon, grow
from portraits.starter.catalogue import read_catalogue
from tests.engine.sitters import uniformed

COSTUMES = {
    piece.recipe["costume"]["kind"]: piece.recipe["costume"]
    for piece in read_catalogue()
    if "costume" in piece.recipe
}


@cache
def person():
    found = uniformed()
    alpha, colours = cut_out(found.pixels, found.box)
    return found, colours, alpha


def dressed(kind):
    found, colours, alpha = person()
    return dress(colours, alpha, found.landmarks, COSTUMES[kind])


def test_every_costume_belongs_to_a_studio():
    assert set(COSTUMES) == set(PATTERNS)


@pytest.mark.parametrize("kind", sorted(PATTERNS))
def test_no_costume_touches_the_face(kind):
    found, colours, _ = person()
    picture, _ = dressed(kind)
    face = fill_polygon(convex_hull(found.landmarks), *colours.shape[:2])
    inside = grow(face, -4) > 0.5
    assert np.array_equal(picture[inside], colours[inside])


@pytest.mark.parametrize("kind", sorted(PATTERNS))
def test_a_costume_covers_the_chest_to_the_frames_foot(kind):
    found, colours, _ = person()
    picture, alpha = dressed(kind)
    middle = int(found.landmarks[8, 0])
    assert alpha[-1, middle - 60 : middle + 60].min() > 0.99
    chest = slice(-40, None), slice(middle - 100, middle + 100)
    assert np.abs(picture[chest].astype(int) - colours[chest]).mean() > 10


def test_a_jumper_has_the_colour_it_was_knitted_in():
    found, colours, alpha = person()
    red = {"kind": "turtleneck", "colours": {"cloth": [150, 30, 30], "collar": [150, 30, 30]}}
    picture, _ = dress(colours, alpha, found.landmarks, red)
    middle = int(found.landmarks[8, 0])
    chest = np.median(picture[-60:, middle - 60 : middle + 60].reshape(-1, 3), axis=0)
    assert chest[0] > 90
    assert chest[0] > 3 * chest[1]


def test_cloth_is_lighter_on_the_side_from_which_the_face_is_lit():
    found, colours, alpha = person()
    x = np.linspace(0.1, 1.0, colours.shape[1])[None, :, None]
    lit = np.asarray(np.clip(colours * x, 0, 255), np.uint8)
    cloth = {"kind": "turtleneck", "colours": {"cloth": [120] * 3, "collar": [120] * 3}}
    picture, _ = dress(lit, alpha, found.landmarks, cloth)
    unit, middle = frame_of(found.landmarks).unit, found.landmarks[8, 0]
    left, right = (
        picture[-50:, int(middle + side * 1.6 * unit) - 15 :][:, :30].mean() for side in (-1, 1)
    )
    assert right > left + 3


def test_an_unknown_costume_is_refused():
    found, colours, alpha = person()
    with pytest.raises(BadPack):
        dress(colours, alpha, found.landmarks, {"kind": "armour"})
