"""Whose face is where: held while it is still, followed while it moves, lost when it is gone."""

from functools import cache
from itertools import combinations, pairwise

import cv2
import numpy as np
import pytest
from skimage import data

from portraits.engine.clip.faces import FADE_PICTURES, FaceTracker
from portraits.engine.frame import frame_of
from portraits.engine.geometry import Landmarks, Pixels
from tests.engine.clip_pictures import RATE, moved, nobody, noisy, still
from tests.photos import face_pixels


def test_points_of_a_still_face_stand_still_in_a_cameras_noise() -> None:
    tracker = FaceTracker()
    points = [
        tracker.follow(noisy(still(), number), number / RATE)[0].landmarks.copy()
        for number in range(40)
    ]

    steps = [float(np.abs(two - one).max()) for one, two in pairwise(points[8:])]
    assert max(steps) < 1
    # Eyes, nose and mouth, on which something is painted; a pixel is a fortieth of this face.
    drift = np.ptp(np.array(points[8:])[:, 27:], axis=0)
    assert drift.max() < 1.5


def test_points_follow_a_moving_face_without_lagging() -> None:
    tracker, lags = FaceTracker(), []
    for number in range(45):
        right = 3.0 * number
        (face,) = tracker.follow(moved(right - 60, 0), number / RATE)
        lags.append(float(face.landmarks[30, 0]) - right)

    # Three pixels a picture; eyes are 39 px apart here, so that this is a twentieth of it.
    assert max(abs(lag - lags[0]) for lag in lags) < 2


def test_a_face_is_followed_without_a_gap_also_half_out_of_the_picture() -> None:
    tracker = FaceTracker()
    counts = [len(tracker.follow(moved(0, -2.2 * number), number / RATE)) for number in range(60)]

    assert set(counts) == {1}


def test_a_face_that_is_covered_fades_and_comes_back_without_a_step() -> None:
    tracker, shares = FaceTracker(), []
    covered = still().copy()
    covered[60:260, 150:330] = 90
    for number in range(70):
        faces = tracker.follow(covered if 20 <= number < 34 else still(), number / RATE)
        shares.append(faces[0].share if faces else 0.0)

    steps = [abs(two - one) for one, two in pairwise(shares)]
    assert max(steps) <= 1 / FADE_PICTURES + 1e-6
    assert min(shares) < 0.5
    assert shares[-1] == 1


def test_somebody_who_comes_in_later_is_painted_little_by_little() -> None:
    tracker = FaceTracker()
    slow = [cv2.addWeighted(nobody(), 1 - n / 20, still(), n / 20, 0) for n in range(20)]
    shares = [
        face.share
        for number, one in enumerate([*slow, *[still()] * 12])
        for face in tracker.follow(np.asarray(one, np.uint8), number / RATE)
    ]

    assert shares[0] < 0.5
    assert shares[FADE_PICTURES] == 1
    assert shares[: FADE_PICTURES + 1] == sorted(shares[: FADE_PICTURES + 1])


@pytest.mark.parametrize("step", [4, 6])
@pytest.mark.parametrize("is_first_in_front", [True, False])
def test_no_face_is_followed_twice_while_one_hides_behind_another_and_comes_out(
    step: int, is_first_in_front: bool
) -> None:
    there = list(range(540, 320, -step))
    places = [*there, *[320] * 40, *range(320, 110, -step), *[110] * 12]
    tracker = FaceTracker()
    for number, place in enumerate(places):
        pair = [(_heads()[0], 320), (_heads()[1], place)]
        shown = _picture_of(pair[::-1] if is_first_in_front else pair)
        faces = [face.landmarks for face in tracker.follow(shown, number / RATE)]
        assert all(_units_apart(one, two) > 0.5 for one, two in combinations(faces, 2))

    assert tracker.most_seen == 2
    assert sorted(float(face[30, 0]) for face in faces) == pytest.approx([110, 320], abs=12)


def test_two_who_walk_past_each_other_are_both_painted_soon_after() -> None:
    tracker, alone = FaceTracker(), 0
    for number in range(112):
        way = min(6 * max(0, number - 12), 440)
        shown = _picture_of([(_heads()[0], 100 + way), (_heads()[1], 540 - way)])
        faces = [face.landmarks for face in tracker.follow(shown, number / RATE)]
        alone += len(faces) < 2

    assert sorted(float(face[30, 0]) for face in faces) == pytest.approx([100, 540], abs=12)
    # Half a second, most of which one of them is hidden for.
    assert alone <= 15


def test_a_fit_that_bursts_is_not_painted(monkeypatch: pytest.MonkeyPatch) -> None:
    tracker = FaceTracker()
    for number in range(3):
        (face,) = tracker.follow(still(), number / RATE)
    middle = face.landmarks.mean(axis=0)
    burst = middle + 2 * (face.landmarks - middle)
    monkeypatch.setattr("portraits.engine.clip.faces.place_landmarks", lambda *_a, **_o: burst)

    assert tracker.follow(still(), 3 / RATE) == []


def _units_apart(one: Landmarks, two: Landmarks) -> float:
    unit = max(frame_of(one).unit, frame_of(two).unit)
    return float(np.linalg.norm(one - two, axis=1).mean()) / unit


@cache
def _heads() -> tuple[Pixels, Pixels]:
    """Two people's heads, as wide as each other."""
    heads = data.astronaut()[20:230, 120:330], face_pixels()
    one, two = (
        cv2.resize(head, (190, round(190 * head.shape[0] / head.shape[1]))) for head in heads
    )
    return np.asarray(one, np.uint8), np.asarray(two, np.uint8)


def _picture_of(people: list[tuple[Pixels, int]]) -> Pixels:
    """Heads before a wall, each with its middle so far to the right, the last one in front."""
    shown = np.full((360, 640, 3), 120, np.uint8)
    for head, right in people:
        height, width = head.shape[:2]
        left, top = right - width // 2, 170 - height // 2
        oval = np.zeros((height, width), np.float32)
        radii = round(0.36 * width), round(0.46 * height)
        cv2.ellipse(oval, (width // 2, height // 2), radii, 0, 0, 360, 1.0, -1)
        cover = cv2.GaussianBlur(oval, (0, 0), 3)
        below = shown[top : top + height, left : left + width]
        below[:] = cv2.blendLinear(head, below.copy(), cover, 1 - cover)
    return shown
