"""A look on a moving picture: it sits, follows, neither flickers nor floats."""

from collections.abc import Callable, Iterator
from functools import cache
from itertools import pairwise
from typing import Any

import cv2
import numpy as np
import pytest
from skimage import data

from portraits.engine.clip import colour
from portraits.engine.clip import person as people
from portraits.engine.clip.faces import FADE_PICTURES, FaceTracker
from portraits.engine.clip.look import ClipLook
from portraits.engine.clip.paint import ClipPainter
from portraits.engine.clip.person import Person
from portraits.engine.errors import BadOption
from portraits.engine.geometry import Pixels
from portraits.services.choose_clip_look import clip_specs, look_of, parse_clip_options
from portraits.starter.live_pieces import live_backdrops, live_filters, live_makeups, live_props
from tests.photos import face_pixels

WIDTH, HEIGHT, RATE = 480, 360, 30
MAKEUP = {"makeup": "red-lips", "lips": 90}


@cache
def still() -> Pixels:
    """Somebody in the middle of a picture."""
    return moved(0, 0)


def moved(right: float, down: float, turn: float = 0.0) -> Pixels:
    """The same somebody elsewhere, in front of the same kind of wall."""
    picture = data.astronaut()
    place = cv2.getRotationMatrix2D((223, 120), turn, 0.9)
    place[:, 2] += (WIDTH / 2 - 223 + right, 150 - 120 + down)
    return np.asarray(
        cv2.warpAffine(picture, place, (WIDTH, HEIGHT), borderMode=cv2.BORDER_REFLECT), np.uint8
    )


def nobody() -> Pixels:
    slope = np.linspace(40, 200, WIDTH).astype(np.uint8)
    return np.repeat(np.tile(slope, (HEIGHT, 1))[..., None], 3, axis=2)


def look(**options: object) -> ClipLook:
    return look_of(parse_clip_options(options))


def painted(shown: Iterator[Pixels] | list[Pixels], **options: object) -> list[Pixels]:
    painter = ClipPainter(look(**options), WIDTH, HEIGHT)
    return [painter.paint(one, number / RATE) for number, one in enumerate(shown)]


def changed(before: Pixels, after: Pixels, least: int = 12) -> Any:
    """Where a pixel is another by more than a little."""
    return np.abs(before.astype(int) - after).max(axis=2) > least


def middle_of(mask: Any) -> Any:
    return np.argwhere(mask).mean(axis=0)


def test_a_still_face_is_painted_without_a_tremor() -> None:
    shown = painted([still()] * 40, **MAKEUP, blush=60, brows=60, smoothing=50)

    drift = [np.abs(one.astype(int) - two).max() for one, two in pairwise(shown[20:])]
    assert max(drift) <= 6
    assert changed(still(), shown[30]).sum() > 150


def test_points_follow_a_moving_face_without_lagging() -> None:
    tracker, lags = FaceTracker(), []
    for number in range(45):
        right = 3.0 * number
        (face,) = tracker.follow(moved(right - 60, 0), number / RATE)
        lags.append(float(face.landmarks[30, 0]) - right)
    steady = lags[8:]

    # Three pixels a picture: nobody sees an eighth of an eye distance, 5 px here.
    assert max(steady) - min(steady) < 5


def test_a_face_is_followed_without_a_gap_also_half_out_of_the_picture() -> None:
    tracker = FaceTracker()
    counts = [len(tracker.follow(moved(0, -3.2 * number), number / RATE)) for number in range(40)]

    assert set(counts) == {1}


def test_makeup_leaves_a_picture_of_nobody_as_it_was() -> None:
    painter = ClipPainter(look(**MAKEUP), WIDTH, HEIGHT)
    shown = [painter.paint(nobody(), number / RATE) for number in range(9)]

    assert all(np.array_equal(one, nobody()) for one in shown)
    assert painter.faces_seen == 0


def test_two_people_are_both_made_up() -> None:
    face = cv2.resize(face_pixels(), (300, 352))
    pair = np.full((HEIGHT, 640, 3), 100, np.uint8)
    pair[:352, :300], pair[:352, 320:620] = face, face
    painter = ClipPainter(look(**MAKEUP), 640, HEIGHT)
    shown = [painter.paint(pair, number / RATE) for number in range(8)]

    where = changed(pair, shown[-1])
    assert painter.faces_seen == 2
    assert where[:, :310].sum() > 60
    assert where[:, 320:].sum() > 60


def test_a_cut_in_the_film_drops_the_makeup_at_once() -> None:
    shown = painted([still()] * 6 + [nobody()] * 3, **MAKEUP)

    assert changed(still(), shown[5]).sum() > 60
    assert np.array_equal(shown[6], nobody())


@pytest.mark.parametrize("at", [8, 9])
@pytest.mark.parametrize("light", [1.0, 0.35])
def test_after_a_cut_neither_the_old_room_nor_the_old_face_is_shown(at: int, light: float) -> None:
    def lit(picture: Pixels) -> Pixels:
        return (picture * light).astype(np.uint8)

    other = cv2.flip(moved(110, 30), 1)
    shown = painted([lit(still())] * at + [lit(other)] * 2, backdrop="green")
    alone = painted([lit(other)] * 2, backdrop="green")

    assert np.array_equal(shown[at], alone[0])
    tracker = FaceTracker()
    for number in range(at):
        tracker.follow(lit(still()), number / RATE)
    assert tracker.follow(lit(nobody()), at / RATE) == []


def test_a_face_that_is_covered_fades_and_comes_back_without_a_step() -> None:
    tracker, shares = FaceTracker(), []
    covered = still().copy()
    covered[60:260, 150:330] = 90
    for number in range(70):
        faces = tracker.follow(covered if 20 <= number < 34 else still(), number / RATE)
        shares.append(faces[0].share if faces else 0.0)

    steps = [abs(two - one) for one, two in pairwise(shares)]
    assert max(steps) <= 1 / FADE_PICTURES + 1e-6
    assert min(shares) < 0.5
    assert shares[-1] == 1


def test_a_long_clip_keeps_the_colours_of_its_first_pictures(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    steps = [step for step in live_filters()[0].recipe if step["step"] == "grade"]
    monkeypatch.setattr(colour, "TABLE_AFTER", 1)
    graded = colour.ClipGrade(steps)

    assert np.array_equal(graded.apply(still()), graded.apply(still()))


def test_somebody_who_comes_in_later_is_painted_little_by_little() -> None:
    tracker = FaceTracker()
    slow = [cv2.addWeighted(nobody(), 1 - n / 20, still(), n / 20, 0) for n in range(20)]
    shares = [
        face.share
        for number, one in enumerate([*slow, *[still()] * 12])
        for face in tracker.follow(np.asarray(one, np.uint8), number / RATE)
    ]

    assert shares[0] < 0.5
    assert shares[FADE_PICTURES] == 1
    assert shares[: FADE_PICTURES + 1] == sorted(shares[: FADE_PICTURES + 1])


@pytest.mark.parametrize(
    ("part", "points"),
    [
        ("lips", range(48, 68)),
        ("blush", (1, 2, 3, 13, 14, 15)),
        ("shadow", range(36, 48)),
        ("liner", range(36, 48)),
        ("lashes", range(36, 48)),
        ("brows", range(17, 27)),
    ],
)
def test_each_part_of_the_makeup_stays_at_its_place(part: str, points: Any) -> None:
    shown = painted([still()] * 2, **{part: 100})
    (face,) = FaceTracker().follow(still(), 0.0)
    unit = float(np.hypot(*(face.landmarks[42:48].mean(0) - face.landmarks[36:42].mean(0))))

    where = np.argwhere(changed(still(), shown[1], 8))[:, ::-1]
    away = np.linalg.norm(where[:, None] - face.landmarks[list(points)][None], axis=2).min(axis=1)
    assert len(where) > 10
    assert np.percentile(away, 95) < 0.55 * unit


def test_smoothing_evens_skin_and_leaves_eyes_mouth_and_wall_alone() -> None:
    noisy = np.clip(
        still().astype(int) + np.random.default_rng(1).normal(0, 9, still().shape), 0, 255
    ).astype(np.uint8)
    shown = painted([noisy] * 2, smoothing=100)
    (face,) = FaceTracker().follow(noisy, 0.0)
    cheek = face.landmarks[[2, 31]].mean(axis=0).round().astype(int)
    at = slice(cheek[1] - 6, cheek[1] + 6), slice(cheek[0] - 6, cheek[0] + 6)

    assert shown[1][at].std(axis=(0, 1)).mean() < 0.9 * noisy[at].std(axis=(0, 1)).mean()
    eye = face.landmarks[36:42].mean(axis=0).round().astype(int)
    assert np.array_equal(shown[1][eye[1], eye[0]], noisy[eye[1], eye[0]])
    assert np.array_equal(shown[1][:, :60], noisy[:, :60])


def test_a_prop_follows_the_head() -> None:
    def seen_at(right: float) -> Any:
        picture = moved(right, 0)
        return middle_of(changed(picture, painted([picture] * 2, prop="heart-glasses")[1], 30))

    here, there = seen_at(-40), seen_at(40)
    assert there[1] - here[1] == pytest.approx(80, abs=4)
    assert there[0] == pytest.approx(here[0], abs=4)


@pytest.mark.parametrize("piece", [*live_props(), *live_makeups()], ids=lambda piece: piece.slug)
def test_every_prop_and_makeup_can_be_worn(piece: Any) -> None:
    name = "prop" if piece in live_props() else "makeup"
    shown = painted([still()] * 2, **{name: piece.slug}, lips=50 if name == "makeup" else 0)

    assert changed(still(), shown[1]).sum() > 20


@pytest.mark.parametrize("piece", live_filters(), ids=lambda piece: piece.slug)
def test_every_filter_is_seen_as_strong_as_it_was_chosen(piece: Any) -> None:
    none, half, whole = (
        painted([still()], filter=piece.slug, strength=strength)[0].astype(int)
        for strength in (0, 50, 100)
    )

    assert np.array_equal(none, still())
    assert np.abs(whole - still()).mean() > 2
    assert np.abs(half - (still().astype(int) + whole) / 2).max() <= 1


def test_grain_is_alive_and_does_not_brighten() -> None:
    first, second = painted([still()] * 2, filter="faded-album")

    assert not np.array_equal(first, second)
    assert abs(first.mean() - second.mean()) < 0.3


@pytest.mark.parametrize(
    "backdrop", ["white", "green", "blur", *(p.slug for p in live_backdrops())]
)
def test_behind_the_person_stands_what_was_chosen(backdrop: str) -> None:
    shown = painted([still()] * 3, backdrop=backdrop)[-1]

    nose = shown[140:170, 230:250]
    assert np.abs(nose.astype(int) - still()[140:170, 230:250]).mean() < 3
    wall = shown[4:40, 4:40].astype(int)
    if backdrop in people.PLAIN:
        assert np.abs(wall - people.PLAIN[backdrop]).max() <= 2
    else:
        assert np.abs(wall - still()[4:40, 4:40]).mean() > 1


def test_the_outline_goes_with_the_person_and_stands_still_with_them() -> None:
    person = Person()
    masks = [person.follow(still()) for _turn in range(8)]
    assert max(float(np.abs(one - two).max()) for one, two in pairwise(masks[4:])) < 0.02

    for number in range(12):
        mask = person.follow(moved(4 * number, 0))
    assert middle_of(mask > 0.5)[1] - middle_of(masks[-1] > 0.5)[1] > 15


def test_without_the_network_the_person_is_found_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(people, "segmentation_path", lambda: None)
    monkeypatch.setattr("portraits.engine.segment.segmentation_path", lambda: None)

    mask = Person().follow(still())

    assert mask[150, 240] > 0.9
    assert mask[10, 10] < 0.1


@pytest.mark.parametrize(
    "options", [MAKEUP, {"prop": "crown"}, {"filter": "sepia"}, {"backdrop": "blur"}]
)
def test_the_same_pictures_give_the_same_bytes_and_stay_as_they_were(
    options: dict[str, object],
) -> None:
    shown = [moved(2 * number, 0) for number in range(5)]
    kept = [one.copy() for one in shown]

    first, again = painted(shown, **options), painted(shown, **options)

    assert all(np.array_equal(one, two) for one, two in zip(first, again, strict=True))
    assert all(np.array_equal(one, two) for one, two in zip(shown, kept, strict=True))


# --- what can be chosen


def test_a_clip_takes_what_the_camera_offers_and_what_a_video_needs() -> None:
    defaults = {spec.name: spec.default for spec in clip_specs()}

    assert parse_clip_options({}) == defaults
    assert {name for name, value in defaults.items() if value} == {"sound", "mark", "strength"}
    assert look_of(defaults) == ClipLook()
    assert not look_of(defaults).touches_face


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"lips": 101}, "lips"),
        ({"lips": "many"}, "lips"),
        ({"filter": "no such"}, "filter"),
        ({"backdrop": "crown"}, "backdrop"),
        ({"start_ms": -1}, "start_ms"),
        ({"start_ms": 12345678}, "start_ms"),
        ({"end_ms": 3_600_001}, "end_ms"),
        ({"start_ms": 500, "end_ms": 500}, "end_ms"),
        ({"start_ms": 0, "end_ms": 60_001}, "end_ms"),
        ({"sound": "perhaps"}, "sound"),
        ({"speed": 2}, "speed"),
    ],
)
def test_what_cannot_be_chosen_is_said_by_its_name(given: dict[str, object], field: str) -> None:
    with pytest.raises(BadOption) as bad:
        parse_clip_options(given)

    assert bad.value.field == field


def test_an_amount_without_a_makeup_has_the_colours_the_camera_shows() -> None:
    chosen: Callable[..., ClipLook] = look
    plain, red = chosen(lips=50), chosen(lips=50, makeup="red-lips")

    assert plain.makeup == red.makeup
    assert plain.makeup is not None
    assert set(chosen(lashes=10, liner=20).makeup or ()) == {"single_lashes", "liner"}
    assert parse_clip_options({"end_ms": 3_600_000, "start_ms": 3_590_000})["end_ms"] == 3_600_000
