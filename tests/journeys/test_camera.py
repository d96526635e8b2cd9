"""The live camera, in a browser whose camera shows a photograph: everything stays on the device."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.journeys.accessibility import overflow_px, violations
from tests.journeys.conftest import CHROMIUM, OpenPage
from tests.journeys.fake_camera import camera_arguments

pytestmark = pytest.mark.browser

MOST_SHIFT = 0.1
MOST_BYTES = 300_000
# Notes what the page asks of the browser's devices, and what it was given.
WATCH_DEVICES = """
window.asked = [];
window.given = [];
const devices = MediaDevices.prototype;
const ask = devices.getUserMedia;
devices.getUserMedia = async function (wanted) {
  window.asked.push(Object.keys(wanted).filter((kind) => wanted[kind]).join());
  const stream = await ask.call(this, wanted);
  window.given.push(...stream.getTracks());
  return stream;
};
"""
REFUSE_DEVICES = """
MediaDevices.prototype.getUserMedia = async () => {
  throw new DOMException("", "NotAllowedError");
};
"""
HIDE_WEBGL = """
const open = HTMLCanvasElement.prototype.getContext;
HTMLCanvasElement.prototype.getContext = function (kind, ...options) {
  return kind.startsWith("webgl") ? null : open.call(this, kind, ...options);
};
"""
WATCH_SHIFT = """
window.shift = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shift += entry.value;
}).observe({ type: "layout-shift", buffered: true });
"""
CODE_BYTES = """() => performance.getEntriesByType("resource")
  .filter(({ name }) => /\\.(js|css)$/.test(name) && !name.includes("/litert-"))
  .reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0)"""

TRACKS = "window.given.map((track) => track.readyState)"
# The astronaut's eyes on the film: a strip 90 pixels wide.
READ_PICTURE = """async (image) => {
  await image.decode();
  const canvas = new OffscreenCanvas(image.naturalWidth, image.naturalHeight);
  const context = canvas.getContext("2d");
  context.drawImage(image, 0, 0);
  const mean = (left, top, wide, high, of) => {
    const { data } = context.getImageData(left, top, wide, high);
    let sum = 0;
    for (let at = 0; at < data.length; at += 4) sum += of(data[at], data[at + 1], data[at + 2]);
    return (sum * 4) / data.length;
  };
  const colour = mean(0, 0, canvas.width, canvas.height, (red, _, blue) => Math.abs(red - blue));
  return [colour, mean(285, 138, 90, 14, (_, green) => green)];
}"""


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    arguments = camera_arguments(tmp_path_factory.mktemp("camera"))
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
        yield chromium
        chromium.close()


def choose(page: Page, name: str, value: str) -> None:
    page.locator(f'label:has([name="{name}"][value="{value}"])').click()


def turn_on(page: Page) -> None:
    page.get_by_role("button", name="Turn the camera on").click()
    expect(page.locator("[data-camera]")).to_have_attribute("data-state", "live")


def press_until(page: Page, selector: str, key: str = "Tab") -> None:
    """Goes on from stop to stop until the keyboard is at the part of the page."""
    for _ in range(60):
        page.keyboard.press(key)
        if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"the keyboard does not come to {selector}")


def wear_everything(page: Page) -> None:
    for kind, name, value in (
        ("makeup", "makeup", "red-lips"),
        ("props", "prop", "sunglasses"),
        ("backdrops", "backdrop", "reading-room"),
        ("filters", "filter", "black-and-white"),
    ):
        choose(page, "kind", kind)
        choose(page, name, value)
    expect(page.locator("[data-said]")).to_have_text("")


def take_picture(page: Page) -> tuple[float, float]:
    """A picture's colour (how far red and blue lie apart) and the brightness where the eyes are."""
    page.get_by_role("button", name="Take a picture").click()
    kept = page.locator("img[data-kept]")
    expect(kept).to_be_visible()
    colour, eyes = kept.evaluate(READ_PICTURE)
    page.get_by_role("button", name="Throw away").click()
    return colour, eyes


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
    expect(page.locator("[data-pause]")).to_be_focused()
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
