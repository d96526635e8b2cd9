"""Quick hands and slow answers: what was pressed last counts, and nothing waits without a word."""

import re

import pytest
from playwright.sync_api import Page, Route, StorageState, expect

from tests.journeys.clip_steps import PHONE_SHARES
from tests.journeys.conftest import PHONE, OpenPage
from tests.journeys.device_steps import HIDE_STORAGE, trouble
from tests.journeys.steps import TEMPLATE, UNREADABLE, as_file, choose, make_portrait, send
from tests.photos import photo

pytestmark = pytest.mark.browser

STRANGE_RECEIPT = (
    '{"absent_verified_at": "", "class": "", "created_at": "", "key_destroyed_at": "",'
    ' "key_id": "nobody", "object": "", "reason": "", "signature": "", "v": 1}'
)
SENDING = re.compile(r"/api/v1/portraits/$")
# A file whose card was taken out, or that lies in a cloud without a connection.
COME_BACK = """() => {
  sessionStorage.clear();
  dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));
}"""


def hold_first(page: Page, address: str | re.Pattern[str]) -> list[Route]:
    """The first request to the address waits here until it is let go on."""
    held: list[Route] = []

    def hold(route: Route) -> None:
        if held:
            route.continue_()
        else:
            held.append(route)

    page.route(address, hold)
    return held


def first_held(page: Page, held: list[Route]) -> Route:
    """That request, once it is here: on a busy machine it comes later than what was pressed."""
    while not held:
        page.wait_for_timeout(20)
    return held[0]


def test_the_verdict_is_that_of_the_receipt_that_stands_there(open_page: OpenPage) -> None:
    page = open_page()
    page.goto("/privacy/receipts/")
    held = hold_first(page, "**/api/v1/receipts/keys/")
    box, check = page.locator("textarea"), page.get_by_role("button", name="Check it")
    box.fill(STRANGE_RECEIPT)
    check.click()
    box.fill("{}")
    check.click()
    expect(page.locator("[data-verdict]")).to_contain_text("A field is missing or was added.")

    with page.expect_response("**/api/v1/receipts/keys/"):
        first_held(page, held).continue_()
    page.evaluate("() => new Promise((done) => setTimeout(done))")
    expect(page.locator("[data-verdict]")).to_contain_text("A field is missing or was added.")

    page.unroute_all()
    page.route("**/api/v1/receipts/keys/", lambda route: route.fulfill(body="<p>Not now</p>"))
    check.click()
    expect(page.locator("[data-verdict]")).to_contain_text("could not be fetched")


def test_a_photo_taken_out_is_not_sent_and_no_photo_is_sent_twice(
    open_page: OpenPage, member: StorageState
) -> None:
    page = open_page(member)
    sent: list[str] = []
    page.on("request", lambda one: one.method == "POST" and sent.append(one.url))
    held = hold_first(page, SENDING)
    choose(page, photo(), photo(), photo())
    send(page)
    expect(page.locator(".take").first).to_have_attribute("data-state", "sending")
    # While the first is on its way: the second is taken out, and the button pressed once more.
    page.locator(".take").nth(1).locator("[data-remove]").click()
    assert page.evaluate("document.activeElement.matches('[data-make]')")
    send(page)
    last = page.locator(".take").nth(1)
    expect(last).to_have_attribute("data-state", "ready")
    first_held(page, held).continue_()
    expect(page.locator(".take").first).to_have_attribute("data-state", "ready")

    page.evaluate("() => new Promise((done) => setTimeout(done, 100))")
    expect(last).to_have_attribute("data-state", "ready")
    assert len(sent) == 2


def test_a_photo_that_is_chosen_before_the_page_can_take_it_is_taken(
    open_page: OpenPage, member: StorageState
) -> None:
    page = open_page(member)
    held = hold_first(page, re.compile(r"js/create/page\.[0-9a-f]+\.js"))
    page.goto(f"/create/{TEMPLATE}/", wait_until="commit")
    page.locator("#photo").set_input_files(as_file(photo()))
    first_held(page, held).continue_()
    expect(page.locator(".take")).to_have_count(1)

    page.evaluate(UNREADABLE)
    page.locator("#photo").set_input_files([as_file(photo()), as_file(photo())])
    expect(page.locator(".take")).to_have_count(3)
    expect(page.locator(".take").last).to_contain_text("could not be read")


def test_a_browser_that_keeps_no_photo_says_so_on_the_first_page(open_page: OpenPage) -> None:
    page = open_page()
    page.goto("/")
    page.locator("#photo").set_input_files(as_file(photo()))
    page.get_by_role("button", name="Put the photo away").click()
    expect(page.locator("#photo")).to_be_focused()
    # Used on another page, and back by the browser's button.
    page.locator("#photo").set_input_files(as_file(photo()))
    expect(page.locator("[data-held]")).to_be_visible()
    page.evaluate(COME_BACK)
    expect(page.locator("[data-held]")).to_be_hidden()

    page.add_init_script(HIDE_STORAGE)
    page.reload()
    page.locator("#photo").set_input_files(as_file(photo()))
    expect(trouble(page)).to_be_visible()


def test_a_search_without_a_connection_says_so_and_works_afterwards(open_page: OpenPage) -> None:
    page = open_page()
    page.goto("/templates/")
    line = page.locator("[data-result-line]")
    page.route("**/catalog*", lambda route: route.abort())
    page.get_by_label("Search", exact=True).fill("pla")
    expect(line).to_contain_text("could not be searched")
    page.unroute_all()
    page.get_by_label("Search", exact=True).fill("plain")
    expect(line).to_have_text(re.compile(r"^\d+ template|nearest"))


def test_a_page_that_would_load_itself_anew_waits_for_an_open_question(
    open_page: OpenPage, member: StorageState
) -> None:
    page = open_page(member)
    make_portrait(page, photo())
    page.route(
        "**/api/v1/portraits/unfinished/", lambda route: route.fulfill(json={"status": "ready"})
    )

    def add_card(route: Route) -> None:
        card = '<i data-unfinished="/api/v1/portraits/unfinished/"></i></main>'
        body = route.fetch().text().replace("</main>", card)
        route.fulfill(body=body, content_type="text/html; charset=utf-8")

    page.route("**/portraits/", add_card)
    held = hold_first(page, "**/api/v1/portraits/unfinished/")
    page.goto("/portraits/")
    page.get_by_role("link", name="Delete “").first.click()
    first_held(page, held).fulfill(json={"status": "ready"})
    page.evaluate("() => new Promise((done) => setTimeout(done, 300))")
    keep = page.get_by_role("button", name="Keep it")
    expect(keep).to_be_visible()
    page.unroute("**/portraits/")
    with page.expect_navigation():
        keep.click()


def test_of_two_quick_taps_on_save_one_opens_the_share_sheet(
    open_page: OpenPage, member: StorageState
) -> None:
    page = open_page(member, viewport=PHONE, has_touch=True, is_mobile=True)
    page.add_init_script(PHONE_SHARES)
    make_portrait(page, photo())
    address = page.url
    page.evaluate("() => { window.refusal = 'InvalidStateError'; }")
    went: list[str] = []
    page.on("download", lambda one: went.append(one.url))
    with page.expect_response("**/image/*"):
        page.get_by_role("link", name="Save", exact=True).tap()
    page.evaluate("() => new Promise((done) => setTimeout(done, 300))")
    assert page.url == address
    assert went == []
