"""A device takes the graphics of the live camera away: they come back, or they never do."""

from collections.abc import Iterator

import numpy as np
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.accessibility import violations
from tests.journeys.camera_steps import (
    choose,
    clip_seconds,
    picture_pixels,
    saved_pixels,
    take_picture,
    turn_on,
    wear_everything,
)
from tests.journeys.conftest import OpenPage
from tests.journeys.fake_camera import filming_browser

pytestmark = pytest.mark.browser

# Takes the graphics of the page's canvas away, gives them back; resolves when the page was told.
TAKE_GRAPHICS = """
const canvas = () => document.querySelector("[data-canvas]");
window.told = (name) =>
  new Promise((resolve) => canvas().addEventListener(name, () => resolve(), { once: true }));
window.take = () => {
  window.taken = canvas().getContext("webgl2").getExtension("WEBGL_lose_context");
  window.taken.loseContext();
  return window.told("webglcontextlost");
};
window.give = () => {
  window.taken.restoreContext();
  return window.told("webglcontextrestored");
};
"""
# Props and backdrops take half a second to come.
SLOW_PIECES = """() => {
  const make = createImageBitmap;
  window.createImageBitmap = async (...what) => {
    await new Promise((resolve) => setTimeout(resolve, 500));
    return make(...what);
  };
}"""
# Gives them back and takes them in the middle of the first frame that is drawn with them.
GIVE_AND_TAKE = """() => new Promise((resolve) => {
  const graphics = WebGL2RenderingContext.prototype;
  const draw = graphics.drawArrays;
  graphics.drawArrays = function (...what) {
    graphics.drawArrays = draw;
    window.take().then(resolve);
    draw.apply(this, what);
  };
  window.taken.restoreContext();
})"""
# Graphics that are back and do not work.
# In one turn with the loss: a picture drawn in between would end the effects by itself.
TAKE_AND_BREAK = """(step) => {
  WebGL2RenderingContext.prototype[step] = () => { throw new Error(step); };
  return window.take();
}"""
# What looks for faces takes no frame any more.
FAIL_EYES = """() => {
  Worker.prototype.postMessage = () => { throw new Error("gone"); };
}"""
# Of 255: what noise of the camera and steadied edges make of two pictures of the same look.
MOST_CHANGE = 4
STOPPED = "The effects stopped: this device took its graphics away."


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with filming_browser(tmp_path_factory.mktemp("camera")) as chromium:
        yield chromium


def open_camera(open_page: OpenPage) -> Page:
    page = open_page()
    page.add_init_script(TAKE_GRAPHICS)
    page.goto("/camera/")
    turn_on(page)
    return page


@pytest.mark.promise("P-5")
def test_graphics_that_come_back_have_the_whole_look_from_the_first_picture_on(
    open_page: OpenPage, browser: Browser
) -> None:
    page = open_camera(open_page)
    wear_everything(page)
    before = picture_pixels(page)
    page.evaluate(SLOW_PIECES)

    # Three times in a row, and a picture is asked for while there is nothing to draw with.
    page.evaluate("window.take()")
    page.get_by_role("button", name="Take a picture").click()
    page.evaluate("window.give().then(window.take)")
    page.evaluate(GIVE_AND_TAKE)
    page.wait_for_timeout(300)
    expect(page.locator("img[data-kept]")).to_be_hidden()
    page.evaluate("window.give()")

    assert np.abs(saved_pixels(page) - before).mean() < MOST_CHANGE
    assert np.abs(picture_pixels(page) - before).mean() < MOST_CHANGE
    # A process that really ends; Chromium starts another within two seconds.
    page.evaluate("window.back = window.told('webglcontextrestored'); 0")
    browser.new_browser_cdp_session().send("Browser.crashGpuProcess")
    page.evaluate("window.back")
    assert np.abs(picture_pixels(page) - before).mean() < MOST_CHANGE
    # Longer than anybody waits for graphics: these are back.
    page.wait_for_timeout(2500)
    expect(page.locator("[data-said]")).to_have_text("")


@pytest.mark.promise("P-5")
def test_graphics_that_never_come_back_leave_the_colour_filters_and_the_clip(
    open_page: OpenPage,
) -> None:
    page = open_camera(open_page)
    choose(page, "filter", "black-and-white")
    grey, _eyes = take_picture(page)
    page.get_by_role("button", name="Record a clip").click()
    expect(page.locator("[data-time]")).to_have_text("1 / 60 s")

    page.evaluate("window.take()")

    expect(page.locator("[data-said]")).to_contain_text(f"{STOPPED} What you recorded is kept")
    assert clip_seconds(page) > 1
    page.get_by_role("button", name="Throw away").click()
    expect(page.locator("[data-effect]").first).to_be_hidden()
    expect(page.locator("canvas[data-mirrored]")).to_be_visible()
    plain, eyes = take_picture(page)
    assert max(grey, plain) < 3
    assert eyes > 10
    choose(page, "filter", "")
    assert take_picture(page)[0] > 20

    page.get_by_role("button", name="Pause").click()
    expect(page.locator("canvas")).to_be_hidden()
    turn_on(page)
    page.get_by_role("button", name="Record a clip").click()
    expect(page.locator("[data-time]")).to_have_text("1 / 60 s")
    page.get_by_role("button", name="Stop").click()
    assert clip_seconds(page) > 0.5
    assert violations(page) == []


@pytest.mark.parametrize("step", ["createProgram", "drawArrays"])
def test_graphics_that_come_back_broken_leave_the_colour_filters(
    open_page: OpenPage, step: str
) -> None:
    page = open_camera(open_page)

    page.evaluate(TAKE_AND_BREAK, step)
    page.evaluate("window.give()")

    expect(page.locator("[data-said]")).to_contain_text(f"{STOPPED} Here are the colour filters")
    choose(page, "filter", "black-and-white")
    grey, eyes = take_picture(page)
    assert grey < 3
    assert eyes > 10


@pytest.mark.promise("P-5")
def test_eyes_that_fail_in_the_middle_leave_the_picture_and_the_colour_filters(
    open_page: OpenPage,
) -> None:
    page = open_camera(open_page)
    wear_everything(page)
    page.evaluate(FAIL_EYES)

    expect(page.locator("[data-said]")).to_contain_text("The effects could not be loaded.")
    choose(page, "filter", "")
    assert take_picture(page)[0] > 20
