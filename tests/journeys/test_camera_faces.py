"""Several people before the live camera: each wears what was chosen, also after they crossed."""

import base64
import io
from collections.abc import Callable, Iterator
from itertools import pairwise

import cv2
import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from portraits.engine.geometry import Pixels
from tests.journeys.camera_steps import Picture, choose, picture_pixels, turn_on
from tests.journeys.conftest import PATIENCE_MS, OpenPage
from tests.journeys.fake_camera import filming_browser
from tests.journeys.sitters_on_film import (
    RATE,
    Sitter,
    crossing,
    crossing_film,
    four_in_a_square,
    picture_of,
    side_by_side,
)

pytestmark = pytest.mark.browser

STILL = 30
TRIES = 10
# The page's own drawing, given one picture of a film after the other: where each face was found,
# and the canvas after the pictures that are asked for.
DRAW_FILM = """async ([pictures, step, kept]) => {
  const { Live } = await import("/static/js/camera/live.js");
  const { Choices } = await import("/static/js/camera/choices.js");
  const { runtime, looks: address } = document.querySelector("[data-camera]").dataset;
  const looks = await (await fetch(address)).json();
  const canvas = document.createElement("canvas");
  let isReady;
  const ready = new Promise((resolve) => { isReady = resolve; });
  const live = await Live.open({
    camera: {}, canvas, looks, folder: new URL(runtime, location.href).href,
    chosen: new Choices(document.querySelector("[data-choices]"), looks, () => {}).read(),
    onFrame() {}, onPlain() {}, onSight: (name) => name || isReady(),
  });
  await ready;
  // Pictures are compared at their own size.
  live.sharpness.hold(true);
  const places = [];
  const { sight } = live;
  live.sight = { follow: async (...asked) => {
    const found = await sight.follow(...asked);
    // The outer corners of the eyes.
    places.push(found.faces.map(({ points }) => [33, 263].map((at) => points[at * 3])));
    return found;
  } };
  const drawn = [];
  for (const [index, picture] of pictures.entries()) {
    const bytes = Uint8Array.from(atob(picture), (letter) => letter.charCodeAt(0));
    const image = await createImageBitmap(new Blob([bytes], { type: "image/jpeg" }));
    await live.show({ image, width: image.width, height: image.height, time: index * step });
    if (kept.includes(index)) drawn.push(canvas.toDataURL("image/png").split(",")[1]);
  }
  return [places, drawn];
}"""
# Which of the faces that came to lie at these places are followed on.
FOLLOW_ON = """async (places) => {
  const { Tracker } = await import("/static/js/camera/tracker.js");
  const tracker = new Tracker({});
  tracker.looked = 0;
  tracker.update = async () => true;
  tracker.faces = places.map((x) => ({ square: { x, y: 100, size: 80 }, points: [x] }));
  const { faces } = await tracker.follow({ time: 0 }, { faces: true, mask: false });
  return faces.map(({ points: [x] }) => x);
}"""
# Of 255: dark glasses before the eyes, red lips, and nothing on the walls between the people.
LEAST_DARKER, LEAST_REDDER, MOST_CHANGE = 40, 4, 0.5
# Pictures a second where no graphics card draws. In pixels: how near the tracker has to be, and how
# far apart two are of whom nobody hides the other.
RATE_SEEN, NEAR, APART = 10, 9, 140
# Two that are found nearer to each other than this are one who is drawn twice.
TWICE = 60
# Whoever was hidden has to be found again within half a second.
FOUND_AGAIN = RATE_SEEN // 2


@pytest.fixture(scope="module")
def browser(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Browser]:
    pictures = [picture_of(request.param())] * STILL
    with filming_browser(tmp_path_factory.mktemp("camera"), pictures) as chromium:
        yield chromium


@pytest.mark.parametrize(
    ("browser", "sitters"),
    [(side_by_side, side_by_side()), (four_in_a_square, four_in_a_square())],
    indirect=["browser"],
)
def test_everybody_wears_what_was_chosen_and_nothing_lies_between(
    open_page: OpenPage, sitters: list[Sitter]
) -> None:
    page = open_page()
    page.goto("/camera/")
    turn_on(page)
    bare = picture_pixels(page)

    wear(page, "prop", "sunglasses")
    worn = picture_when(page, lambda now: all(is_darker(bare, now, one) for one in sitters))
    wear(page, "prop", "")
    wear(page, "makeup", "red-lips")
    made_up = picture_when(page, lambda now: all(is_redder(bare, now, one) for one in sitters))

    for changed in (worn, made_up):
        assert np.abs(changed - bare)[:, 306:334].mean() < MOST_CHANGE


def picture_when(page: Page, is_worn: Callable[[Picture], bool]) -> Picture:
    """What was chosen is fetched first: the first picture in which everybody wears it."""
    for _try in range(TRIES):
        picture = picture_pixels(page)
        if is_worn(picture):
            return picture
    raise AssertionError("somebody does not wear what was chosen")


def wear(page: Page, name: str, value: str) -> None:
    choose(page, "kind", "makeup" if name == "makeup" else "props")
    choose(page, name, value)
    expect(page.locator("[data-said]")).to_have_text("", timeout=PATIENCE_MS)


def is_darker(bare: Picture, worn: Picture, sitter: Sitter) -> bool:
    """Whether somebody wears dark glasses."""
    return float((bare[sitter.eyes_strip] - worn[sitter.eyes_strip]).mean()) > LEAST_DARKER


def is_redder(bare: Picture, made_up: Picture, sitter: Sitter) -> bool:
    """Whether somebody's mouth is redder than before: red against green."""
    before, after = (one[sitter.mouth] for one in (bare, made_up))
    more = (after[..., 0] - after[..., 1]) - (before[..., 0] - before[..., 1])
    return float(more.mean()) > LEAST_REDDER


@pytest.mark.parametrize("browser", [side_by_side], indirect=True)
def test_two_who_cross_each_other_keep_what_they_wear(open_page: OpenPage) -> None:
    page = open_page()
    page.goto("/camera/")
    choose(page, "kind", "props")
    choose(page, "prop", "sunglasses")
    # They stand, cross, stand and cross back.
    film = list(crossing_film())[RATE :: RATE // RATE_SEEN]
    standing = [index for index, (share, _) in enumerate(film) if share in (0, 1)]
    kept = [one for one in standing if one + 1 not in standing]

    step = 1000 / RATE_SEEN
    asked = [[encoded(picture) for _, picture in film], step, kept]
    places, drawn = page.evaluate(DRAW_FILM, asked)

    seen = [sorted(sum(one) / 2 for one in faces) for faces in places]
    for index, truth in enumerate(sorted(one.x for one in crossing(share)) for share, _ in film):
        assert all(far - near > TWICE for near, far in pairwise(seen[index]))
        if is_apart(film[max(0, index - FOUND_AGAIN) : index + 1]):
            assert seen[index] == pytest.approx(truth, abs=NEAR)
    for index, content in zip(kept, drawn, strict=True):
        share, bare = film[index]
        worn, before = decoded(content), bare.astype(np.int16)
        assert all(is_darker(before, worn, one) for one in crossing(share))
        # A film is compressed, so the wall is not the same to the last bit.
        assert np.abs(worn - before)[:, 300:340].mean() < 2


@pytest.mark.parametrize("browser", [side_by_side], indirect=True)
def test_of_two_on_one_face_one_is_followed_on(open_page: OpenPage) -> None:
    page = open_page()
    page.goto("/camera/")

    assert page.evaluate(FOLLOW_ON, [100, 110, 300]) == [100, 300]
    assert page.evaluate(FOLLOW_ON, [100, 160, 300]) == [100, 160, 300]


def is_apart(part: list[tuple[float, Pixels]]) -> bool:
    """Whether all the time nobody hid anybody."""
    pairs = (crossing(share) for share, _ in part)
    return all(abs(one.x - other.x) > APART for one, other in pairs)


def decoded(content: str) -> Picture:
    with Image.open(io.BytesIO(base64.b64decode(content))) as picture:
        return np.asarray(picture.convert("RGB"), np.int16)


def encoded(picture: Pixels) -> str:
    done, content = cv2.imencode(".jpg", picture[..., ::-1])
    assert done
    return base64.b64encode(content.tobytes()).decode()
