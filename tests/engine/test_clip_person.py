"""Who stands before what: the outline goes with the person, and behind it is what was chosen."""

from itertools import pairwise

import cv2
import numpy as np
import numpy.typing as npt
import pytest

from portraits.engine.clip import person as people
from portraits.engine.clip.person import Backdrop, Person
from portraits.starter.live_pieces import live_backdrops
from tests.engine.clip_pictures import HEIGHT, WIDTH, look, middle_of, moved, noisy, painted, still


@pytest.mark.parametrize(
    "backdrop", ["white", "green", "blur", *(p.slug for p in live_backdrops())]
)
def test_behind_the_person_stands_what_was_chosen(backdrop: str) -> None:
    shown = painted([still()] * 3, backdrop=backdrop)[-1]

    nose = shown[140:170, 230:250]
    assert np.abs(nose.astype(int) - still()[140:170, 230:250]).mean() < 3
    wall = slice(4, 40), slice(4, 40)
    if backdrop == "blur":
        assert shown[wall].std() < 0.8 * still()[wall].std()
    else:
        room = Backdrop(look(backdrop=backdrop).backdrop or "", WIDTH, HEIGHT)
        drawn = room.behind(still(), np.ones((HEIGHT, WIDTH), np.float32))
        assert np.abs(shown[wall].astype(int) - drawn[wall]).max() <= 2
        assert np.abs(shown[wall].astype(int) - still()[wall]).mean() > 10


def test_plain_walls_are_white_and_green() -> None:
    for backdrop, colour in {"white": (250, 250, 250), "green": (0, 177, 64)}.items():
        assert (
            np.abs(painted([still()], backdrop=backdrop)[0][:40, :40] - np.array(colour)).max() == 0
        )


def test_the_outline_of_who_stands_still_does_not_crawl_in_a_cameras_noise() -> None:
    person = Person()
    masks = [person.follow(noisy(still(), number)) > 0.5 for number in range(24)][6:]

    for before, after in pairwise(masks):
        moved_by = _away_from(_outline(before))[_outline(after)]
        assert np.percentile(moved_by, 99) <= 1


def _outline(mask: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    inner = cv2.erode(mask.astype(np.uint8), np.ones((3, 3), np.uint8))
    return np.asarray(mask & (inner == 0))


def _away_from(line: npt.NDArray[np.bool_]) -> npt.NDArray[np.float32]:
    """How far each pixel is from the line."""
    away = cv2.distanceTransform((~line).astype(np.uint8), cv2.DIST_L2, cv2.DIST_MASK_PRECISE)
    return np.asarray(away, np.float32)


def test_the_outline_goes_with_the_person_and_stands_still_with_them() -> None:
    person = Person()
    masks = [person.follow(still()) for _turn in range(8)]
    assert max(float(np.abs(one - two).max()) for one, two in pairwise(masks[4:])) < 0.02

    for number in range(12):
        mask = person.follow(moved(4 * number, 0))
    assert middle_of(mask > 0.5)[1] - middle_of(masks[-1] > 0.5)[1] > 15


def test_without_the_network_the_person_is_found_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(people, "segmentation_path", lambda: None)
    monkeypatch.setattr("portraits.engine.segment.segmentation_path", lambda: None)

    mask = Person().follow(still())

    assert mask[150, 240] > 0.9
    assert mask[10, 10] < 0.1
