"""Props turn with the head, let eyes through, hide behind hair and stand in the photo's light."""

import json
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt
import pytest

from portraits.engine.errors import BadPack
from portraits.engine.frame import frame_of
from portraits.engine.geometry import Mask, Pixels
from portraits.engine.prop_light import light_of
from portraits.engine.prop_stand import expanded, hair_at
from portraits.engine.props import wear
from portraits.engine.skin import skin_colour
from portraits.starter.catalogue import HERE
from tests.engine.sitters import Found, smiling, turned, uniformed


def prop(slug: str) -> dict[str, Any]:
    recipe = json.loads((HERE / "looks" / f"{slug}.json").read_text(encoding="utf-8"))["recipe"]
    return next(step for step in recipe["steps"] if step["step"] == "prop")


def everywhere(found: Found, value: float = 1.0) -> Mask:
    return np.full(found.pixels.shape[:2], value, np.float32)


def worn(found: Found, step: dict[str, Any], person: float = 1.0) -> Pixels:
    skin = skin_colour(found.pixels, found.landmarks)
    return wear(found.pixels, found.landmarks, skin, lambda: everywhere(found, person), step)


def patch(where: str = "front", **material: Any) -> dict[str, Any]:
    """A plain square over the nose, one face unit wide."""
    corners = [[-0.5, 0.1], [0.5, 0.1], [0.5, 1.1], [-0.5, 1.1]]
    shape = {"outline": corners, "colour": [40, 160, 220], "where": where, **material}
    return {"step": "prop", "shapes": [shape]}


def changed(found: Found, result: Pixels, least: int = 24) -> npt.NDArray[np.bool_]:
    return np.asarray(np.abs(result.astype(int) - found.pixels).max(axis=2) > least)


@pytest.mark.parametrize("degrees", [-25, 20])
def test_glasses_turn_with_the_head(degrees: float) -> None:
    straight, leaning = smiling(), turned(smiling(), degrees)
    step = prop("sunglasses")
    height, width = straight.pixels.shape[:2]
    move = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1)
    upright = changed(straight, worn(straight, step)).astype(np.float32)
    expected = cv2.warpAffine(upright, move, (width, height)) > 0.5
    seen = changed(leaning, worn(leaning, step))
    assert (expected & seen).sum() / (expected | seen).sum() > 0.85


def test_clear_lenses_let_the_eyes_through() -> None:
    found = smiling()
    result = worn(found, prop("round-glasses"))
    left, top = found.landmarks[36:42].min(axis=0).astype(int)
    right, bottom = found.landmarks[36:42].max(axis=0).astype(int)
    eye = (slice(top, bottom), slice(left, right))
    before, after = found.pixels[eye].astype(float), result[eye].astype(float)
    assert np.corrcoef(before.ravel(), after.ravel())[0, 1] > 0.97
    assert abs(before.mean() - after.mean()) < 16


def test_sunglasses_darken_the_eyes_but_do_not_black_them_out() -> None:
    found = smiling()
    result = worn(found, prop("sunglasses"))
    eye = tuple(found.landmarks[36:42].mean(axis=0).astype(int)[::-1])
    around = (slice(eye[0] - 12, eye[0] + 12), slice(eye[1] - 20, eye[1] + 20))
    assert result[around].mean() < 0.6 * found.pixels[around].mean()
    assert result[around].std() > 2


def test_a_shape_on_skin_is_hidden_by_what_is_not_skin() -> None:
    found = smiling()
    photo = found.pixels.copy()
    middle = int(frame_of(found.landmarks).origin[0])
    photo[:, middle + 12 :] = (20, 60, 30)
    half = Found(photo, found.landmarks, found.box)
    skin = skin_colour(found.pixels, found.landmarks)
    result = wear(photo, found.landmarks, skin, lambda: everywhere(found), patch("skin"))
    touched = changed(half, result)
    assert touched[:, :middle].sum() > 500
    assert touched[:, middle + 24 :].sum() == 0


def test_a_shape_behind_the_person_is_seen_only_where_nobody_is() -> None:
    found = smiling()
    assert not changed(found, worn(found, patch("behind"), person=1.0), 0).any()
    assert changed(found, worn(found, patch("behind"), person=0.0)).sum() > 500


def test_shadow_falls_on_the_person_and_never_on_the_wall() -> None:
    found = smiling()
    shadow = {"amount": 60, "reach": 0.2, "blur": 0.05}
    bare = worn(found, patch())
    on_person = worn(found, patch() | {"shadow": shadow}, person=1.0)
    on_wall = worn(found, patch() | {"shadow": shadow}, person=0.0)
    assert np.array_equal(on_wall, bare)
    assert on_person.astype(int).sum() < bare.astype(int).sum() - 10_000


def test_the_same_prop_is_darker_in_a_darker_photo() -> None:
    found = smiling()
    dim = Found((found.pixels * 0.55).astype(np.uint8), found.landmarks, found.box)
    middle = tuple(frame_of(found.landmarks).to_pixels([(0, 0.6)])[0].astype(int)[::-1])
    assert worn(dim, patch())[middle].mean() < 0.8 * worn(found, patch())[middle].mean()


def test_the_lamp_is_found_on_the_brighter_side_of_the_face() -> None:
    found = smiling()
    middle = frame_of(found.landmarks).origin[0]
    ramp = np.clip(1 + (np.arange(found.pixels.shape[1]) - middle) / 300, 0.4, 1.6)
    lit = np.clip(found.pixels * 0.6 * ramp[None, :, None], 0, 255).astype(np.uint8)
    from_right = light_of(lit, found.landmarks).direction[0]
    from_left = light_of(lit[:, ::-1], found.landmarks).direction[0]
    assert from_right > light_of(found.pixels, found.landmarks).direction[0] + 0.1
    assert from_left < from_right


def test_a_crown_comes_down_where_the_picture_ends_close_above_the_head() -> None:
    found = smiling()
    frame = frame_of(found.landmarks)
    cut = max(0, int(frame.origin[1] - 1.5 * frame.unit))
    cropped = Found(
        np.ascontiguousarray(found.pixels[cut:]),
        (found.landmarks - (0, cut)).astype(np.float32),
        found.box,
    )
    low = np.argwhere(changed(cropped, worn(cropped, prop("crown"), 0.0)))[:, 0].max() + cut
    high = np.argwhere(changed(found, worn(found, prop("crown"), 0.0)))[:, 0].max()
    assert high + 0.05 * frame.unit < low < high + 0.5 * frame.unit


def test_a_hat_is_as_wide_as_the_hair_it_sits_on() -> None:
    frame = frame_of(smiling().landmarks)
    person = everywhere(smiling(), 0.0)
    left, right = (frame.to_pixels([(x, 0)])[0] for x in (-0.8, 1.4))
    person[:, int(left[0]) : int(right[0])] = 1
    middle, wide = hair_at(person, frame)
    assert middle == pytest.approx(0.3, abs=0.06)
    assert wide == pytest.approx(2.2, abs=0.12)


def test_a_moustache_takes_the_colour_of_the_brows_and_hides_nothing_else() -> None:
    found = uniformed()
    touched = changed(found, worn(found, prop("moustache")), 8)
    unit, nose = frame_of(found.landmarks).unit, found.landmarks[33]
    rows, columns = np.nonzero(touched)
    assert touched.sum() > 200
    assert np.abs(columns - nose[0]).max() < 1.1 * unit
    assert np.abs(rows - nose[1]).max() < 0.6 * unit


def test_a_shape_without_any_points_is_refused() -> None:
    with pytest.raises(BadPack):
        expanded([{"colour": [1, 2, 3]}], {})


def test_a_symbol_is_turned_moved_tinted_and_mirrored() -> None:
    symbols = {"leaf": [{"outline": [[0, 0], [0, 1], [1, 0]], "colour": [255, 255, 255]}]}
    use = {"use": "leaf", "at": [2, 0, -1], "turn": 90, "tint": [10, 20, 30], "mirror": True}
    one, other = expanded([use], symbols)
    assert np.allclose(one["outline"], [[2, 0, -1], [1, 0, -1], [2, 1, -1]], atol=1e-5)
    assert np.allclose(other["outline"], [[-2, 0, -1], [-1, 0, -1], [-2, 1, -1]], atol=1e-5)
    assert one["colour"] == [10, 20, 30]


@pytest.mark.parametrize("slug", ["round-glasses", "crown", "flower-crown", "felt-hat"])
def test_a_prop_outside_the_picture_or_cut_by_its_edge_breaks_nothing(slug: str) -> None:
    found = smiling()
    rows = slice(int(found.landmarks[30, 1]), None)
    lower = (found.landmarks - (0, rows.start)).astype(np.float32)
    photo = np.ascontiguousarray(found.pixels[rows])
    result = worn(Found(photo, lower, found.box), prop(slug))
    assert result.shape == photo.shape
