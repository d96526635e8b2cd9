"""Without a graphics card the live camera draws smaller, and keeps pictures at their full size."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.camera_steps import choose, turn_on
from tests.journeys.conftest import PATIENCE_MS, OpenPage
from tests.journeys.fake_camera import WIDTH, filming_browser

pytestmark = pytest.mark.browser

# Whoever waits for a drawing waits so many milliseconds, whatever the machine would take.
SLOW_GRAPHICS = """
window.slow = 20;
WebGL2RenderingContext.prototype.readPixels = () => {
  const end = performance.now() + window.slow;
  while (performance.now() < end);
};
"""
DRAWN = "() => document.querySelector('canvas[data-canvas]').width"
# What a look's drawings took in milliseconds, one after the other, and how large it is drawn then.
JUDGE = """async (all) => {
  const { Sharpness } = await import("/static/js/camera/sharpness.js");
  const sharpness = new Sharpness();
  return all.map((spent) => {
    sharpness.judge(spent);
    return sharpness.share;
  });
}"""


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with filming_browser(tmp_path_factory.mktemp("camera")) as chromium:
        yield chromium


def drawn_at(page: Page, width: int) -> None:
    canvas = page.locator("canvas[data-canvas]")
    expect(canvas).to_have_js_property("width", width, timeout=PATIENCE_MS)


def test_slow_graphics_draw_half_as_large_and_a_picture_is_kept_whole(open_page: OpenPage) -> None:
    page = open_page()
    page.add_init_script(SLOW_GRAPHICS)
    page.goto("/camera/")
    turn_on(page)
    drawn_at(page, WIDTH // 2)

    page.get_by_role("button", name="Take a picture").click()
    kept = page.locator("img[data-kept]")
    expect(kept).to_be_visible(timeout=PATIENCE_MS)
    assert kept.evaluate("(image) => image.naturalWidth") == WIDTH
    page.get_by_role("button", name="Throw away").click()
    drawn_at(page, WIDTH // 2)


def test_a_recording_stays_of_one_size(open_page: OpenPage) -> None:
    page = open_page()
    page.add_init_script(SLOW_GRAPHICS)
    page.goto("/camera/")
    page.evaluate("window.slow = 0")
    turn_on(page)
    page.get_by_role("button", name="Record a clip").click()
    expect(page.locator("[data-time]")).to_have_text("1 / 60 s")
    page.evaluate("window.slow = 20")
    choose(page, "filter", "sepia")

    page.get_by_role("button", name="Take a picture").click()
    expect(page.locator("[data-time]")).to_have_text("3 / 60 s", timeout=PATIENCE_MS)
    assert page.evaluate(DRAWN) == WIDTH
    page.get_by_role("button", name="Stop").click()
    drawn_at(page, WIDTH // 2)


def test_one_slow_drawing_changes_nothing_and_room_to_spare_is_used(open_page: OpenPage) -> None:
    page = open_page()
    page.goto("/camera/")

    assert page.evaluate(JUDGE, [30, 5, 30, 5]) == [1, 1, 1, 1]
    assert page.evaluate(JUDGE, [30, 30, 30, 30, 30]) == [1, 0.75, 0.75, 0.5, 0.5]
    assert page.evaluate(JUDGE, [30] * 4 + [3] * 4 + [1] * 4) == (
        [1, 0.75, 0.75, 0.5] + [0.5] * 4 + [0.5, 0.75, 0.75, 1]
    )
