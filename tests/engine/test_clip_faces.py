"""Whose face is where: held while it is still, followed while it moves, lost when it is gone."""

from itertools import pairwise

import cv2
import numpy as np

from portraits.engine.clip.faces import FADE_PICTURES, FaceTracker
from tests.engine.clip_pictures import RATE, moved, nobody, noisy, still


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
