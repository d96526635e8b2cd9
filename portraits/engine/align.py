"""Where the person's points shall lie in the template's picture."""

from __future__ import annotations

import numpy as np

from .geometry import (
    INNER_FACE,
    LEFT_BROW,
    RIGHT_BROW,
    Landmarks,
    Points,
    apply_affine,
    eye_distance,
    face_axes,
    fit_similarity,
)

# 0 copies the template's features, and with them its expression; 1 keeps the person's wholly. On
# 25 pairs of portraits 0.85 was recognised in all, 0 in 21; see docs/engine.md.
KEEP_OWN_GEOMETRY = 0.85
# Height of the hairline over the brows, in eye distances: trichion to glabella is about 57 mm,
# pupil to pupil 63 mm (L. Farkas, "Anthropometry of the Head and Face", 1994).
FOREHEAD_HEIGHT = 0.88
# The forehead's outline over the ten brow points, as shares of that height: lower at the temples.
FOREHEAD_PROFILE = np.array([0.35, 0.68, 0.88, 0.97, 1.0, 1.0, 0.97, 0.88, 0.68, 0.35], np.float32)


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

    The inner face is `keep` parts the person's own shape, moved, turned and scaled as a whole, the
    rest the template's; jaw and forehead are the template's, so that the outlines meet.
    """
    inner = list(INNER_FACE)
    move = fit_similarity(person[inner], template[inner])
    target = with_forehead(template).copy()
    own = apply_affine(move, person[inner])
    target[inner] = (1 - keep) * template[inner] + keep * own
    return target
