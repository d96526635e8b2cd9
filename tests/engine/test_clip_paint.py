"""A look on a moving picture: it sits, follows, neither flickers nor floats."""

from dataclasses import replace
from itertools import pairwise
from typing import Any

import cv2
import numpy as np
import pytest
from skimage import data

from portraits.engine.clip import colour
from portraits.engine.clip.faces import FaceTracker
from portraits.engine.clip.look import ClipLook
from portraits.engine.clip.made_up import UNIT
from portraits.engine.clip.paint import ClipPainter
from portraits.engine.clip.worn import Prop
from portraits.engine.filters import vignette
from portraits.engine.frame import frame_of
from portraits.engine.geometry import Pixels
from portraits.engine.props import wear
from portraits.starter.live_pieces import live_backdrops, live_filters, live_makeups, live_props
from tests.engine.clip_pictures import (
    HEIGHT,
    RATE,
    WIDTH,
    changed,
    look,
    middle_of,
    moved,
    nobody,
    noisy,
    painted,
    still,
)
from tests.photos import face_pixels

MAKEUP = {"makeup": "red-lips", "lips": 90}
PARTS = ("lips", "blush", "shadow", "liner", "lashes", "brows")
EVERYTHING: dict[str, object] = {
    **dict.fromkeys(PARTS, 60),
    "smoothing": 60,
    "prop": "crown",
    "backdrop": "bokeh-evening",
    "filter": "faded-album",
}


def test_a_still_face_is_painted_without_a_tremor() -> None:
    shown = painted([still()] * 40, **MAKEUP, blush=60, brows=60, smoothing=50)

    drift = [np.abs(one.astype(int) - two).max() for one, two in pairwise(shown[20:])]
    assert max(drift) <= 6
    assert changed(still(), shown[30]).sum() > 150


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


def test_a_long_clip_keeps_the_colours_of_its_first_pictures(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    steps = [step for step in live_filters()[0].recipe if step["step"] == "grade"]
    monkeypatch.setattr(colour, "TABLE_AFTER", 1)
    graded = colour.ClipGrade(steps)

    assert np.array_equal(graded.apply(still()), graded.apply(still()))


def test_a_clip_gets_the_vignette_of_a_photo() -> None:
    step = {"step": "vignette", "amount": 60, "reach": 0.3}
    shown = ClipPainter(ClipLook(colour=(step,)), WIDTH, HEIGHT).paint(still(), 0.0)

    assert np.array_equal(shown, vignette(still(), (WIDTH / 2, HEIGHT / 2), step))
    assert not np.array_equal(shown, still())


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
    before = noisy(still(), 1, sigma=9)
    shown = painted([before] * 2, smoothing=100)
    (face,) = FaceTracker().follow(before, 0.0)
    cheek = face.landmarks[[2, 31]].mean(axis=0).round().astype(int)
    at = slice(cheek[1] - 6, cheek[1] + 6), slice(cheek[0] - 6, cheek[0] + 6)

    assert shown[1][at].std(axis=(0, 1)).mean() < 0.9 * before[at].std(axis=(0, 1)).mean()
    eye = face.landmarks[36:42].mean(axis=0).round().astype(int)
    assert np.array_equal(shown[1][eye[1], eye[0]], before[eye[1], eye[0]])
    assert np.array_equal(shown[1][:, :60], before[:, :60])


@pytest.mark.parametrize("options", [{"smoothing": 100}, dict.fromkeys(PARTS, 80)])
def test_a_large_face_is_made_up_as_a_small_one_is(options: dict[str, object]) -> None:
    large = cv2.resize(data.astronaut()[:256, 96:352], (1024, 1024), interpolation=cv2.INTER_CUBIC)
    small = cv2.resize(large, (256, 256), interpolation=cv2.INTER_AREA)
    change_of_large, change_of_small = (
        ClipPainter(look(**options), *one.shape[:2]).paint(one, 0.0).astype(np.float32) - one
        for one in (large, small)
    )
    shrunk = cv2.resize(change_of_large, (256, 256), interpolation=cv2.INTER_AREA)

    (face,) = FaceTracker().follow(np.asarray(large, np.uint8), 0.0)
    assert frame_of(face.landmarks).unit > 1.5 * UNIT
    assert np.corrcoef(shrunk.ravel(), change_of_small.ravel())[0, 1] > 0.95
    assert np.abs(shrunk).sum() == pytest.approx(np.abs(change_of_small).sum(), rel=0.2)


def test_a_prop_follows_the_head() -> None:
    def seen_at(right: float) -> Any:
        picture = moved(right, 0)
        return middle_of(changed(picture, painted([picture] * 2, prop="heart-glasses")[1], 30))

    here, there = seen_at(-40), seen_at(40)
    assert there[1] - here[1] == pytest.approx(80, abs=4)
    assert there[0] == pytest.approx(here[0], abs=4)


@pytest.mark.parametrize("piece", live_props(), ids=lambda piece: piece.slug)
def test_a_prop_sits_where_that_of_a_photo_sits(piece: Any) -> None:
    (face,) = FaceTracker().follow(still(), 0.0)
    whole = np.ones(still().shape[:2], np.float32)
    # A clip has no outline of the hair; a photo's hat is fitted to the head here as well.
    step = {**piece.recipe, "fit": "head"} if piece.recipe.get("fit") == "hair" else piece.recipe
    photo = changed(still(), wear(still(), face.landmarks, face.skin, lambda: whole, step), 24)
    clip = changed(still(), painted([still()], prop=piece.slug)[0], 24)

    near = np.ones((5, 5), np.uint8)
    wide_photo, wide_clip = (cv2.dilate(one.astype(np.uint8), near) > 0 for one in (photo, clip))
    assert (photo & wide_clip).sum() > 0.85 * photo.sum()
    assert (clip & wide_photo).sum() > 0.85 * clip.sum()


def test_what_a_prop_has_behind_the_head_is_seen_only_before_a_backdrop() -> None:
    crown = next(piece.recipe for piece in live_props() if piece.slug == "crown")
    front = [shape for shape in crown["shapes"] if shape.get("where", "front") != "behind"]
    open_crown = {**crown, "shapes": front}

    def worn(step: Any, backdrop: str | None) -> Pixels:
        painter = ClipPainter(ClipLook(prop=step, backdrop=backdrop), WIDTH, HEIGHT)
        return painter.paint(still(), 0.0)

    assert np.array_equal(worn(crown, None), worn(open_crown, None))
    assert changed(worn(crown, "green"), worn(open_crown, "green")).sum() > 10


@pytest.mark.parametrize("slug", ["gold-rims", "cat-ears"])
def test_thin_parts_of_a_prop_do_not_shimmer_as_a_small_face_moves(slug: str) -> None:
    (face,) = FaceTracker().follow(still(), 0.0)
    prop = Prop(next(piece.recipe for piece in live_props() if piece.slug == slug))
    wall = np.full_like(still(), 128)
    amounts = []
    for number in range(8):
        step = np.array([number / 8, number / 6], np.float32)
        shown = prop.put_on(wall, replace(face, landmarks=face.landmarks + step))
        amounts.append(float(np.abs(shown.astype(int) - wall).sum()))

    assert np.ptp(amounts) < 0.015 * np.mean(amounts)


@pytest.mark.parametrize(("width", "height"), [(240, 320), (320, 240)])
def test_everything_can_be_put_on_a_small_picture_of_either_shape(width: int, height: int) -> None:
    face = cv2.resize(face_pixels(), (204, 240))
    picture = np.full((height, width, 3), 100, np.uint8)
    picture[:240, 18:222] = face
    offered = live_filters(), live_makeups(), live_props(), live_backdrops()
    for number in range(max(map(len, offered))):
        slugs = (pieces[number % len(pieces)].slug for pieces in offered)
        chosen = dict(zip(("filter", "makeup", "prop", "backdrop"), slugs, strict=True))
        painter = ClipPainter(look(**dict.fromkeys(PARTS, 50), **chosen), width, height)
        shown = painter.paint(picture, 0.0)

        assert painter.faces_seen == 1
        assert shown.shape == picture.shape
        assert shown.dtype == np.uint8
        assert changed(picture, shown).mean() > 0.2


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
    gray = np.full_like(still(), 128)
    look_of_it = ClipLook(colour=({"step": "grain", "amount": 30},))
    painter = ClipPainter(look_of_it, WIDTH, HEIGHT)
    first, second = painter.paint(gray, 0.0), painter.paint(gray, 1 / RATE)

    assert changed(first, second, 4).mean() > 0.1
    assert first.mean() == pytest.approx(128, abs=0.5)
    assert second.mean() == pytest.approx(128, abs=0.5)


@pytest.mark.parametrize(
    "options",
    [MAKEUP, {"prop": "crown"}, {"filter": "sepia"}, {"backdrop": "blur"}, EVERYTHING],
    ids=["makeup", "prop", "filter", "backdrop", "everything"],
)
def test_the_same_pictures_give_the_same_bytes_and_stay_as_they_were(
    options: dict[str, object],
) -> None:
    shown = [moved(2 * number, 0) for number in range(5)]
    kept = [one.copy() for one in shown]

    first, again = painted(shown, **options), painted(shown, **options)

    assert all(np.array_equal(one, two) for one, two in zip(first, again, strict=True))
    assert all(np.array_equal(one, two) for one, two in zip(shown, kept, strict=True))
