import numpy as np
import pytest

from portraits.engine.framing import FORMATS, Crop, Head, frame_head, measure_head
from tests.engine.sitters import smiling

TALL = (4000, 3000, 3)
# A person in the middle of a roomy photo, cut by its foot alone.
ROOMY = Head(1000, 1600, 1500, cut_left=False, cut_right=False, cut_top=False)


def head_share(crop: Crop, head: Head) -> float:
    return (head.chin - head.crown) / crop.height


def millimetres(crop: Crop, head: Head, sheet: float) -> float:
    return head_share(crop, head) * sheet


@pytest.mark.parametrize(
    ("size", "pixels"),
    [
        ("portrait", (1280, 1600)),
        ("square", (1600, 1600)),
        ("id_35x45", (827, 1063)),
        ("id_2x2", (1200, 1200)),
        ("print_2x3", (1066, 1600)),
        ("story_9x16", (900, 1600)),
    ],
)
def test_every_format_has_its_exact_size_when_the_photo_is_large_enough(size, pixels):
    crop = frame_head(ROOMY, TALL, FORMATS[size])
    assert (crop.out_width, crop.out_height) == pixels


def test_thirty_five_by_forty_five_millimetres_are_printed_at_600_dpi():
    wanted = FORMATS["id_35x45"]
    assert round(wanted.width / 600 * 25.4, 1) == 35.0
    assert round(wanted.height / 600 * 25.4, 1) == 45.0
    assert FORMATS["id_2x2"].width / 600 == FORMATS["id_2x2"].height / 600 == 2.0


@pytest.mark.parametrize("foot", [1700, 1800, 2000, 4000])
@pytest.mark.parametrize("crown", [20, 700, 1000, 1200])
def test_the_head_on_an_id_keeps_to_the_rules_however_the_photo_was_taken(crown, foot):
    head = Head(crown, 1600, 1500, cut_left=True, cut_right=True, cut_top=False)
    shape = (foot, 3000, 3)
    assert 32 <= millimetres(frame_head(head, shape, FORMATS["id_35x45"]), head, 45) <= 36.001
    assert 25.4 <= millimetres(frame_head(head, shape, FORMATS["id_2x2"]), head, 50.8) <= 35.06


def test_the_head_on_an_id_has_headroom_and_stands_in_the_middle():
    crop = frame_head(ROOMY, TALL, FORMATS["id_35x45"])
    above = (ROOMY.crown - crop.top) / crop.height * 45
    assert 2 <= above <= 6
    assert 0.45 <= (ROOMY.middle - crop.left) / crop.width <= 0.55


def test_the_eyes_of_a_visa_photo_lie_at_the_height_that_is_asked_for():
    crop = frame_head(ROOMY, TALL, FORMATS["id_2x2"])
    eyes = ROOMY.crown + 0.47 * (ROOMY.chin - ROOMY.crown)
    from_foot = (crop.top + crop.height - eyes) / crop.height * 2
    assert 1 + 1 / 8 <= from_foot <= 1 + 3 / 8


@pytest.mark.parametrize("size", ["portrait", "square", "print_2x3", "story_9x16"])
def test_nobody_who_is_cut_by_the_photo_ends_in_the_air(size):
    head = Head(300, 1000, 1450, cut_left=True, cut_right=True, cut_top=False)
    crop = frame_head(head, (1500, 3000, 3), FORMATS[size])
    assert crop.left >= 0
    assert crop.left + crop.width <= 3000
    assert crop.top + crop.height <= 1500 + 1e-6


def test_a_head_cut_by_the_photos_upper_side_touches_the_frames_too():
    head = Head(0, 800, 750, cut_left=False, cut_right=False, cut_top=True)
    assert frame_head(head, (1500, 1500, 3), FORMATS["portrait"]).top == 0


def test_small_photos_are_enlarged_by_a_quarter_at_most():
    head = Head(200, 500, 400, cut_left=False, cut_right=False, cut_top=False)
    crop = frame_head(head, (900, 800, 3), FORMATS["portrait"])
    assert crop.scale == pytest.approx(1.25, abs=0.002)
    assert crop.out_height < 1600


def test_the_crown_is_the_top_of_the_hair():
    found = smiling()
    person = np.zeros(found.pixels.shape[:2], np.float32)
    eyes = found.landmarks[36:48, 1].mean()
    hair = int(eyes - 190)
    person[hair:] = 1
    head = measure_head(found.landmarks, person)
    assert head.crown == hair
    assert head.chin == pytest.approx(found.landmarks[8, 1])
    assert head.cut_left
    assert head.cut_right
    assert not head.cut_top


def test_points_of_the_photo_find_their_place_in_the_portrait():
    crop = frame_head(ROOMY, TALL, FORMATS["portrait"])
    corner = np.array([[crop.left, crop.top], [crop.left + crop.width, crop.top + crop.height]])
    placed = crop.place(corner.astype(np.float32))
    assert np.allclose(placed, [[0, 0], [crop.out_width, crop.out_height]], atol=0.01)
