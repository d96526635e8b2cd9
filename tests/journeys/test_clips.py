"""A person gives a clip a look: chooses, cuts, sees it, sends it, changes their mind, saves it."""

import io
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import av
import cv2
import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.clips import WEBM, beeps, make_clip, moving_face
from tests.journeys.accessibility import overflow_px, violations
from tests.journeys.chromium import CHROMIUM
from tests.journeys.clip_steps import begin, choose, result, send
from tests.journeys.conftest import OpenPage

pytestmark = pytest.mark.browser

GRAPHICS = ("--no-sandbox", "--use-gl=angle", "--use-angle=swiftshader")
# The brightness of the preview's middle, as the canvas holds it.
GREENNESS = """
() => {
  const canvas = document.querySelector('[data-canvas]');
  const copy = document.createElement('canvas');
  [copy.width, copy.height] = [canvas.width, canvas.height];
  const context = copy.getContext('2d');
  return new Promise((resolve) => requestAnimationFrame(() => {
    context.drawImage(canvas, 0, 0);
    const [red, green, blue] = context.getImageData(4, 4, 1, 1).data;
    resolve(green - Math.max(red, blue));
  }));
}
"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=CHROMIUM, args=[*GRAPHICS, "--enable-unsafe-swiftshader"]
        )
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def film() -> bytes:
    """Three seconds of somebody, with a beep every half second, and where it was filmed."""
    return make_clip(
        moving_face(90),
        sound=beeps(3.0),
        quality="23",
        metadata={"location": "+31.2304+121.4737/", "encoder": "a program"},
    )


@pytest.mark.promise("P-1", "P-8", "P-10", "M-19")
def test_a_person_cuts_a_clip_by_keyboard_sees_the_look_sends_and_saves_it(
    open_page: OpenPage, film: bytes
) -> None:
    page = open_page()
    begin(page)
    sent: list[Any] = []
    page.on("request", lambda one: one.method == "POST" and sent.append(one))
    choose(page, film)

    expect(page.locator("[data-mirror]")).to_contain_text("where it was taken", timeout=30_000)
    first, last = page.get_by_label("Begins at"), page.get_by_label("Ends at")
    first.press("PageUp")
    first.press("ArrowRight")
    last.press("PageDown")
    expect(page.locator("[data-length]")).to_have_text("0:00.97")
    assert first.get_attribute("aria-valuetext") == "0:01.03"
    page.locator("[name=kind][value=backdrops]").check(force=True)
    page.locator("[name=backdrop][value=green]").check(force=True)
    page.wait_for_function(f"async () => (await ({GREENNESS})()) > 60", timeout=60_000)
    assert violations(page) == []
    assert overflow_px(page) == 0
    assert sent == []

    page.get_by_role("button", name="Send it and make the clip").press("Enter")
    result(page)
    assert b"holiday" not in (sent[0].post_data_buffer or b"")
    expect(page.locator("[data-end-words]")).to_have_text("Your video is gone from our server")
    page.get_by_role("button", name="Check the receipt").click()
    expect(page.locator("[data-receipt-verdict]")).to_contain_text("Genuine")
    assert violations(page) == []
    # Players ask for ranges; the browser has its own idea of how long the clip is.
    page.wait_for_function("() => document.querySelector('[data-film]').readyState >= 1")
    length = page.locator("[data-film]").evaluate("film => film.duration")
    assert length == pytest.approx(0.97, abs=0.06)

    with page.expect_download() as saving:
        page.get_by_role("link", name="Save to this device").click()
    assert saving.value.suggested_filename == "clip.mp4"
    with av.open(io.BytesIO(saving.value.path().read_bytes())) as clip:
        pictures = [frame.to_ndarray(format="rgb24") for frame in clip.decode(video=0)]
    assert len(pictures) == 29
    red, green, blue = (int(level) for level in pictures[15][-4, 4])
    assert green - max(red, blue) > 60

    page.get_by_role("button", name="Delete it now").click()
    expect(page.locator("[data-editor]")).to_be_visible()
    expect(page.locator("[data-send]")).to_be_focused()
    page.goto("/portraits/")
    expect(page.locator(".clip-card")).to_have_count(0)


@pytest.mark.promise("F-7")
def test_a_clip_that_is_cancelled_half_way_is_gone_and_can_be_sent_again(
    open_page: OpenPage,
) -> None:
    page = open_page()
    begin(page)
    large = (cv2.resize(one, (960, 720)) for one in moving_face(600))
    choose(page, make_clip(large, quality="28"))
    page.locator("[name=kind][value=makeup]").check(force=True)
    page.locator("[name=makeup][value=red-lips]").check(force=True)

    send(page)
    expect(page.locator("[data-stage-words]")).to_have_text(
        "Putting the look on, picture by picture", timeout=60_000
    )
    assert violations(page) == []
    page.get_by_role("button", name="Cancel").click()
    expect(page.locator("[data-problem]")).to_contain_text("Cancelled")
    expect(page.locator("[data-send]")).to_be_focused()
    jobs = page.evaluate("fetch('/api/v1/clips/').then((answer) => answer.json())")["results"]
    assert [one["status"] for one in jobs] == ["cancelled"]
    page.wait_for_function(
        "async () => (await (await fetch('/api/v1/clips/')).json()).results[0].upload_deleted_at"
    )

    # What was chosen is still there.
    assert page.locator("[name=makeup]:checked").input_value() == "red-lips"
    page.get_by_label("Ends at").focus()
    for _second in range(19):
        page.keyboard.press("PageDown")
    send(page)
    result(page)


def test_what_is_no_video_is_refused_in_words_and_loses_nothing(
    open_page: OpenPage, film: bytes
) -> None:
    page = open_page()
    begin(page)
    choose(page, film[:2500])
    expect(page.locator("[data-said]")).to_contain_text("cannot show this video")
    send(page)
    expect(page.locator("[data-problem-words]")).to_have_text(
        "This file is not a video, or it is damaged. Choose another video."
    )

    small = make_clip(moving_face(20), kind=WEBM, rate=Fraction(20))
    choose(page, small, name="clip.webm", kind="video/webm")
    expect(page.locator("[data-length]")).to_have_text("0:01.00")
    expect(page.locator("[data-mirror]")).to_contain_text("notes of a program")


def test_what_the_page_says_of_the_end_is_what_the_server_says(
    open_page: OpenPage, film: bytes
) -> None:
    page = open_page()
    begin(page)
    choose(page, film)
    # Everything is sent, the answer is on its way, and somebody presses Cancel.
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    slow = {"offline": False, "downloadThroughput": -1, "uploadThroughput": -1}
    line.send("Network.emulateNetworkConditions", slow | {"latency": 3000})
    send(page)
    page.wait_for_function("() => document.querySelector('[data-bar]').value >= 0.3")
    page.get_by_role("button", name="Cancel").click()
    expect(page.locator("[data-problem]")).to_contain_text("Cancelled", timeout=30_000)
    line.send("Network.emulateNetworkConditions", slow | {"latency": 0})
    jobs = page.evaluate("fetch('/api/v1/clips/').then((answer) => answer.json())")["results"]
    # Made or not: it is gone.
    assert jobs[0]["status"] in ("cancelled", "deleted")

    # The connection goes while the clip is made, and comes back.
    send(page)
    page.route("**/api/v1/clips/*/", lambda route: route.abort())
    expect(page.locator("[data-stage-words]")).to_contain_text("this page waits", timeout=30_000)
    page.wait_for_timeout(8_000)
    page.unroute("**/api/v1/clips/*/")
    result(page)

    # A deletion that the server refuses is not called one.
    page.route("**/api/v1/clips/*/", lambda route: route.fulfill(status=500, body=""))
    page.get_by_role("button", name="Delete it now").click()
    expect(page.locator("[data-problem]")).to_contain_text("could not be deleted")
    page.unroute("**/api/v1/clips/*/")
    page.get_by_role("button", name="Delete it now").click()
    expect(page.locator("[data-editor]")).to_be_visible()
