"""The live camera, in a browser whose camera shows a photograph: everything stays on the device."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.accessibility import overflow_px, violations
from tests.journeys.camera_steps import (
    ASK_LONG,
    CODE_BYTES,
    HIDE_WEBGL,
    REFUSE_DEVICES,
    REFUSE_SOUND,
    TRACKS,
    WATCH_DEVICES,
    WATCH_SHIFT,
    choose,
    clip_seconds,
    press_until,
    take_picture,
    turn_on,
    wear_everything,
)
from tests.journeys.conftest import PATIENCE_MS, OpenPage
from tests.journeys.fake_camera import filming_browser
from tests.journeys.steps import MOST_SHIFT

pytestmark = pytest.mark.browser

MOST_BYTES = 300_000


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with filming_browser(tmp_path_factory.mktemp("camera")) as chromium:
        yield chromium


@pytest.mark.promise("P-3", "P-4", "P-6", "P-9")
def test_a_person_wears_everything_and_not_one_byte_is_sent(open_page: OpenPage) -> None:
    page = open_page()
    sent: list[Any] = []
    page.on("request", lambda request: sent.append((request.method, request.post_data_buffer)))
    page.add_init_script(WATCH_DEVICES)
    page.goto("/camera/")
    assert page.evaluate("window.asked") == []

    turn_on(page)
    colour, eyes = take_picture(page)
    wear_everything(page)
    assert page.evaluate("window.asked") == ["video"]
    grey, dark = take_picture(page)
    assert grey < 3 < 20 < colour
    assert dark < eyes / 2

    page.get_by_role("button", name="Record a clip").click()
    expect(page.locator("[data-said]")).to_have_text("Recording, with sound, at most a minute.")
    assert page.evaluate("window.asked") == ["video", "audio"]
    page.get_by_role("button", name="Stop").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Save to this device").click()
    assert download.value.suggested_filename.startswith("portrait-clip.")
    page.get_by_role("button", name="Throw away").click()

    page.get_by_role("button", name="Pause").click()
    assert page.evaluate(TRACKS) == ["ended"] * 2
    assert {one for one in sent if one != ("GET", None)} == set()
    expect(page.locator("[data-sent]")).to_have_text("0")
    page.evaluate("fetch('/healthz', { method: 'POST', body: '12345' })")
    expect(page.locator("[data-sent]")).to_have_text("5")


@pytest.mark.promise("P-3", "P-5")
def test_whoever_refuses_the_camera_loses_nothing_else(open_page: OpenPage) -> None:
    page = open_page()
    page.add_init_script(REFUSE_DEVICES)
    page.goto("/camera/")

    page.get_by_role("button", name="Turn the camera on").click()

    expect(page.locator("[data-said]")).to_contain_text("The camera stays off, as you wished.")
    expect(page.get_by_role("button", name="Turn the camera on")).to_be_visible()
    for path in ("/", "/templates/", "/privacy/promises/"):
        page.goto(path)
        expect(page.locator("h1").first).to_be_visible()


@pytest.mark.promise("P-4", "P-5")
def test_whoever_refuses_the_microphone_records_without_sound(open_page: OpenPage) -> None:
    page = open_page()
    page.add_init_script(REFUSE_SOUND)
    page.goto("/camera/")
    turn_on(page)

    page.get_by_role("button", name="Record a clip").click()

    expect(page.locator("[data-said]")).to_contain_text("Recording without sound")
    page.get_by_role("button", name="Stop").click()
    expect(page.locator("video[data-kept]")).to_be_visible()


@pytest.mark.promise("P-9")
def test_the_camera_works_with_the_network_cut(open_page: OpenPage) -> None:
    page = open_page()
    page.goto("/camera/")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")

    page.context.set_offline(True)
    page.reload()
    turn_on(page)
    wear_everything(page)

    grey, dark = take_picture(page)
    assert grey < 3
    assert dark < 60


def test_the_page_is_light_and_nothing_in_it_jumps(open_page: OpenPage) -> None:
    page = open_page(service_workers="block")
    page.add_init_script(WATCH_SHIFT)
    page.goto("/camera/")
    turn_on(page)

    assert page.evaluate(CODE_BYTES) <= MOST_BYTES
    assert page.evaluate("window.shift") < MOST_SHIFT
    assert overflow_px(page) == 0
    assert violations(page) == []


@pytest.mark.promise("P-3", "P-6")
def test_the_keyboard_alone_takes_a_picture_and_leaving_turns_the_light_off(
    open_page: OpenPage,
) -> None:
    page = open_page()
    page.add_init_script(WATCH_DEVICES)
    page.goto("/camera/")

    press_until(page, "[data-start]")
    page.keyboard.press("Enter")
    expect(page.locator("[data-pause]")).to_be_focused(timeout=PATIENCE_MS)
    press_until(page, '[name="filter"]')
    page.keyboard.press("ArrowRight")
    expect(page.locator('[name="filter"]').nth(1)).to_be_checked()
    press_until(page, "[data-shoot]", key="Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.locator("[data-save]")).to_be_focused()
    assert violations(page) == []
    with page.expect_download() as download:
        page.keyboard.press("Enter")

    assert download.value.suggested_filename == "portrait-camera.jpg"
    assert page.evaluate(TRACKS) == ["live"]
    page.evaluate("dispatchEvent(new Event('pagehide'))")
    assert page.evaluate(TRACKS) == ["ended"]


@pytest.mark.promise("P-5")
def test_a_browser_without_webgl_has_the_colour_filters_and_says_so(open_page: OpenPage) -> None:
    page = open_page()
    page.add_init_script(HIDE_WEBGL)
    page.goto("/camera/")

    turn_on(page)
    expect(page.locator("[data-said]")).to_contain_text("so here are the colour filters alone.")
    expect(page.locator("[data-effect]").first).to_be_hidden()
    colour, _eyes = take_picture(page)
    choose(page, "filter", "black-and-white")

    assert take_picture(page)[0] < 3 < 20 < colour


def test_a_still_face_is_held_and_a_moving_one_is_followed(open_page: OpenPage) -> None:
    page = open_page()
    page.goto("/camera/")

    still, behind = page.evaluate(
        """async () => {
          const { Steady } = await import("/static/js/camera/steady.js");
          const follow = (at) => {
            const steady = new Steady();
            return Array.from({ length: 90 }, (_, frame) => {
              const [seen] = steady.follow(Float32Array.of(at(frame)), 200, frame * 33);
              return seen - at(frame);
            });
          };
          const noise = (frame) => Math.sin(frame * 12.9898) * 0.5;
          const steady = new Steady();
          const held = Array.from({ length: 90 }, (_, frame) =>
            steady.follow(Float32Array.of(noise(frame)), 200, frame * 33)[0]);
          const spread = (values) => Math.max(...values) - Math.min(...values);
          const moving = follow((frame) => frame * 8);
          return [spread(held.slice(30)), Math.max(...moving.slice(30).map(Math.abs))];
        }"""
    )

    # Half a pixel of noise either way, on a face 200 pixels wide; then 240 pixels a second.
    assert still < 0.35
    assert behind < 4


def test_a_camera_that_goes_away_is_said_to_have_gone(open_page: OpenPage) -> None:
    page = open_page()
    page.add_init_script(WATCH_DEVICES)
    page.goto("/camera/")
    turn_on(page)
    page.get_by_role("button", name="Record a clip").click()
    expect(page.locator("[data-time]")).to_have_text("1 / 60 s")
    page.evaluate("() => window.given[0].dispatchEvent(new Event('ended'))")

    # What was recorded until then is there, and nothing listens any more.
    expect(page.locator("video[data-kept]")).to_be_visible()
    expect(page.locator("[data-said]")).to_contain_text("went away by itself")
    assert page.evaluate(TRACKS) == ["ended"] * 2
    assert clip_seconds(page) > 0.5
    page.get_by_role("button", name="Throw away").click()
    turn_on(page)


def test_a_microphone_that_is_allowed_too_late_listens_to_nobody(open_page: OpenPage) -> None:
    page = open_page()
    page.add_init_script(ASK_LONG)
    page.add_init_script(WATCH_DEVICES)
    page.goto("/camera/")
    turn_on(page)
    page.get_by_role("button", name="Record a clip").click()
    page.get_by_role("button", name="Pause").click()

    page.evaluate("window.allow()")
    page.wait_for_function(f"() => ({TRACKS}).length === 2")

    assert page.evaluate(TRACKS) == ["ended"] * 2
    expect(page.locator("[data-said]")).to_have_text("Paused: the camera is off.")
