"""Faces are found however the photo lies, and nowhere else."""

import cv2
import numpy as np
import pytest

from portraits.engine import codec, detect
from portraits.engine.detect import find_faces, find_upright
from portraits.engine.geometry import BoundingBox, Pixels
from portraits.engine.raster import fit_within, resize
from tests.engine.faceless_pictures import faceless_pictures
from tests.engine.photos import astronaut, file_of, hopper
from tests.engine.test_codec import AS_STORED

# Where the two faces are, in the photos' own pixels.
PLACES = {"astronaut": BoundingBox(176, 74, 100, 100), "hopper": BoundingBox(181, 140, 187, 187)}
PHOTOS = {"astronaut": astronaut, "hopper": hopper}


def scaled_to_face(name: str, face_width: float) -> tuple[Pixels, BoundingBox]:
    factor = face_width / PLACES[name].width
    height, width = PHOTOS[name]().shape[:2]
    small = resize(PHOTOS[name](), round(width * factor), round(height * factor))
    return small, PLACES[name].scaled(factor)


@pytest.mark.parametrize("name", PHOTOS)
@pytest.mark.parametrize("face_width", [60, 90, 150, 300, 600])
def test_a_face_is_found_at_every_size(name: str, face_width: int) -> None:
    pixels, place = scaled_to_face(name, face_width)

    (box,) = find_faces(pixels)

    assert box.overlap(place) > 0.6


@pytest.mark.parametrize("name", PHOTOS)
@pytest.mark.parametrize("turns", range(4))
def test_a_photo_on_its_side_or_head_is_turned_upright(name: str, turns: int) -> None:
    upright, place = scaled_to_face(name, 140)

    sighting = find_upright(np.ascontiguousarray(np.rot90(upright, turns)))

    assert np.array_equal(sighting.pixels, upright)
    (box,) = sighting.boxes
    assert box.overlap(place) > 0.6


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photo_with_any_exif_orientation_has_its_face_where_people_see_it(
    orientation: int,
) -> None:
    stored = np.ascontiguousarray(AS_STORED[orientation](hopper()))
    exif = codec.Image.Exif()
    exif[codec.ORIENTATION_TAG] = orientation

    photo = codec.decode(file_of(stored, exif=exif, quality=95), long_side=1600)

    (box,) = find_faces(photo.pixels)
    assert box.overlap(PLACES["hopper"]) > 0.6


def test_find_faces_speaks_of_upright_faces_only() -> None:
    assert find_faces(np.ascontiguousarray(np.rot90(hopper(), 2))) == []


@pytest.mark.parametrize("name", PHOTOS)
@pytest.mark.parametrize("light", [0.1, 0.03, 0.012])
def test_a_face_is_found_in_the_dark(name: str, light: float) -> None:
    random = np.random.default_rng(1)
    linear = (PHOTOS[name]() / 255) ** 2.2 * light
    noisy = linear ** (1 / 2.2) * 255 + random.normal(0, 3, linear.shape)

    (box,) = find_faces(np.clip(noisy, 0, 255).astype(np.uint8))

    assert box.overlap(PLACES[name]) > 0.5


@pytest.mark.parametrize("degrees", [-25, -12, 12, 25])
def test_a_tilted_head_is_found(degrees: int) -> None:
    middle = PLACES["hopper"].center
    matrix = cv2.getRotationMatrix2D(middle, degrees, 1)
    tilted = cv2.warpAffine(hopper(), matrix, (512, 600), borderMode=cv2.BORDER_REPLICATE)

    (box,) = find_faces(np.asarray(tilted, np.uint8))

    assert box.overlap(PLACES["hopper"]) > 0.5


def test_a_far_face_is_found_by_the_last_look() -> None:
    small, place = scaled_to_face("hopper", 62)
    picture = np.full((1200, 1600, 3), 120, np.uint8)
    picture[700 : 700 + small.shape[0], 1000 : 1000 + small.shape[1]] = small

    (box,) = find_faces(picture)

    assert box.overlap(BoundingBox(place.x + 1000, place.y + 700, 62, 62)) > 0.5


def two_people(left: float, right: float) -> Pixels:
    canvas = np.full((800, 1200, 3), 90, np.uint8)
    for start, width in ((0, left), (600, right)):
        person, _ = scaled_to_face("hopper", width)
        part = person[:800, :600]
        canvas[: part.shape[0], start : start + part.shape[1]] = part
    return canvas


@pytest.mark.parametrize(("left", "right"), [(180, 180), (100, 180), (180, 100)])
def test_whoever_is_at_least_half_as_tall_is_found_beside_the_largest(
    left: float, right: float
) -> None:
    boxes = find_faces(two_people(left, right))

    assert [box.x < 600 for box in boxes] == [True, False]
    assert boxes[0].width / boxes[1].width == pytest.approx(left / right, rel=0.25)


def test_faces_are_counted_from_left_to_right_of_the_picture_as_given() -> None:
    upside_down = np.ascontiguousarray(np.rot90(two_people(180, 120), 2))

    sighting = find_upright(upside_down)

    assert [box.x > 600 for box in sighting.boxes] == [True, False]
    assert [box.x < 600 for box in sighting.boxes_as_given()] == [True, False]


def test_one_look_is_enough_for_a_plain_portrait(monkeypatch: pytest.MonkeyPatch) -> None:
    looks: list[int] = []
    ordinary = detect._look

    def counted(plane: Pixels, *rest: object) -> list[detect.Candidate]:
        looks.append(max(plane.shape))
        return ordinary(plane, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(detect, "_look", counted)
    find_faces(hopper())

    assert looks[0] == 480
    assert len(looks) <= 2


@pytest.mark.parametrize("part", range(4))
def test_no_face_is_seen_where_there_is_none(part: int) -> None:
    pictures = list(faceless_pictures())
    assert len(pictures) >= 200

    # Small, so that all are looked at in half the time; benchmarks/detection.py enlarges them.
    small = [(name, fit_within(pixels, 480)) for name, pixels in pictures[part::4]]
    seen = [name for name, pixels in small if find_upright(pixels).boxes]

    assert seen == []


@pytest.mark.parametrize("shape", [(1, 1), (1, 300), (300, 1), (16, 16), (79, 79)])
def test_a_picture_too_small_for_anybody_has_nobody(shape: tuple[int, int]) -> None:
    assert find_faces(np.full((*shape, 3), 128, np.uint8)) == []
