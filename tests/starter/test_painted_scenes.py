"""Painted scenes, small: a face that is found where it was painted, and nothing in its way."""

import importlib

import numpy as np
import pytest

from portraits.engine.detect import find_faces
from portraits.engine.geometry import eye_distance
from portraits.engine.landmarks import place_landmarks
from portraits.engine.template_pack import TemplatePack, check_pack
from portraits.starter.canvas import Canvas
from portraits.starter.catalogue import Piece, read_catalogue
from portraits.starter.painting import Painting

SCENES = [piece for piece in read_catalogue() if piece.kind == "scene"]
SMALL = Canvas().scaled(0.4)
EYES_NOSE_MOUTH = [*range(31, 68)]


def paint(piece: Piece) -> Painting:
    painting: Painting = importlib.import_module(piece.module).build(SMALL)
    return painting


@pytest.mark.parametrize("piece", SCENES, ids=lambda piece: piece.slug)
def test_a_painted_face_is_where_the_pack_says(piece: Piece) -> None:
    painting = paint(piece)

    [box] = find_faces(painting.picture)
    found = place_landmarks(painting.picture, box)

    unit = eye_distance(painting.landmarks)
    off = np.hypot(*(found - painting.landmarks)[EYES_NOSE_MOUTH].T) / unit
    assert np.median(off) < 0.1
    _is_whole(painting)


def _is_whole(painting: Painting) -> None:
    """Layers fit, and nothing in front hides what makes a face somebody's."""
    check_pack(
        TemplatePack(
            slug="tried",
            kind="scene",
            picture=painting.picture,
            landmarks=painting.landmarks,
            face_mask=painting.face_mask,
            skin_mask=painting.skin_mask,
            foreground=painting.foreground,
        )
    )
    columns, rows = np.round(painting.landmarks[EYES_NOSE_MOUTH]).astype(int).T
    assert painting.foreground[rows, columns, 3].mean() < 0.25 * 255
    assert painting.face_mask[rows, columns].min() > 0.95


def test_a_scene_comes_out_the_same_every_time() -> None:
    first, second = paint(SCENES[0]), paint(SCENES[0])

    assert np.array_equal(first.picture, second.picture)
    assert np.array_equal(first.foreground, second.foreground)
