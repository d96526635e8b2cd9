"""The stages of a scene, each for itself."""

import numpy as np
import pytest

from portraits.engine.align import place_face, sampling_points, with_forehead
from portraits.engine.blend import blend_pyramids
from portraits.engine.candidates import best_light, best_placement
from portraits.engine.color import SkinView, compare_light, light_gain
from portraits.engine.finish import match_detail
from portraits.engine.geometry import eye_distance, fit_similarity
from portraits.engine.mask import face_outline, person_mask, skin_patches, template_skin_mask
from portraits.engine.pose import head_pose, turn_inner_face
from portraits.engine.raster import blur
from portraits.engine.warp import apply_warp, bending, plan_warp
from tests.engine.sitters import smiling, turned, uniformed


def test_points_that_stay_give_a_map_that_moves_nothing():
    found = uniformed()
    points = with_forehead(found.landmarks)
    region = slice(100, 400), slice(120, 380)
    warp = plan_warp(points, points, region)
    rows, columns = np.mgrid[region[0], region[1]]
    assert np.abs(warp.x - columns).max() < 0.1
    assert np.abs(warp.y - rows).max() < 0.1
    moved = apply_warp(found.pixels, warp)
    error = np.abs(moved.astype(int) - found.pixels[region])
    assert error.mean() < 0.8
    assert np.percentile(error, 99.9) <= 12


def test_a_map_turned_inside_out_is_seen():
    points = with_forehead(uniformed().landmarks)
    mirrored = points * np.array([-1, 1], np.float32) + np.array([500, 0], np.float32)
    mirrored[:17] = points[:17]
    region = slice(100, 400), slice(120, 380)
    assert plan_warp(mirrored, points, region).folds()
    assert bending(mirrored, points, region) > bending(points, points, region) + 5


def test_a_placed_face_keeps_its_own_shape_and_the_templates_outline():
    person, template = smiling().landmarks, uniformed().landmarks
    own = place_face(person, template, keep=1.0)
    assert np.array_equal(own[:17], template[:17])
    move = fit_similarity(own[17:68], person[17:])
    copied = place_face(person, template, keep=0.0)
    assert np.allclose(copied[:68], template, atol=0.01)
    assert move.shape == (2, 3)


@pytest.mark.parametrize("degrees", [-15, 15])
def test_a_turned_head_is_turned_back(degrees):
    person = smiling().landmarks.copy()
    person[17:] = turn_inner_face(person, degrees)
    before, after = head_pose(smiling().landmarks).yaw, head_pose(person).yaw
    assert np.sign(after - before) == np.sign(degrees)
    assert 7 < abs(after - before) < 23
    assert np.allclose(turn_inner_face(person, 0), person[17:], atol=0.01)


def test_a_photo_is_sampled_inside_the_jaw_so_no_background_shows():
    landmarks = smiling().landmarks
    points = sampling_points(landmarks)
    outline = face_outline(landmarks, *smiling().pixels.shape[:2])
    x, y = points[:17].round().astype(int).T
    assert (outline[y, x] > 0).all()
    assert np.array_equal(points[17:68], landmarks[17:])


def test_a_persons_mask_lies_in_the_outline_and_between_zero_and_one():
    found = smiling()
    before = found.pixels.copy()
    points = with_forehead(found.landmarks)
    mask, skin = person_mask(found.pixels, points)
    outline = face_outline(points, *mask.shape)
    for plane in (mask, skin):
        assert plane.min() >= 0
        assert plane.max() <= 1
    assert (mask <= outline + 1e-6).all()
    assert mask[outline > 0].mean() > 0.7
    assert np.array_equal(found.pixels, before)


def test_a_templates_skin_holds_its_face_and_not_its_uniform():
    found = uniformed()
    skin = template_skin_mask(found.pixels, found.landmarks)
    patches = skin_patches(found.landmarks, *skin.shape) > 0.5
    assert np.median(skin[patches]) > 0.8
    assert skin[-40:, 100:200].max() < 0.5


def test_blending_with_an_empty_mask_and_with_a_full_one():
    below = uniformed().pixels[:256, :256]
    above = smiling().pixels[300:556, 300:556]
    difference = above.astype(np.float32) - below
    empty, full = (np.full(below.shape[:2], value, np.float32) for value in (0, 1))
    assert np.array_equal(blend_pyramids(below, difference, empty), below)
    assert np.abs(blend_pyramids(below, difference, full).astype(int) - above).max() <= 1


def _view(face_slope: float, template_slope: float) -> SkinView:
    """Two even faces, each lit from a side."""
    across = np.linspace(-1, 1, 128, dtype=np.float32)[None, :, None]
    face, template = (
        np.broadcast_to(130 * (1 + slope * across), (128, 128, 3)).astype(np.uint8)
        for slope in (face_slope, template_slope)
    )
    skin = np.ones((128, 128), np.float32)
    return SkinView(face, template, skin, skin, skin, skin, 48.0)


def test_light_moves_to_the_side_where_the_templates_lamp_stands():
    light = compare_light(_view(0.3, -0.3))
    gain = light_gain(light, 1.0)
    assert gain[64, 16].mean() > 1.15
    assert gain[64, 112].mean() < 0.85
    assert abs(float(np.median(gain)) - 1) < 0.02
    assert np.allclose(light_gain(light, 0.0), 1, atol=1e-3)


def test_the_light_that_is_kept_leaves_no_greater_seam_than_no_light():
    view = _view(0.25, -0.25)
    alpha = np.zeros((128, 128), np.float32)
    alpha[24:104, 24:104] = 1
    alpha = blur(alpha, 2.0)
    gains = best_light(view, alpha, 1.0)
    left, right = view.face * gains - view.template, view.face - view.template.astype(np.float32)
    edge = (alpha > 0.4) & (alpha < 0.6)
    assert np.abs(left[edge]).mean() < np.abs(right[edge]).mean()


def test_a_strange_pose_still_finds_a_map_that_does_not_fold():
    person = turned(smiling(), 25).landmarks.copy()
    person[48:68, 1] += eye_distance(person) * 0.3
    template = uniformed().landmarks
    place = best_placement(person, template, (slice(60, 420), slice(100, 400)))
    assert not place.warp.folds()
    assert place.points.shape == (78, 2)


def test_a_smooth_face_takes_the_templates_grain():
    rng = np.random.default_rng(3)
    grainy = np.clip(140 + 6 * rng.standard_normal((160, 160, 1)), 0, 255).repeat(3, 2)
    smooth = np.full((160, 160, 3), 140, np.uint8)
    skin = np.ones((160, 160), np.float32)
    finished = match_detail(smooth.astype(np.float32), smooth, grainy.astype(np.uint8), skin)
    assert 2 < float(finished.std()) < 8
