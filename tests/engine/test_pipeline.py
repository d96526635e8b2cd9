"""From a file to a portrait, and what is said when none can be made."""

import numpy as np
import pytest

from portraits.engine import codec, pipeline, quality
from portraits.engine.errors import FaceNotFound, NoFace, SeveralFaces
from portraits.engine.geometry import BoundingBox, Pixels
from portraits.engine.scene import make_scene_pack
from portraits.engine.template_pack import TemplatePack
from tests.engine.photos import astronaut, file_of, hopper

LOOK = TemplatePack("plain", "look", {"steps": []})


@pytest.fixture(scope="module")
def scene() -> TemplatePack:
    return make_scene_pack(astronaut(), slug="astronaut")


def two_people() -> Pixels:
    return np.ascontiguousarray(np.hstack([hopper(), hopper()[:, ::-1]]))


def test_a_portrait_says_how_good_it_is_in_known_words_only(scene: TemplatePack) -> None:
    effect = pipeline.render(file_of(hopper()), scene)

    assert {"fit", "seam", "detail", "light", "pose", "view", "overall"} <= set(effect.quality)
    for aspect, word in effect.quality.items():
        known = quality.VOCABULARY.get(aspect)
        assert known is None or word in known
        assert not any(letter.isdigit() for letter in word)
    assert effect.quality["overall"] in quality.OVERALL


def test_the_same_photo_gives_the_same_bytes(scene: TemplatePack) -> None:
    content = file_of(hopper())

    assert pipeline.render(content, scene).jpeg == pipeline.render(content, scene).jpeg


def test_a_photo_decoded_elsewhere_gives_the_same_bytes(scene: TemplatePack) -> None:
    content = file_of(hopper())
    photo = codec.decode(content, long_side=pipeline.WORKING_LONG_SIDE)

    assert pipeline.render_photo(photo, scene).jpeg == pipeline.render(content, scene).jpeg


@pytest.mark.parametrize("turns", [1, 2, 3])
def test_a_portrait_of_a_sleeping_photo_is_upright(turns: int) -> None:
    laid = np.ascontiguousarray(np.rot90(hopper(), turns))

    effect = pipeline.render(file_of(laid, "PNG"), LOOK)

    assert effect.jpeg == pipeline.render(file_of(hopper(), "PNG"), LOOK).jpeg


def test_nobody_in_a_photo_is_said() -> None:
    with pytest.raises(NoFace):
        pipeline.render(file_of(np.full((300, 400, 3), 90, np.uint8)), LOOK)


def test_of_two_people_one_must_be_chosen() -> None:
    with pytest.raises(SeveralFaces) as refusal:
        pipeline.render(file_of(two_people()), LOOK)

    assert [face["index"] for face in refusal.value.faces] == [0, 1]
    lefts = [face["box"][0] for face in refusal.value.faces]  # type: ignore[index]
    assert 0 < lefts[0] < 0.5 < lefts[1] < 1


@pytest.mark.parametrize("face", [0, 1])
def test_the_chosen_one_of_two_people_is_portrayed(scene: TemplatePack, face: int) -> None:
    pair, alone = file_of(two_people(), "PNG"), [hopper(), hopper()[:, ::-1]]

    effect = pipeline.render(pair, scene, face=face)

    shown = codec.decode(effect.jpeg, long_side=1600).pixels.astype(int)
    own, other = (
        codec.decode(pipeline.render(file_of(one, "PNG"), scene).jpeg, long_side=1600).pixels
        for one in (alone[face], alone[1 - face])
    )
    assert np.abs(shown - own).mean() < np.abs(shown - other).mean() / 2


def test_the_boxes_to_choose_from_lie_in_the_photo_as_it_was_sent() -> None:
    upside_down = np.ascontiguousarray(np.rot90(two_people(), 2))

    with pytest.raises(SeveralFaces) as refusal:
        pipeline.render(file_of(upside_down), LOOK)

    tops = [face["box"][1] for face in refusal.value.faces]  # type: ignore[index]
    # Upright, the faces are in the upper half.
    assert all(top > 0.4 for top in tops)


def test_a_face_that_is_not_there_cannot_be_chosen() -> None:
    with pytest.raises(FaceNotFound):
        pipeline.render(file_of(hopper()), LOOK, face=3)


def test_somebody_small_in_the_background_is_not_meant() -> None:
    near, far = BoundingBox(0, 0, 200, 200), BoundingBox(300, 0, 80, 80)

    assert pipeline.choose_face([near, far], None, []) == near
    assert pipeline.choose_face([near, far], 1, []) == far


def test_whoever_listens_hears_every_stage(scene: TemplatePack) -> None:
    heard: list[str] = []

    effect = pipeline.render(file_of(hopper()), scene, report=heard.append)

    assert heard == ["decode", "detect", "landmarks", "align", "paint", "judge", "encode"]
    assert set(effect.timings_ms) == set(heard)
