"""The quality card: what is refused, what is said, and that it is said in known words only."""

import cv2
import numpy as np
import pytest

from portraits.engine import judge, quality
from portraits.engine.detect import find_faces
from portraits.engine.errors import FaceTooSmall, FaceTurned, TooBlurred, TooDark
from portraits.engine.gate import check_photo
from portraits.engine.geometry import LEFT_EYE, RIGHT_EYE, Landmarks, Pixels, eye_distance
from portraits.engine.landmarks import place_landmarks
from portraits.engine.scene import make_scene_pack
from tests.engine.photos import astronaut, hopper

(FACE,) = find_faces(hopper())
POINTS = place_landmarks(hopper(), FACE)


def words_about(pixels: Pixels, landmarks: Landmarks = POINTS) -> dict[str, str]:
    return check_photo(pixels, FACE, landmarks)


def test_a_good_photo_gets_the_best_words() -> None:
    card = quality.complete_card(words_about(hopper()))

    assert card == {
        "size": "large",
        "light": "even",
        "sharpness": "sharp",
        "pose": "frontal",
        "view": "clear",
        "overall": "very_good",
    }


def test_a_dim_photo_is_called_dim_and_a_black_one_refused() -> None:
    dim = (hopper() * 0.34).astype(np.uint8)
    assert words_about(dim)["light"] == "dim"

    with pytest.raises(TooDark):
        words_about((hopper() * 0.1).astype(np.uint8))


def test_a_face_burnt_out_by_a_lamp_is_glaring() -> None:
    burnt = np.clip(hopper().astype(int) * 2.4, 0, 255).astype(np.uint8)

    assert words_about(burnt)["light"] == "glaring"


def test_a_face_lit_from_one_side_is_called_that() -> None:
    side = np.linspace(0.0, 1.0, hopper().shape[1])[None, :, None]
    x = FACE.center[0] / hopper().shape[1]
    shade = 1 / (1 + np.exp(-(side - x) * 60))

    assert words_about((hopper() * (0.12 + 0.88 * shade)).astype(np.uint8))["light"] == "one_sided"


def test_a_soft_photo_is_called_soft_and_a_smeared_one_refused() -> None:
    assert words_about(blurred(1 / 40))["sharpness"] == "soft"

    with pytest.raises(TooBlurred):
        words_about(blurred(1 / 18, noise=1))


def blurred(share: float, noise: float = 2) -> Pixels:
    """Out of focus by a share of the face's width, seen by a sensor with noise."""
    soft = cv2.GaussianBlur(hopper(), (0, 0), FACE.width * share)
    grain = np.random.default_rng(0).normal(0, noise, soft.shape)
    return np.clip(soft + grain, 0, 255).astype(np.uint8)


def test_a_small_face_is_called_small_and_a_tiny_one_refused() -> None:
    (small,) = find_faces(astronaut())
    words = check_photo(astronaut(), small, place_landmarks(astronaut(), small))
    assert words["size"] == "small"

    tiny = np.asarray(cv2.resize(astronaut(), (256, 256), interpolation=cv2.INTER_AREA), np.uint8)
    (box,) = find_faces(tiny)
    with pytest.raises(FaceTooSmall):
        check_photo(tiny, box, place_landmarks(tiny, box))


def turned(landmarks: Landmarks, degrees: float) -> Landmarks:
    """The points in a picture that was turned about the nose."""
    turn = cv2.getRotationMatrix2D([float(value) for value in landmarks[30]], -degrees, 1)
    return np.asarray(landmarks @ turn[:, :2].T + turn[:, 2], np.float32)


def test_a_tilted_head_is_called_tilted_and_a_lying_one_refused() -> None:
    assert words_about(hopper(), turned(POINTS, 27))["pose"] == "tilted"

    with pytest.raises(FaceTurned):
        words_about(hopper(), turned(POINTS, 60))


def in_profile(landmarks: Landmarks, share: float) -> Landmarks:
    """The nose moved towards a cheek, and that side narrower, as a turning head shows it."""
    moved = landmarks.copy()
    middle = landmarks[27, 0]
    left = moved[:, 0] < middle
    moved[left, 0] = middle + (moved[left, 0] - middle) * (1 - share)
    moved[28:36, 0] -= share * eye_distance(landmarks) * 0.5
    return moved


def test_a_head_in_profile_is_refused() -> None:
    with pytest.raises(FaceTurned):
        words_about(hopper(), in_profile(POINTS, 0.9))


def test_sunglasses_cover_the_eyes_and_plain_glasses_do_not() -> None:
    shaded = hopper().copy()
    for eye in (RIGHT_EYE, LEFT_EYE):
        x, y = POINTS[list(eye)].mean(axis=0)
        size = (round(eye_distance(POINTS) * 0.4), round(eye_distance(POINTS) * 0.3))
        cv2.ellipse(shaded, (round(float(x)), round(float(y))), size, 0, 0, 360, (20, 20, 24), -1)

    assert words_about(shaded)["view"] == "eyes_covered"
    assert words_about(hopper())["view"] == "clear"


def test_a_mask_over_the_mouth_is_seen() -> None:
    masked = hopper().copy()
    outline = np.vstack([POINTS[2:15], POINTS[29:30]]).astype(np.int32)
    cv2.fillPoly(masked, [outline], (60, 130, 220))

    assert words_about(masked)["view"] == "mouth_covered"


def test_the_card_names_one_reason_and_one_way_to_mend_it() -> None:
    card = quality.complete_card({"sharpness": "soft", "size": "small", "light": "dim"})

    assert (card["reason"], card["advice"], card["overall"]) == ("sharpness", "hold_still", "fair")


def test_every_piece_of_advice_is_about_a_known_word() -> None:
    for aspect, word in quality.ADVICE:
        assert word in quality.VOCABULARY[aspect][1:]


def test_a_scene_is_judged_against_its_own_template() -> None:
    pack = make_scene_pack(astronaut(), slug="astronaut")
    assert pack.picture is not None
    assert pack.landmarks is not None

    untouched = judge.judge_scene(pack.picture, pack, pack.landmarks)

    assert untouched["fit"] == "very_good"
    assert untouched["seam"] == "unseen"
    assert untouched["detail"] == "matched"
    assert untouched.get("color", "matched") == "matched"


def test_a_pasted_face_without_care_is_told_apart() -> None:
    pack = make_scene_pack(astronaut(), slug="astronaut")
    assert pack.picture is not None
    assert pack.landmarks is not None
    pasted = pack.picture.copy()
    hull = cv2.convexHull(pack.landmarks.astype(np.int32))
    cv2.fillConvexPoly(pasted, hull, (90, 140, 90))

    words = judge.judge_scene(pasted, pack, pack.landmarks)

    assert words["detail"] == "soft"
    assert words.get("color") != "matched"
