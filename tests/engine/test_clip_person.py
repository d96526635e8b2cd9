"""Who stands before what: the outline goes with the person, and behind it is what was chosen."""

from itertools import pairwise

import cv2
import numpy as np
import numpy.typing as npt
import pytest

from portraits.engine.backdrops import draw_backdrop
from portraits.engine.clip import person as people
from portraits.engine.clip.person import Person
from portraits.engine.geometry import Pixels
from portraits.starter.live_pieces import live_backdrops
from tests.engine.clip_pictures import HEIGHT, WIDTH, middle_of, moved, noisy, painted, still

PLAIN = {"white": (250, 250, 250), "green": (0, 177, 64)}
WALL = slice(4, 40), slice(4, 40)


@pytest.mark.parametrize("backdrop", [*PLAIN, *(piece.slug for piece in live_backdrops())])
def test_behind_the_person_stands_what_was_chosen(backdrop: str) -> None:
    shown = painted([still()] * 3, backdrop=backdrop)[-1].astype(int)

    assert np.abs(shown[140:170, 230:250] - still()[140:170, 230:250]).mean() < 3
    assert np.abs(shown[WALL] - _drawn(backdrop)[WALL]).max() <= 2


def _drawn(backdrop: str) -> Pixels:
    if backdrop in PLAIN:
        return np.full((HEIGHT, WIDTH, 3), PLAIN[backdrop], np.uint8)
    recipe = next(piece.recipe for piece in live_backdrops() if piece.slug == backdrop)
    return draw_backdrop(dict(recipe), WIDTH, HEIGHT)


def test_a_soft_room_is_the_same_room_out_of_focus() -> None:
    shown = painted([still()] * 3, backdrop="blur")[-1].astype(int)

    assert np.abs(shown[140:170, 230:250] - still()[140:170, 230:250]).mean() < 3
    assert shown[WALL].std() < 0.8 * still()[WALL].std()
    assert shown[WALL].mean() == pytest.approx(still()[WALL].mean(), abs=25)


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


def test_between_two_looks_the_outline_goes_with_who_moves_fast() -> None:
    person = Person()
    for number in range(16):
        picture = moved(8 * number - 60, 0)
        mask = person.follow(picture)
        alone = Person().follow(picture)

        # What is left of the old wall around them.
        assert ((mask > 0.5) & (alone < 0.1)).sum() < 0.01 * (alone > 0.5).sum()


def test_a_scrap_of_a_picture_has_an_outline_too() -> None:
    person, scrap = Person(), np.full((8, 10, 3), 90, np.uint8)

    assert [person.follow(scrap).shape for _turn in range(3)] == [(8, 10)] * 3


def test_without_the_network_the_person_is_found_and_followed_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(people, "segmentation_path", lambda: None)
    monkeypatch.setattr("portraits.engine.segment.segmentation_path", lambda: None)
    person = Person()

    mask = person.follow(still())
    assert mask[150, 240] > 0.9
    assert mask[10, 10] < 0.1

    # All of it before GrabCut looks again.
    later = [person.follow(moved(4 * number, 0)) for number in range(1, 10)][-1]
    assert middle_of(later > 0.5)[1] - middle_of(mask > 0.5)[1] == pytest.approx(36, abs=8)
