"""The mark of a shared picture: seen, large enough, and nothing else is changed."""

import io

import numpy as np
import pytest
from PIL import Image

from portraits.engine.ai_mark import mark_picture
from portraits.engine.codec import SOURCE_TYPE, encode_jpeg

SIZES = [(1200, 1600), (640, 480), (400, 300)]


def marked(width: int, height: int) -> np.ndarray:
    plain = encode_jpeg(np.full((height, width, 3), 128, np.uint8))
    return np.asarray(Image.open(io.BytesIO(mark_picture(plain))).convert("L")).astype(int)


@pytest.mark.promise("M-21")
@pytest.mark.parametrize(("width", "height"), SIZES)
def test_its_letters_are_a_twentieth_of_the_shorter_side_high(width: int, height: int) -> None:
    picture = marked(width, height)

    assert picture.shape == (height, width)
    # The first letter is a capital; the plate's corner stands left of it.
    rows = np.flatnonzero((picture[:, : width // 4] > 200).any(axis=1))
    assert rows.max() - rows.min() + 1 >= min(width, height) * 0.05


@pytest.mark.promise("M-21")
@pytest.mark.parametrize(("width", "height"), SIZES)
def test_it_says_generated_as_large_in_chinese(width: int, height: int) -> None:
    picture = marked(width, height)
    inked = (picture > 200).any(axis=0)

    # Letters, a gap between the words, "AI", and two characters at the end of the plate.
    last = np.flatnonzero(inked).max()
    side = round(min(width, height) * 0.0567)
    for left in (last - 2.14 * side, last - side):
        character = picture[:, round(left) : round(left + side)] > 200
        rows, columns = (np.flatnonzero(character.any(axis=axis)) for axis in (1, 0))
        assert np.ptp(rows) + 1 >= min(width, height) * 0.05
        assert np.ptp(columns) + 1 >= side * 0.85


@pytest.mark.promise("M-21")
def test_the_mark_stands_in_a_corner_and_in_the_file() -> None:
    picture = marked(1200, 1600)

    assert np.abs(picture[260:] - 128).max() <= 2
    plain = encode_jpeg(np.full((64, 64, 3), 128, np.uint8))
    assert SOURCE_TYPE.encode() in mark_picture(plain)
    assert mark_picture(plain) == mark_picture(plain)
