import io
import tracemalloc

import cv2
import numpy as np
import pytest
from PIL import Image

from benchmarks.drawn_people import draw_person
from portraits.engine.codec import Photo
from portraits.engine.cutout_picture import cropped, cut_photo, painted, with_alpha
from portraits.engine.errors import NoPerson

SIDE = 512
PLAIN = {"format": "png", "crop": False}


def cut(pixels, **options):
    return cut_photo(Photo(pixels, pixels.shape[1], pixels.shape[0]), PLAIN | options)


def opened(picture):
    return np.asarray(Image.open(io.BytesIO(picture.content)))


@pytest.mark.parametrize("kind", ["png", "webp"])
@pytest.mark.parametrize("seed", [0, 7, 8])
def test_a_drawn_person_comes_out_with_the_opacity_they_were_drawn_with(seed, kind):
    person = draw_person(seed, SIDE)
    alpha = opened(cut(person.picture, format=kind))[..., 3] / 255
    both = (alpha > 0.5) & (person.alpha > 0.5)
    either = (alpha > 0.5) | (person.alpha > 0.5)
    assert both.sum() / either.sum() >= 0.97
    assert np.abs(alpha - person.alpha).mean() <= 0.02


def test_webp_keeps_the_opacity_exactly():
    person = draw_person(0, SIDE)
    png, webp = (opened(cut(person.picture, format=kind)) for kind in ("png", "webp"))
    assert np.array_equal(png[..., 3], webp[..., 3])


def test_webp_shows_the_person_in_their_own_colours():
    person = draw_person(0, SIDE)
    png, webp = (opened(cut(person.picture, format=kind)) for kind in ("png", "webp"))
    seen = png[..., 3] > 0
    error = (png[seen, :3].astype(float) - webp[seen, :3]) ** 2
    # Quality 90 is at 42.5 dB here, 80 at 40.2.
    assert 10 * np.log10(255**2 / error.mean()) > 41


def test_every_opacity_is_kept_within_a_255th_in_levels_that_webp_compresses_once():
    every = np.arange(256, dtype=np.uint8).reshape(16, 16)
    kept = with_alpha(np.zeros((16, 16, 3), np.uint8), every)[..., 3]
    assert np.abs(kept.astype(int) - every).max() <= 1
    assert len(np.unique(kept)) <= 192
    assert (kept[0, 0], kept[-1, -1]) == (0, 255)
    assert (kept.ravel()[1:] > 0).all()


def test_a_cutout_needs_no_photo_sized_floats():
    """A photo's worth of them is as large as the whole result; there were five at a time."""
    person = draw_person(0, SIDE)
    large = cv2.resize(person.picture, (4096, 4096))
    mask = cv2.resize(person.alpha, (512, 512))
    painted(large, mask)
    tracemalloc.start()
    painted(large, mask)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak / large[..., 0].size < 9


def test_equal_photos_give_equal_files():
    person = draw_person(0, SIDE)
    assert cut(person.picture).content == cut(person.picture).content


def test_where_nobody_is_seen_no_colour_is_left():
    alpha = np.zeros((4, 4), np.uint8)
    alpha[1, 2] = 128
    picture = with_alpha(np.full((4, 4, 3), 200, np.uint8), alpha)
    assert picture[1, 2].tolist() == [200, 200, 200, 128]
    assert picture.sum() == 728


def test_a_cropped_cutout_has_a_margin_and_stays_inside_the_picture():
    picture = np.zeros((100, 100, 4), np.uint8)
    picture[0:50, 30:60, 3] = 255
    assert cropped(picture).shape == (52, 34, 4)


def test_a_picture_without_anybody_is_refused():
    with pytest.raises(NoPerson):
        cut(np.full((300, 300, 3), 128, np.uint8))
