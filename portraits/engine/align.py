"""Where the person's points shall lie in the template's picture."""

from __future__ import annotations

import numpy as np

from .geometry import (
    INNER_FACE,
    JAW,
    LEFT_BROW,
    OUTER_LIPS,
    RIGHT_BROW,
    Landmarks,
    Points,
    apply_affine,
    eye_distance,
    face_axes,
    fit_similarity,
)
from .pose import head_pose, turn_inner_face

# 0 copies the template's features, and with them its expression; 1 keeps the person's wholly. On
# 25 pairs of portraits 0.85 was recognised in all, 0 in 21; see docs/engine.md.
KEEP_OWN_GEOMETRY = 1.0
# Height of the hairline over the brows, in eye distances: trichion to glabella is about 57 mm,
# pupil to pupil 63 mm (L. Farkas, "Anthropometry of the Head and Face", 1994).
FOREHEAD_HEIGHT = 0.88
# The forehead's outline over the ten brow points, as shares of that height: lower at the temples.
FOREHEAD_PROFILE = np.array([0.35, 0.68, 0.88, 0.97, 1.0, 1.0, 0.97, 0.88, 0.68, 0.35], np.float32)
# Degrees by which two turns must differ before the difference is more than the points' noise.
SURE_TURN = 5.0
# How much of the rest is turned back: all of it stretches the far side and costs likeness.
TURN_SHARE = 0.3
# How far the photo's jaw is drawn in before it is sampled, as a share of the way to the middle of
# the face; so much more on a side that is turned away.
JAW_INSET, FAR_SIDE_INSET = 0.025, 2.5
# The chin stands clear of the background, the sides do not.
JAW_INSET_PROFILE = np.interp(np.arange(17), [0, 5, 8, 11, 16], [1.0, 0.8, 0.2, 0.8, 1.0])


def forehead_points(landmarks: Landmarks) -> Points:
    """Ten points (10, 2) along the hairline, extrapolated over the brows: 300-W has none there."""
    _, upwards = face_axes(landmarks)
    brows = landmarks[[*RIGHT_BROW, *LEFT_BROW]]
    lift = FOREHEAD_PROFILE * FOREHEAD_HEIGHT * eye_distance(landmarks)
    return np.asarray(brows + lift[:, None] * upwards, np.float32)


def with_forehead(landmarks: Landmarks) -> Points:
    """All 68 landmarks and the ten forehead points (78, 2)."""
    return np.vstack([landmarks, forehead_points(landmarks)])


def place_face(person: Landmarks, template: Landmarks, keep: float = KEEP_OWN_GEOMETRY) -> Points:
    """Where the person's 78 points go in the template's picture: (78, 2).

    The inner face is turned to look where the template looks, then it is `keep` parts the person's
    own shape, moved, tilted and scaled as a whole, the rest the template's; jaw and forehead are
    the template's, so that the outlines meet.
    """
    inner = list(INNER_FACE)
    gap = head_pose(template).yaw - head_pose(person).yaw
    sure = gap - float(np.clip(gap, -SURE_TURN, SURE_TURN))
    turned = turn_inner_face(person, TURN_SHARE * sure)
    target = with_forehead(template).copy()
    own = apply_affine(fit_similarity(turned, template[inner]), turned)
    target[inner] = (1 - keep) * template[inner] + keep * own
    return target


def sampling_points(person: Landmarks) -> Points:
    """The person's 78 points with the jaw drawn in: (78, 2).

    Found jaw points waver between cheek and background; sampled a little inside, the template's
    edge never shows what was behind the person. On the side turned away it is drawn in further.
    """
    points = with_forehead(person).copy()
    jaw = list(JAW)
    middle = 0.5 * (points[27] + points[list(OUTER_LIPS)].mean(axis=0))
    away = np.clip(-head_pose(person).yaw / 30, -1, 1) * np.linspace(1, -1, len(jaw))
    inset = JAW_INSET * JAW_INSET_PROFILE * (1 + FAR_SIDE_INSET * np.maximum(away, 0))
    points[jaw] += (middle - points[jaw]) * inset[:, None].astype(np.float32)
    return points
