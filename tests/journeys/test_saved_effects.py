"""Effects that a person saves: used again, forgotten, never sent, and nobody else's."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, StorageState, expect

from tests.journeys.accessibility import overflow_px, violations
from tests.journeys.camera_steps import choose, press_until, turn_on
from tests.journeys.conftest import OpenPage
from tests.journeys.device_steps import (
    FILL_STORAGE,
    HIDE_STORAGE,
    HISTORIES,
    KEEP_AS_BEFORE,
    expect_nothing_kept,
    kept,
    save_effects,
    strip,
    trouble,
)
from tests.journeys.fake_camera import filming_browser
from tests.journeys.steps import TEMPLATE, agree, send, sign_up
from tests.journeys.steps import choose as choose_photo
from tests.photos import photo

pytestmark = pytest.mark.browser

DEVICE = "/on-this-device/"
SAVE_AND_MOVE = """() => {
  document.querySelector("[data-strip-offer]").click();
  document.querySelector('[name="strength"]').value = 20;
}"""
# The saved picture's bytes, and those of the same look drawn where no camera ever was.
COMPARE_PICTURES = """async () => {
  const { effects } = await import("/static/js/device/saved_effects.js");
  const { drawLook } = await import("/static/js/camera/look_picture.js");
  const { PARTS } = await import("/static/js/camera/makeup.js");
  const looks = await (await fetch("/camera/looks.json")).json();
  const makeup = { amounts: {}, colours: {} };
  for (const part of PARTS) Object.assign(makeup.amounts, { [part]: 0 });
  for (const part of PARTS) Object.assign(makeup.colours, { [part]: [0, 0, 0] });
  const filter = { slug: "black-and-white", strength: 0.5 };
  const drawn = await drawLook({ filter, makeup, prop: "sunglasses", backdrop: "" }, looks);
  const [{ picture }] = await effects.recent();
  const bytes = async (blob) => Array.from(new Uint8Array(await blob.arrayBuffer())).join();
  return [await bytes(picture), await bytes(drawn)];
}"""


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with filming_browser(tmp_path_factory.mktemp("camera")) as chromium:
        yield chromium


def slide(page: Page, name: str, value: int) -> None:
    page.locator(f'[name="{name}"]').fill(str(value))


def set_up_look(page: Page) -> None:
    choose(page, "filter", "black-and-white")
    slide(page, "strength", 50)
    choose(page, "kind", "props")
    choose(page, "prop", "sunglasses")


def take_off(page: Page) -> None:
    choose(page, "prop", "")
    choose(page, "kind", "filters")
    choose(page, "filter", "")


def expect_look(page: Page) -> None:
    expect(page.locator('[name="filter"][value="black-and-white"]')).to_be_checked()
    expect(page.locator('[name="prop"][value="sunglasses"]')).to_be_checked()
    expect(page.locator('output[for="strength"]')).to_have_text("50")


@pytest.mark.promise("P-9")
def test_a_look_of_the_camera_is_worn_again_with_one_press_and_its_picture_shows_nobody(
    open_page: OpenPage,
) -> None:
    page = open_page()
    sent: list[Any] = []
    page.on("request", lambda request: sent.append((request.method, request.post_data_buffer)))
    page.goto("/camera/")
    turn_on(page)
    set_up_look(page)

    # Saved as it is at the press, whatever is moved while its picture is drawn.
    page.evaluate(SAVE_AND_MOVE)
    saved = page.get_by_role("button", name="Black and white · Sunglasses Strength 50")
    expect(saved).to_have_count(1)
    page.locator('[name="strength"]').evaluate("slider => { slider.value = 50; }")
    page.get_by_role("button", name="Save this look").click()
    expect(kept(page)).to_have_count(1)
    assert violations(page) == []
    assert overflow_px(page) == 0
    take_off(page)
    saved.click()
    expect_look(page)

    page.goto(DEVICE)
    stored, drawn_without_a_camera = page.evaluate(COMPARE_PICTURES)
    assert stored == drawn_without_a_camera
    saved.click()
    page.wait_for_url("**/camera/#effect=*")
    turn_on(page)
    expect_look(page)
    assert {one for one in sent if one != ("GET", None)} == set()


def test_settings_of_a_template_are_offered_with_it_and_with_no_other(
    open_page: OpenPage, member: StorageState
) -> None:
    page = open_page(member)
    page.goto(f"/create/{TEMPLATE}/")
    slider = page.locator('[data-option="strength"]')
    before = slider.input_value()
    slider.fill("35")
    page.get_by_role("button", name="Save these settings").click()
    saved = page.get_by_role("button", name="Plain Strength 35")
    expect(saved.locator("img")).to_be_visible()
    assert violations(page) == []
    assert overflow_px(page) == 0

    page.goto("/create/other/")
    expect_nothing_kept(page)
    page.goto(f"/create/{TEMPLATE}/")
    expect(slider).to_have_value(before)
    saved.click()
    expect(slider).to_have_value("35")

    page.goto(DEVICE)
    saved.click()
    page.wait_for_url(f"**/create/{TEMPLATE}/#effect=*")
    expect(slider).to_have_value("35")


@pytest.mark.promise("F-11", "P-13")
def test_everything_kept_is_forgotten_one_by_one_at_once_or_by_the_switch(
    open_page: OpenPage,
) -> None:
    page = open_page()
    page.goto(DEVICE)
    save_effects(page, "First", "Second", "Third")
    expect(kept(page)).to_have_text(["Third", "Second", "First"])
    assert violations(page) == []
    assert overflow_px(page) == 0

    press_until(page, '[data-strip="effects"] [aria-label="Forget “Second”"]')
    page.keyboard.press("Enter")
    expect(kept(page)).to_have_text(["Third", "First"])
    expect(page.get_by_role("button", name="Forget “First”")).to_be_focused()
    strip(page).get_by_role("button", name="Forget all").click()
    expect_nothing_kept(page)

    save_effects(page, "Fourth")
    expect(kept(page)).to_have_count(1)
    page.get_by_label("Keep the effects I save").uncheck()
    expect_nothing_kept(page)
    page.goto("/camera/")
    turn_on(page)
    expect(page.get_by_role("button", name="Save this look")).to_be_hidden()
    page.get_by_label("Keep the effects I save").check()
    expect(page.get_by_role("button", name="Save this look")).to_be_visible()
    expect_nothing_kept(page)


@pytest.mark.promise("P-13")
def test_a_search_kept_on_this_device_is_run_again_from_the_list(open_page: OpenPage) -> None:
    page = open_page()
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url))
    page.goto("/templates/")
    page.get_by_label("Search", exact=True).fill("canary words")
    page.get_by_label("Search", exact=True).press("Enter")

    page.goto(DEVICE)
    page.get_by_role("button", name="canary words", exact=True).click()

    expect(page.get_by_label("Search", exact=True)).to_have_value("canary words")
    expect(page).to_have_url("/templates/")
    assert not [url for url in sent if "canary" in url.split("#")[0]]


def sign_out(page: Page, *, is_kept: bool) -> None:
    page.goto("/accounts/logout/")
    page.get_by_label("Keep my history on this device").set_checked(is_kept)
    page.locator("[data-sign-out] button").click()
    page.wait_for_url("/")


@pytest.mark.promise("F-11")
def test_signing_out_wipes_what_an_account_saved_and_nothing_of_others(open_page: OpenPage) -> None:
    page = open_page()
    page.goto(DEVICE)
    save_effects(page, "Of the browser")
    sign_up(page)
    agree(page)
    page.goto(DEVICE)
    expect_nothing_kept(page)
    save_effects(page, "Of the account")
    expect(kept(page)).to_have_text(["Of the account"])
    names = page.evaluate(HISTORIES)
    assert len(names) == 2

    sign_out(page, is_kept=True)
    assert page.evaluate(HISTORIES) == names
    page.goto(DEVICE)
    expect(kept(page)).to_have_text(["Of the browser"])

    sign_up(page)
    page.goto(DEVICE)
    expect_nothing_kept(page)
    save_effects(page, "Of another account")
    sign_out(page, is_kept=False)
    assert page.evaluate(HISTORIES) == names
    page.goto(DEVICE)
    expect(kept(page)).to_have_text(["Of the browser"])


@pytest.mark.promise("F-11")
def test_what_an_earlier_version_kept_is_there_after_an_upgrade_even_a_held_up_one(
    open_page: OpenPage,
) -> None:
    other = open_page()
    other.goto("/privacy/cookies/")
    other.evaluate(KEEP_AS_BEFORE, True)
    page = other.context.new_page()

    page.goto(DEVICE)
    expect(trouble(page)).to_be_visible()
    other.evaluate("window.held.close()")
    page.reload()

    expect(kept(page, "photos")).to_have_count(1)
    expect(trouble(page)).to_be_hidden()
    save_effects(page, "New")
    expect(kept(page)).to_have_text(["New"])
    expect(kept(page, "photos")).to_have_count(1)


@pytest.mark.parametrize("fault", [FILL_STORAGE, HIDE_STORAGE], ids=["full", "missing"])
def test_a_page_whose_storage_fails_goes_on_and_says_so_once(
    open_page: OpenPage, member: StorageState, fault: str
) -> None:
    page = open_page(member)
    page.goto(f"/create/{TEMPLATE}/")
    save_effects(page, "Before", template=TEMPLATE)
    page.add_init_script(fault)
    page.goto("/camera/#effect=1")
    turn_on(page)
    page.goto(f"/create/{TEMPLATE}/#effect=1")
    page.locator('[data-option="strength"]').fill("35")

    for _twice in range(2):
        page.get_by_role("button", name="Save these settings").click()
    expect(trouble(page)).to_have_count(1)
    expect(trouble(page)).to_be_visible()
    expect(page.locator('[data-option="strength"]')).to_have_value("35")
    expect(page.get_by_role("button", name="Make my portrait")).to_be_visible()

    after = page.context.new_page()
    after.goto(f"/create/{TEMPLATE}/")
    expect(kept(after)).to_have_text(["Before"])


def test_whoever_has_no_room_for_a_photo_is_told_beside_the_portrait(
    open_page: OpenPage, member: StorageState
) -> None:
    page = open_page(member)
    page.add_init_script(FILL_STORAGE)

    choose_photo(page, photo())
    send(page)

    page.wait_for_url("**/portraits/*-*/**")
    expect(trouble(page)).to_be_visible()
