"""The 68 points lie on the face, steadily; and a model that is not the right one is not used."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from portraits.engine import weights
from portraits.engine.detect import find_faces
from portraits.engine.errors import ModelMissing
from portraits.engine.geometry import (
    JAW,
    LEFT_EYE,
    NOSE,
    OUTER_LIPS,
    RIGHT_EYE,
    BoundingBox,
    eye_distance,
)
from portraits.engine.landmarks import place_landmarks
from portraits.engine.raster import resize
from tests.engine.photos import astronaut, hopper


def test_the_points_are_in_order_on_the_face() -> None:
    (box,) = find_faces(hopper())

    points = place_landmarks(hopper(), box)

    assert points.shape == (68, 2)
    assert points.dtype == np.float32
    eyes, nose, lips = (
        points[[*RIGHT_EYE, *LEFT_EYE], 1].mean(),
        points[list(NOSE), 1].mean(),
        points[list(OUTER_LIPS), 1].mean(),
    )
    assert eyes < nose < lips < points[8, 1]
    assert points[list(RIGHT_EYE), 0].mean() < points[list(LEFT_EYE), 0].mean()
    assert np.all(np.diff(points[list(JAW), 0]) > 0)


@pytest.mark.parametrize("shift", [(0.05, 0.0), (0.0, 0.05), (-0.05, -0.03)])
def test_the_points_hardly_move_with_the_box(shift: tuple[float, float]) -> None:
    (box,) = find_faces(hopper())
    moved = BoundingBox(
        box.x + shift[0] * box.width, box.y + shift[1] * box.height, box.width, box.height
    )

    gaps = np.linalg.norm(place_landmarks(hopper(), box) - place_landmarks(hopper(), moved), axis=1)

    assert gaps[17:].mean() < 0.05 * eye_distance(place_landmarks(hopper(), box))


def test_the_points_scale_with_the_picture() -> None:
    large = resize(astronaut(), 1536, 1536)
    (box,) = find_faces(astronaut())

    points = place_landmarks(astronaut(), box)
    larger = place_landmarks(large, box.scaled(3))

    gaps = np.linalg.norm((points + 0.5) * 3 - 0.5 - larger, axis=1)
    assert gaps.mean() < 0.05 * eye_distance(larger)


def test_a_face_that_is_cut_by_the_picture_s_edge_has_points_all_the_same() -> None:
    (box,) = find_faces(hopper())
    cut = np.ascontiguousarray(hopper()[:, int(box.x + box.width * 0.3) :])
    left = BoundingBox(-box.width * 0.3, box.y, box.width, box.height)

    points = place_landmarks(cut, left)

    assert np.isfinite(points).all()


@pytest.fixture
def other_model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An operator's own model file, and a process that has loaded none yet."""
    path = tmp_path / "points.dat"
    monkeypatch.setenv("LANDMARK_MODEL", str(path))
    weights.landmark_model.cache_clear()
    yield path
    weights.landmark_model.cache_clear()


def test_a_model_that_is_not_there_is_said_to_be_missing(other_model: Path) -> None:
    with pytest.raises(ModelMissing):
        weights.landmark_model()


def test_a_model_with_other_bytes_than_expected_is_not_loaded(
    other_model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other_model.write_bytes(b"not a model")
    monkeypatch.setenv("LANDMARK_MODEL_SHA256", "0" * 64)

    with pytest.raises(ModelMissing):
        weights.landmark_model()


def test_the_installed_model_is_the_one_that_was_measured() -> None:
    assert weights.sha256_of(weights.landmark_path()) == weights.LANDMARK_SHA256
