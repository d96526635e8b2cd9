"""Quick hands at the camera: whatever is pressed in whatever order, its light tells the truth."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.camera_steps import TRACKS, WATCH_DEVICES, turn_on
from tests.journeys.clip_steps import PHONE_SHARES
from tests.journeys.conftest import PHONE, OpenPage
from tests.journeys.fake_camera import filming_browser

pytestmark = pytest.mark.browser

REFUSE_PLAYING = """
HTMLMediaElement.prototype.play = async () => {
  throw new DOMException("", "NotAllowedError");
};
"""
# The first recording cannot begin; the second ends by itself, as when encoding fails.
FAIL_RECORDING = """
const { start, stop } = MediaRecorder.prototype;
let count = 0;
MediaRecorder.prototype.start = function () {
  count += 1;
  if (count === 1) throw new DOMException("", "NotSupportedError");
  start.call(this);
  setTimeout(() => stop.call(this), 500);
};
"""
# From the second time on, the camera's first picture comes only after more than a second.
WARM_UP_LONG = """
const ask = MediaDevices.prototype.getUserMedia;
let count = 0;
MediaDevices.prototype.getUserMedia = async function (wanted) {
  count += 1;
  if (count === 1) return ask.call(this, wanted);
  const canvas = document.createElement("canvas");
  const context = canvas.getContext("2d");
  setTimeout(() => setInterval(() => context.fillRect(0, 0, 9, 9), 50), 1300);
  return canvas.captureStream(30);
};
"""
SHOOT_AND_PAUSE = """() => {
  for (const name of ["shoot", "pause"]) document.querySelector(`[data-${name}]`).click();
}"""
SEE_FRAMES = """async () => {
  const video = document.querySelector("[data-video]");
  for (let count = 0; count < 6; count += 1) {
    await new Promise((done) => video.requestVideoFrameCallback(done));
  }
}"""


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with filming_browser(tmp_path_factory.mktemp("camera")) as chromium:
        yield chromium


@pytest.mark.promise("P-3")
def test_two_quick_taps_open_one_camera_and_a_pause_closes_everything(open_page: OpenPage) -> None:
    page = open_page()
    page.add_init_script(WATCH_DEVICES)
    page.goto("/camera/")
    page.get_by_role("button", name="Turn the camera on").dblclick()
    expect(page.locator("[data-pause]")).to_be_focused()

    # A picture that was asked for and not yet taken is taken no more.
    page.evaluate(SHOOT_AND_PAUSE)
    assert set(page.evaluate(TRACKS)) == {"ended"}
    turn_on(page)
    page.evaluate(SEE_FRAMES)
    expect(page.locator("[data-keeping]")).to_be_hidden()
    # Back from another page, the keyboard is where the camera is turned on.
    page.evaluate("dispatchEvent(new Event('pagehide'))")
    expect(page.locator("[data-start]")).to_be_focused()


@pytest.mark.promise("P-3")
def test_a_picture_that_may_not_play_leaves_no_light_on(open_page: OpenPage) -> None:
    page = open_page()
    page.add_init_script(WATCH_DEVICES)
    page.add_init_script(REFUSE_PLAYING)
    page.goto("/camera/")
    page.get_by_role("button", name="Turn the camera on").click()

    expect(page.locator("[data-said]")).to_contain_text("The camera stays off")
    assert page.evaluate(TRACKS) == ["ended"]


@pytest.mark.promise("P-4")
def test_a_recording_that_fails_lets_the_microphone_go(open_page: OpenPage) -> None:
    page = open_page()
    page.add_init_script(WATCH_DEVICES)
    page.add_init_script(FAIL_RECORDING)
    page.goto("/camera/")
    turn_on(page)
    record = page.get_by_role("button", name="Record a clip")
    record.click()
    expect(page.locator("[data-said]")).to_contain_text("could not be recorded")
    assert page.evaluate(TRACKS) == ["live", "ended"]

    record.click()
    clip = page.locator("video[data-kept]")
    expect(clip).to_be_visible()
    assert page.evaluate(TRACKS) == ["live", "ended", "ended"]
    clip.evaluate("clip => { clip.loop = true; return clip.play(); }")
    page.get_by_role("button", name="Throw away").click()
    assert clip.evaluate("clip => clip.paused")


def test_a_camera_that_warms_up_long_is_waited_for_and_a_refused_share_is_a_download(
    open_page: OpenPage,
) -> None:
    page = open_page(viewport=PHONE, has_touch=True, is_mobile=True)
    page.add_init_script(PHONE_SHARES + "window.refusal = 'NotAllowedError';")
    page.add_init_script(WARM_UP_LONG)
    page.goto("/camera/")
    turn_on(page)
    page.get_by_role("button", name="Pause").click()
    expect(page.locator("[data-start]")).to_be_focused()
    turn_on(page)

    page.get_by_role("button", name="Take a picture").click()
    expect(page.locator("img[data-kept]")).to_be_visible()
    with page.expect_download():
        page.get_by_role("link", name="Save to this device").tap()
