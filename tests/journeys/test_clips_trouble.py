"""What goes wrong around a clip: nothing comes, the wrong thing is chosen, the server says no."""

import re
from uuid import UUID

import pytest
from playwright.sync_api import Page, Response, Route, StorageState, expect

from tests.clips import clip_of_a_face, make_clip, moving_face, numbered
from tests.journeys.clip_steps import (
    PHONE_SHARES,
    boxed,
    choose,
    offer,
    result,
    send,
)
from tests.journeys.conftest import PHONE, OpenPage
from tests.journeys.steps import COUNT_SHIFTS, MOST_SHIFT, HalfDone

pytestmark = pytest.mark.browser

LOOKS, ART, JOB = "**/camera/looks.json", "**/camera/art/**", "**/api/v1/clips/*/"
NOBODYS = f"/api/v1/clips/{UUID(int=0)}/"
SHARING = re.compile("/clips/[0-9a-f-]{36}/share/$")
PHOTO = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"
NO_VIDEO = "This video format is not supported. Use MP4, MOV or WebM."
WIDTHS = (390, 1280)
# As it would be if the field shrank when the editor came, and pushed what is below.
JUMPING = """
.clip-studio:not([data-state="empty"]) .clip-studio__first {
  display: flex !important;
  min-height: 6rem;
}
.clip-studio ~ .clips {
  display: block !important;
}
"""


def fail(route: Route) -> None:
    route.fulfill(status=500, body="")


def test_a_video_can_be_cut_and_sent_while_its_looks_do_not_come(
    open_page: OpenPage, director: StorageState
) -> None:
    page = open_page(director)
    page.goto("/clips/")
    page.route(LOOKS, fail)
    choose(page, clip_of_a_face())

    expect(page.locator("[data-said]")).to_contain_text("looks could not be fetched")
    expect(page.locator("[data-choices]")).to_be_hidden()
    expect(page.locator("[data-length]")).to_have_text("0:01.00")
    page.unroute(LOOKS)
    page.route(LOOKS, lambda route: route.abort())
    page.get_by_role("button", name="Try again").click()
    expect(page.locator("[data-said]")).to_contain_text("looks could not be fetched")
    with page.expect_request(lambda one: one.method == "POST") as sent:
        send(page)
    assert b'"filter"' not in (sent.value.post_data_buffer or b"")
    result(page)
    left = page.locator("[data-result] [data-countdown]")
    expect(left).to_contain_text("9 d 23 h left")
    expect(left).not_to_have_attribute("data-state", "soon")
    page.get_by_role("button", name="Change the look").click()

    # The looks come, what draws them does not, and then does.
    page.unroute(LOOKS)
    page.route(ART, fail)
    page.get_by_role("button", name="Try again").click()
    expect(page.locator("[data-said]")).to_contain_text("effects could not be loaded")
    expect(page.locator("[data-choices]")).to_be_visible()
    expect(page.locator("[data-video]")).to_have_css("opacity", "1")
    page.unroute(ART)
    page.get_by_role("button", name="Try again").click()
    expect(page.locator("[data-frame]")).not_to_have_attribute("data-bare", "")
    expect(page.get_by_role("button", name="Try again")).to_be_hidden()


def test_what_is_no_video_is_not_opened_and_what_was_chosen_stays(
    open_page: OpenPage, director: StorageState
) -> None:
    page = open_page(director)
    page.goto("/clips/")
    for content in (
        b"only words, whatever its name says",
        b"\0\0\0\x18ftypheic\0\0\0\0mif1heic",
        b"",
    ):
        offer(page, content)
        expect(page.locator("[data-problem-words]")).to_have_text(NO_VIDEO)
        expect(page.locator("[data-editor]")).to_be_hidden()

    expect(page.get_by_label("Choose a video", exact=True)).to_be_enabled()
    choose(page, make_clip(numbered(9)))
    expect(page.get_by_label("Choose another video", exact=True)).to_be_enabled()
    expect(page.locator("[data-problem]")).to_be_hidden()
    offer(page, b"only words")
    expect(page.locator("[data-problem-words]")).to_have_text(NO_VIDEO)
    expect(page.get_by_label("Ends at")).to_have_attribute("max", "9")
    expect(page.locator("[data-send]")).to_be_enabled()


def test_of_two_videos_the_last_one_chosen_is_opened(
    open_page: OpenPage, director: StorageState
) -> None:
    told = boxed(b'<x:xmpmeta exif:GPSLatitude="31,13.8N"/>')
    page = open_page(director)
    page.goto("/clips/")
    offer(page, make_clip(moving_face(40)) + told)
    offer(page, make_clip(numbered(9)))
    expect(page.get_by_label("Ends at")).to_have_attribute("max", "9")
    page.wait_for_timeout(500)
    expect(page.get_by_label("Ends at")).to_have_attribute("max", "9")
    expect(page.locator("[data-said]")).to_be_empty()
    expect(page.locator("[data-mirror]")).not_to_contain_text("where it was taken")

    offer(page, make_clip(numbered(8)) + told)
    expect(page.locator("[data-mirror]")).to_contain_text("where it was taken")
    expect(page.locator("[data-mirror]")).to_contain_text("notes of a program")


def test_a_refused_cancel_is_said_and_can_be_pressed_again(
    open_page: OpenPage, director: StorageState
) -> None:
    page = open_page(director)
    page.goto("/clips/")
    choose(page, clip_of_a_face())
    job = HalfDone(page, JOB)
    send(page)
    expect(page.locator("[data-stage-words]")).to_contain_text("picture by picture")
    job.cancel_in_vain_and_again(page)
    page.unroute(JOB)

    # Busy is no refusal: the server is left alone for as long as it asks for, and asked again.
    asked: list[str] = []

    def be_busy(route: Route) -> None:
        asked.append(route.request.url)
        route.fulfill(status=503, headers={"Retry-After": "2"}, body="")

    page.route(JOB, be_busy)
    send(page)
    expect(page.locator("[data-stage-words]")).to_contain_text("this page waits")
    page.wait_for_timeout(1500)
    assert len(asked) == 1
    # Whoever was signed out meanwhile reads that, and keeps what was chosen.
    page.context.clear_cookies()
    page.unroute(JOB)
    expect(page.locator("[data-problem]")).to_contain_text("Sign in")
    expect(page.locator("[data-send]")).to_be_enabled()


def test_a_clip_that_is_gone_does_not_load_the_wall_anew_forever(
    open_page: OpenPage, director: StorageState
) -> None:
    page = open_page(director)
    asked: list[str] = []
    page.on("request", lambda one: asked.append(one.url))

    def add_card(route: Route) -> None:
        body = (
            route.fetch().text().replace("</main>", f'<i data-unfinished="{NOBODYS}"></i></main>')
        )
        route.fulfill(body=body, content_type="text/html; charset=utf-8")

    for path in ("/clips/", "/portraits/"):
        page.route(f"**{path}", add_card)
        with page.expect_response(lambda answer: answer.url.endswith(NOBODYS)):
            page.goto(path)
        page.wait_for_timeout(600)
    assert len([one for one in asked if one.endswith(NOBODYS)]) == 2


def test_nothing_jumps_when_a_video_is_chosen(open_page: OpenPage, director: StorageState) -> None:
    page = open_page(director)
    page.add_init_script(COUNT_SHIFTS)
    page.goto("/clips/")
    choose(page, clip_of_a_face())
    send(page)
    result(page)
    jumps = [shift(page, width) for width in WIDTHS]
    assert max(jumps) < MOST_SHIFT, jumps

    def make_jump(route: Route) -> None:
        route.fulfill(body=route.fetch().text() + JUMPING, content_type="text/css")

    page.route("**/css/pages/clips*.css", make_jump)
    jumps = [shift(page, width) for width in WIDTHS]
    assert min(jumps) > MOST_SHIFT, jumps


def shift(page: Page, width: int) -> float:
    """How far things moved, from the page's begin to a while after the editor came."""
    page.set_viewport_size({"width": width, "height": 860})
    page.goto("/clips/")
    expect(page.locator(".clip-card").first).to_be_visible()
    choose(page, make_clip(numbered(20, 180, 320)))
    page.wait_for_timeout(700)
    shifted: float = page.evaluate("window.shifted")
    return shifted


def is_fetched_ahead(answer: Response) -> bool:
    """The clip for the share sheet; the player asks for the same address."""
    return answer.url.endswith("/image/") and answer.request.resource_type == "fetch"


def test_on_a_phone_a_clip_goes_to_the_share_sheet_or_is_downloaded(
    open_page: OpenPage, director: StorageState
) -> None:
    page = open_page(director, viewport=PHONE, has_touch=True, is_mobile=True)
    page.add_init_script(PHONE_SHARES)
    page.goto("/clips/")
    choose(page, clip_of_a_face())
    with page.expect_response(is_fetched_ahead, timeout=90_000) as fetching:
        send(page)
    fetching.value.finished()
    result(page)
    expect(page.get_by_role("link", name="Share", exact=True)).to_have_attribute("href", SHARING)
    page.wait_for_timeout(300)
    save = page.get_by_role("link", name="Save to this device")
    save.tap()
    page.wait_for_function("() => window.shared")
    assert page.evaluate("window.shared") == ["clip.mp4", "video/mp4", True, True]
    for refusal in ("NotAllowedError", "DataError"):
        page.evaluate("(name) => { window.refusal = name; }", refusal)
        with page.expect_download():
            save.tap()
