"""Nobody is made paler or darker: the template's skin follows the person's."""

import numpy as np
import pytest

from portraits.engine.align import with_forehead
from portraits.engine.color import harmonize_tone, neck_tone, read_tone, recolor_skin
from portraits.engine.geometry import Pixels, Plane, eye_distance
from portraits.engine.mask import face_outline, skin_patches
from portraits.engine.raster import grow, to_lab
from portraits.engine.scene import prepare_scene
from tests.engine.sitters import Found, smiling, typology_angle, uniformed
from tests.engine.test_scene import composed, painted_scene

# Gains on gamma-coded sRGB that make the same photo one of a lighter or a darker person.
COMPLEXIONS = {
    "fair": (1.08, 1.1, 1.12),
    "as photographed": (1.0, 1.0, 1.0),
    "olive": (0.82, 0.78, 0.7),
    "brown": (0.62, 0.52, 0.44),
    "dark": (0.42, 0.34, 0.29),
}


def recolored(found: Found, gains: tuple[float, float, float]) -> Found:
    pixels = np.clip(found.pixels * np.array(gains), 0, 255).astype(np.uint8)
    return Found(pixels, found.landmarks, found.box)


def cheeks(pixels: Pixels, landmarks: np.ndarray) -> Plane:
    """Median L*a*b* of cheeks and nose."""
    patches = skin_patches(landmarks, *pixels.shape[:2]) > 0.5
    return np.median(to_lab(pixels)[patches], axis=0)


def neck(pixels: Pixels) -> Plane:
    """Median L*a*b* of the template's bare skin that is not face."""
    scene = prepare_scene(painted_scene())
    face = face_outline(with_forehead(scene.landmarks), *pixels.shape[:2])
    away = scene.skin * (1 - grow(face, 0.12 * scene.unit)) > 0.9
    return np.median(to_lab(pixels)[away], axis=0)


@pytest.mark.parametrize("gains", COMPLEXIONS.values(), ids=COMPLEXIONS.keys())
@pytest.mark.parametrize("sitter", [smiling, uniformed])
def test_a_person_keeps_their_skin_tone_and_the_neck_takes_it(sitter, gains):
    found = recolored(sitter(), gains)
    result = composed(found, painted_scene())
    own = cheeks(found.pixels, found.landmarks)
    shown = cheeks(result, painted_scene().landmarks)
    assert abs(typology_angle(shown) - typology_angle(own)) < 8
    assert abs(shown[0] - own[0]) < 5
    assert np.linalg.norm(shown - neck(result)) < 14


def test_a_person_may_ask_for_the_pictures_skin_instead():
    found = recolored(smiling(), COMPLEXIONS["brown"])
    pack = painted_scene()
    matched = composed(found, pack, keep_skin_tone=False)
    template = cheeks(pack.picture, pack.landmarks)
    assert np.linalg.norm(cheeks(matched, pack.landmarks) - template) < 9
    assert np.linalg.norm(neck(matched) - neck(pack.picture)) < 4


def test_more_light_of_the_picture_makes_nobody_paler_or_darker():
    found = recolored(smiling(), COMPLEXIONS["brown"])
    own = cheeks(found.pixels, found.landmarks)
    for color in (0, 50, 100):
        shown = cheeks(composed(found, painted_scene(), color=color), painted_scene().landmarks)
        assert abs(shown[0] - own[0]) < 6, color


def test_a_hue_follows_the_pictures_lamps_only_so_far():
    blue_lit = np.outer([0.8, 0.9, 1.0, 1.05, 1.1], [150, 110, 160]).astype(np.float32)
    warm = np.outer([0.8, 0.9, 1.0, 1.05, 1.1], [200, 140, 90]).astype(np.float32)
    turned = harmonize_tone(blue_lit, warm, 1.0)
    before, after = (
        to_lab(tone[2][None, None].astype(np.uint8))[0, 0] for tone in (blue_lit, turned)
    )
    assert abs(after[0] - before[0]) < 1.5
    assert abs(typology_angle(after) - typology_angle(before)) < 5
    assert np.array_equal(harmonize_tone(blue_lit, warm, 0.0).round(), blue_lit.round())


def test_recolored_skin_keeps_its_shading_and_leaves_the_rest_alone():
    found = uniformed()
    mask = np.zeros(found.pixels.shape[:2], np.float32)
    mask[200:300, 150:300] = 1
    own = read_tone(found.pixels, mask)
    darker = recolor_skin(found.pixels, mask, own, own * 0.5)
    assert np.array_equal(darker[mask == 0], found.pixels[mask == 0])
    order = found.pixels[mask > 0][:, 0].argsort()
    assert (np.diff(darker[mask > 0][order, 0].astype(int)) >= 0).all()
    assert abs(float(np.median(darker[mask > 0])) - 0.5 * np.median(found.pixels[mask > 0])) < 6


def test_a_neck_in_deep_shadow_is_brought_near_the_face():
    face = np.outer([0.8, 0.9, 1.0, 1.05, 1.1], [180, 130, 110]).astype(np.float32)
    wanted = face * 0.6
    becomes = neck_tone(face * 0.85, face, wanted)
    assert 0.9 < float((becomes[2] / wanted[2]).mean()) <= 1.0
    assert np.allclose(neck_tone(face, face, wanted), wanted)


def test_skin_patches_hold_no_eye_and_no_lip():
    found = smiling()
    patches = skin_patches(found.landmarks, *found.pixels.shape[:2])
    for point in (*found.landmarks[36:48], *found.landmarks[48:68]):
        x, y = point.round().astype(int)
        assert patches[y, x] == 0
    assert patches.sum() > eye_distance(found.landmarks) ** 2 * 0.3
