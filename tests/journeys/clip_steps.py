"""What a person does on the clips page, and what a test looks at there."""

from typing import Any

from playwright.sync_api import Page, expect

from tests.clips import FIRST, STEP
from tests.journeys.steps import sign_up

QUESTIONS = ("I agree that the video clip", "I agree that video clips I pick")
XMP = bytes.fromhex("be7acfcb97a942e89c71999491e3afac")
# How bright the chosen video is near its lower right corner, as it stands.
BRIGHTNESS = """async () => {
  const video = document.querySelector("[data-video]");
  while (video.seeking) await new Promise((done) => setTimeout(done, 20));
  const copy = new OffscreenCanvas(1, 1).getContext("2d");
  copy.drawImage(video, video.videoWidth * 0.75, video.videoHeight * 0.75, 1, 1, 0, 0, 1, 1);
  return copy.getImageData(0, 0, 1, 1).data[1];
}"""
# A phone whose share sheet does what the test says.
PHONE_SHARES = """
navigator.canShare = () => true;
navigator.share = async ({ files }) => {
  if (window.refusal) throw new DOMException("", window.refusal);
  const [{ name, type, size }] = files;
  window.shared = [name, type, size > 1000, navigator.userActivation.isActive];
};
"""


def as_clip(content: bytes, name: str = "our holiday.mp4", kind: str = "video/mp4") -> Any:
    return {"name": name, "mimeType": kind, "buffer": content}


def boxed(content: bytes) -> bytes:
    """An XMP packet as an MP4 file keeps it, beside its movie."""
    return (24 + len(content)).to_bytes(4, "big") + b"uuid" + XMP + content


def begin(page: Page) -> None:
    """From nothing to the page where a video can be chosen; each question has its own page."""
    sign_up(page)
    for words in QUESTIONS:
        page.goto("/clips/")
        page.get_by_label(words).check()
        page.get_by_label("This is me").check()
        page.get_by_role("button", name="I agree, go on").click()
    expect(page.get_by_role("heading", name="A look for your clip")).to_be_visible()


def offer(page: Page, content: bytes, **named: str) -> None:
    """Choose a file, whatever the page makes of it."""
    expect(page.locator("#clip")).to_be_enabled()
    page.locator("#clip").set_input_files(as_clip(content, **named))


def choose(page: Page, content: bytes, **named: str) -> None:
    """Choose a video, and wait until it can be sent."""
    offer(page, content, **named)
    expect(page.locator("[data-editor]")).to_be_visible(timeout=30_000)
    expect(page.locator("[data-send]")).to_be_enabled(timeout=30_000)


def send(page: Page) -> None:
    page.get_by_role("button", name="Send it and make the clip").click()


def number_shown(page: Page) -> int:
    """Which of the numbered pictures the chosen video stands on."""
    return round((page.evaluate(BRIGHTNESS) - FIRST) / STEP)


def result(page: Page) -> None:
    expect(page.locator("[data-ready-title]")).to_be_visible(timeout=90_000)
