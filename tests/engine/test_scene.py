"""A person's face in a template's picture, from one end to the other."""

from functools import cache

import numpy as np
import pytest

from portraits.engine.align import with_forehead
from portraits.engine.codec import Photo
from portraits.engine.errors import NoFace
from portraits.engine.geometry import Landmarks, Pixels, eye_distance
from portraits.engine.mask import face_outline
from portraits.engine.options import OptionValue, parse_options
from portraits.engine.pipeline import render
from portraits.engine.pose import pose_gap
from portraits.engine.raster import grow
from portraits.engine.scene import compose_scene, make_scene_pack, prepare_scene
from portraits.engine.template_pack import TemplatePack, read_pack, write_pack
from portraits.starter.canvas import Canvas
from portraits.starter.scenes import turban
from tests.engine.sitters import Found, smiling, uniformed


@cache
def painted_scene() -> TemplatePack:
    """One of the starter's own scenes, small."""
    painting = turban.build(Canvas().scaled(0.3))
    return TemplatePack(
        slug="turban",
        kind="scene",
        picture=painting.picture,
        landmarks=painting.landmarks,
        face_mask=painting.face_mask,
        skin_mask=painting.skin_mask,
        foreground=painting.foreground,
    )


@cache
def photographed_scene() -> TemplatePack:
    """A scene as staff make it: out of a photo, nothing else given."""
    return make_scene_pack(uniformed().pixels, slug="uniform")


def options(**given: object) -> dict[str, OptionValue]:
    return parse_options("scene", given)


def composed(found: Found, pack: TemplatePack, **given: object) -> Pixels:
    return compose_scene(found.pixels, found.landmarks, pack, options(**given)).picture


def _touched(pack: TemplatePack, margin: float) -> np.ndarray:
    """Pixels that a scene may change: skin and the face, a little wider."""
    scene = prepare_scene(pack)
    face = face_outline(with_forehead(scene.landmarks), *scene.picture.shape[:2])
    return (grow(np.maximum(scene.skin, face), margin * scene.unit) > 0.01) | (scene.skin > 0)


@pytest.mark.parametrize("pack", [painted_scene, photographed_scene])
def test_a_person_in_a_scene_changes_skin_and_face_and_nothing_else(pack):
    scene = pack()
    result = composed(smiling(), scene)
    changed = np.abs(result.astype(int) - scene.picture).max(axis=-1) > 2
    assert result.shape == scene.picture.shape
    assert changed.mean() > 0.02
    assert not (changed & ~_touched(scene, 0.25)).any()


def test_a_persons_photo_and_the_template_stay_as_they_were():
    found, pack = smiling(), painted_scene()
    before = [array.copy() for array in (pack.picture, pack.landmarks, pack.foreground)]
    landmarks = found.landmarks.copy()
    composed(found, pack)
    assert np.array_equal(found.landmarks, landmarks)
    for array, copy in zip((pack.picture, pack.landmarks, pack.foreground), before, strict=True):
        assert np.array_equal(array, copy)


def test_a_persons_scene_is_the_same_bytes_every_time():
    photo = Photo(smiling().pixels, 1024, 1024)
    first, again = (
        render(photo, read_pack(write_pack(painted_scene())), {"color": 70}) for _ in range(2)
    )
    assert first.jpeg == again.jpeg


def test_what_lies_before_the_face_in_the_template_lies_before_the_persons_face():
    pack = painted_scene()
    result = composed(smiling(), pack)
    opaque = pack.foreground[..., 3] == 255
    inside = face_outline(with_forehead(pack.landmarks), *opaque.shape) > 0.5
    assert (opaque & inside).sum() > 100
    assert np.abs(result[opaque].astype(int) - pack.picture[opaque]).max() <= 1


def test_a_half_transparent_veil_is_drawn_over_the_face_once():
    pack = _veiled(painted_scene())
    plain, veiled = composed(smiling(), painted_scene()), composed(smiling(), pack)
    x, y = pack.landmarks[33].round().astype(int)
    beside = slice(4, 12), slice(4, 12)
    assert np.abs(veiled[beside].astype(int) - pack.picture[beside]).max() == 0
    expected = plain[y + 2, x] * 0.5 + 60
    assert np.abs(veiled[y + 2, x] - expected).max() < 16


def _veiled(pack: TemplatePack) -> TemplatePack:
    """The same scene behind a grey veil, half transparent, over all of the picture."""
    veil = np.full((*pack.picture.shape[:2], 4), (120, 120, 120, 128), np.uint8)
    picture = (pack.picture * 0.5 + 60).astype(np.uint8)
    layers = (pack.landmarks, pack.face_mask, pack.skin_mask, veil)
    return TemplatePack("veiled", "scene", {}, picture, *layers)


def test_strength_zero_leaves_the_template_and_strength_fifty_lies_between():
    pack = painted_scene()
    none, half, full = (composed(smiling(), pack, strength=value) for value in (0, 50, 100))
    assert np.array_equal(none, pack.picture)
    middle = (full.astype(int) + pack.picture) / 2
    assert np.abs(half - middle).max() <= 1


def test_a_face_put_into_its_own_picture_stays_what_it_was():
    found = uniformed()
    result = composed(found, photographed_scene())
    face = face_outline(_core(found.landmarks), *result.shape[:2]) > 0.9
    error = np.abs(result[face].astype(int) - found.pixels[face])
    assert np.median(error) <= 4


def _core(landmarks: Landmarks) -> Landmarks:
    """Eyes, nose and mouth."""
    return landmarks[27:]


def test_hair_over_a_persons_forehead_does_not_come_along():
    found = smiling()
    fringe = found.pixels.copy()
    unit = eye_distance(found.landmarks)
    brows = found.landmarks[17:27]
    top, bottom = int(brows[:, 1].min() - unit), int(brows[:, 1].min() - 0.3 * unit)
    fringe[top:bottom, int(brows[0, 0]) : int(brows[-1, 0])] = (26, 20, 18)
    plain = composed(found, painted_scene())
    fringed = composed(Found(fringe, found.landmarks, found.box), painted_scene())
    forehead = _forehead(painted_scene())
    assert np.median(fringed[forehead]) > 0.75 * np.median(plain[forehead])


def _forehead(pack: TemplatePack) -> tuple[slice, slice]:
    """The middle of the template's forehead, below the cloth."""
    unit = eye_distance(pack.landmarks)
    x, y = pack.landmarks[17:27].mean(axis=0)
    return slice(int(y - 0.35 * unit), int(y - 0.2 * unit)), slice(
        int(x - 0.3 * unit), int(x + 0.3 * unit)
    )


def test_a_picture_without_anybody_is_no_scene():
    with pytest.raises(NoFace):
        make_scene_pack(np.full((300, 300, 3), 128, np.uint8), slug="empty")


def test_how_far_a_template_is_from_a_persons_pose_is_told_in_degrees():
    pack = painted_scene()
    assert pose_gap(pack.landmarks, pack.landmarks) == 0
    assert 0 < pose_gap(uniformed().landmarks, pack.landmarks) < 20
