"""What a person does at the live camera, and what a test looks at there."""

import io

import numpy as np
import numpy.typing as npt
from PIL import Image
from playwright.sync_api import Page, expect

from tests.journeys.conftest import PATIENCE_MS

# (H, W, 3), 0 to 255, so that two can be subtracted.
Picture = npt.NDArray[np.int16]

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
REFUSE_SOUND = """
const ask = MediaDevices.prototype.getUserMedia;
MediaDevices.prototype.getUserMedia = async function (wanted) {
  if (wanted.audio) throw new DOMException("", "NotAllowedError");
  return ask.call(this, wanted);
};
"""
# The question about the microphone stays open until window.allow().
ASK_LONG = """
const ask = MediaDevices.prototype.getUserMedia;
const allowed = new Promise((resolve) => { window.allow = resolve; });
MediaDevices.prototype.getUserMedia = async function (wanted) {
  if (wanted.audio) await allowed;
  return ask.call(this, wanted);
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


def choose(page: Page, name: str, value: str) -> None:
    page.locator(f'label:has([name="{name}"][value="{value}"])').click()


def turn_on(page: Page) -> None:
    page.get_by_role("button", name="Turn the camera on").click()
    expect(page.locator("[data-camera]")).to_have_attribute(
        "data-state", "live", timeout=PATIENCE_MS
    )


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
    expect(page.locator("[data-said]")).to_have_text("", timeout=PATIENCE_MS)


def saved_file(page: Page) -> bytes:
    """What the page keeps, as somebody saves it; it is thrown away afterwards."""
    with page.expect_download() as saving:
        page.get_by_role("link", name="Save to this device").click(timeout=PATIENCE_MS)
    page.get_by_role("button", name="Throw away").click()
    return saving.value.path().read_bytes()


def picture_pixels(page: Page) -> Picture:
    """A picture, taken and saved."""
    page.get_by_role("button", name="Take a picture").click()
    return saved_pixels(page)


def saved_pixels(page: Page) -> Picture:
    """The picture that was taken."""
    with Image.open(io.BytesIO(saved_file(page))) as picture:
        return np.asarray(picture.convert("RGB"), np.int16)


def clip_seconds(page: Page) -> float:
    """How long the clip is that the page keeps; a browser finds out by going to its end."""
    seconds: float = page.locator("video[data-kept]").evaluate(
        """async (video) => {
          video.currentTime = 1e7;
          while (!Number.isFinite(video.duration) || video.seeking) {
            await new Promise(requestAnimationFrame);
          }
          return video.duration;
        }"""
    )
    return seconds


def take_picture(page: Page) -> tuple[float, float]:
    """A picture's colour (how far red and blue lie apart) and the brightness where the eyes are."""
    page.get_by_role("button", name="Take a picture").click()
    kept = page.locator("img[data-kept]")
    expect(kept).to_be_visible(timeout=PATIENCE_MS)
    colour, eyes = kept.evaluate(READ_PICTURE)
    page.get_by_role("button", name="Throw away").click()
    return colour, eyes
