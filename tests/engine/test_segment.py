import cv2
import numpy as np
import pytest

from benchmarks.drawn_people import draw_person
from portraits.engine.cutout import cut_out
from portraits.engine.geometry import BoundingBox
from portraits.engine.segment import segment_person
from tests.engine.sitters import smiling, uniformed


@pytest.fixture
def no_network(monkeypatch, tmp_path):
    """A site whose set-up could not bring the model."""
    monkeypatch.setenv("MODELS_DIR", str(tmp_path))


def overlap(mask, truth):
    return ((mask > 0.5) & (truth > 0.5)).sum() / ((mask > 0.5) | (truth > 0.5)).sum()


@pytest.mark.parametrize("sitter", [smiling, uniformed])
def test_the_mask_holds_the_face_and_leaves_the_corners(sitter):
    found = sitter()
    mask = segment_person(found.pixels, found.box)
    assert mask.shape == found.pixels.shape[:2]
    rows, columns = found.box.inside(mask.shape[1], mask.shape[0])
    assert mask[rows, columns].mean() > 0.9
    assert mask[:20, -20:].max() < 0.1


def test_a_small_person_in_a_wide_picture_is_looked_at_again():
    person = draw_person(8, 384)
    wide = np.full((1400, 900, 3), 120, np.uint8)
    truth = np.zeros((1400, 900), np.float32)
    wide[1016:, 300:684], truth[1016:, 300:684] = person.picture, person.alpha
    x, y, width, height = person.face
    face = BoundingBox(x + 300, y + 1016, width, height)
    assert overlap(segment_person(wide, face), truth) > 0.9


def test_without_the_network_people_are_still_cut_out(no_network):
    person = draw_person(9, 512)
    alpha, _ = cut_out(person.picture, BoundingBox(*person.face))
    assert overlap(alpha, person.alpha) > 0.93


def test_without_the_network_the_face_is_looked_for(no_network):
    found = smiling()
    small = cv2.resize(found.pixels, (512, 512), interpolation=cv2.INTER_AREA)
    told = segment_person(small, found.box.scaled(0.5))
    assert overlap(segment_person(small), told) > 0.9


def test_without_the_network_the_same_photo_gives_the_same_mask(no_network):
    found = uniformed()
    assert np.array_equal(*(segment_person(found.pixels, found.box) for _ in range(2)))
