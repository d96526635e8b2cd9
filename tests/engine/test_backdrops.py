import cv2
import numpy as np
import pytest

from portraits.engine.backdrops import PAINTERS, draw_backdrop
from portraits.engine.errors import BadPack
from portraits.starter.catalogue import read_catalogue

STUDIOS = [piece for piece in read_catalogue() if piece.kind == "studio"]
RECIPES = {piece.recipe["backdrop"]["kind"]: piece.recipe["backdrop"] for piece in STUDIOS}


def test_every_kind_of_backdrop_is_used_by_a_studio():
    assert set(RECIPES) == set(PAINTERS)


@pytest.mark.parametrize("kind", sorted(PAINTERS))
def test_a_backdrop_fills_the_frame_and_comes_out_the_same_again(kind):
    first = draw_backdrop(RECIPES[kind], 321, 401).copy()
    draw_backdrop.__globals__["_drawn"].cache_clear()
    assert first.shape == (401, 321, 3)
    assert np.array_equal(first, draw_backdrop(RECIPES[kind], 321, 401))


def test_a_backdrop_that_was_handed_out_cannot_be_painted_over():
    with pytest.raises(ValueError, match="read-only"):
        draw_backdrop(RECIPES["paper"], 100, 100)[0, 0] = 0


@pytest.mark.parametrize("kind", ["gradient", "paper", "gels"])
def test_wide_gradients_show_no_bands(kind):
    """Between two levels lie dithered pixels, never two flat stripes side by side."""
    backdrop = draw_backdrop(RECIPES[kind] | {"texture": 0}, 800, 1000)
    smooth = cv2.GaussianBlur(backdrop.astype(np.float32), (0, 0), 6)
    assert len(np.unique(np.round(smooth[..., 1], 2))) > 300
    steps = np.abs(np.diff(smooth[::40, :, 1], axis=1))
    assert steps.max() < 0.5
    still = (backdrop[:, 1:] == backdrop[:, :-1]).all(axis=2)
    assert still.mean() < 0.9


def test_paper_for_identity_photos_is_one_even_colour():
    backdrop = draw_backdrop(RECIPES["plain"] | {"colour": [67, 142, 219]}, 200, 300)
    assert np.unique(backdrop.reshape(-1, 3), axis=0).tolist() == [[67, 142, 219]]


def test_a_picture_covers_the_frame_without_being_squeezed():
    picture = np.zeros((200, 400, 3), np.uint8)
    cv2.circle(picture, (200, 100), 50, (255, 255, 255), -1)
    backdrop = draw_backdrop({"kind": "picture"}, 300, 300, picture)
    x, y, wide, high = cv2.boundingRect((backdrop[..., 0] > 128).astype(np.uint8))
    assert abs(wide - high) <= 2
    assert (x + wide / 2, y + high / 2) == pytest.approx((150, 150), abs=2)


@pytest.mark.parametrize("recipe", [{"kind": "velvet"}, {}, {"kind": "picture"}])
def test_a_backdrop_that_nobody_can_draw_is_refused(recipe):
    with pytest.raises(BadPack):
        draw_backdrop(recipe, 100, 100)
