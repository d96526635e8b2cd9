"""A copy of everything, one class deleted, and the end of an account, in a real browser."""

import io
import re
from pathlib import Path
from zipfile import ZipFile

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.accessibility import overflow_px, violations
from tests.journeys.conftest import OpenPage
from tests.journeys.one_time_code import totp
from tests.journeys.steps import PASSWORD, agree, make_portrait, sign_up
from tests.photos import photo

pytestmark = pytest.mark.browser

SCHEMES = pytest.mark.parametrize("scheme", ["dark", "light"])


def prove(page: Page) -> None:
    """Type the password on the page that asks for it."""
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="It is me").click()


def person_with_portrait(page: Page) -> str:
    """Somebody who has just made an account and one portrait; their e-mail."""
    email = sign_up(page)
    agree(page)
    make_portrait(page, photo())
    return email


def use_chinese(page: Page) -> None:
    page.goto("/settings/profile/")
    page.get_by_label("Language of pages and mails").select_option("zh-hans")
    page.get_by_role("button", name="Save").click()


def fill_in_the_end(page: Page, phrase: str) -> None:
    page.locator("#id_confirm").fill(phrase)
    page.locator("#id_password").fill(PASSWORD)


@pytest.mark.promise("M-1", "M-2", "M-4")
def test_a_copy_is_made_fetched_once_and_then_a_class_is_deleted(open_page: OpenPage) -> None:
    page = open_page(accept_downloads=True)
    email = person_with_portrait(page)
    page.goto("/settings/my-data/")
    expect(page.get_by_text("Your portraits and the jobs that made them")).to_be_visible()

    page.get_by_role("button", name="Make a copy").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download your copy").click()
    archive = ZipFile(io.BytesIO(Path(download.value.path()).read_bytes()))

    assert email in archive.read("index.html").decode()
    assert [name for name in archive.namelist() if re.fullmatch(r"effect/.+\.jpg", name)]
    page.goto("/settings/my-data/")
    expect(page.get_by_role("button", name="Make a copy")).to_be_visible()

    page.get_by_label("Delete: Your portraits").click()
    page.get_by_role("button", name="Delete for good").and_(page.locator(":visible")).click()
    expect(page.get_by_text("1 deleted.")).to_be_visible()
    page.goto("/portraits/")
    expect(page.locator(".wall > li")).to_have_count(0)


def test_what_is_wrong_can_be_corrected_from_there(open_page: OpenPage) -> None:
    page = open_page()
    sign_up(page)
    page.goto("/settings/my-data/")

    page.get_by_role("link", name="Ask for a correction").click()
    expect(page.get_by_label("What is it about?")).to_have_value("correction")
    page.goto("/settings/my-data/")
    page.get_by_role("main").get_by_role("link", name="Profile").last.click()

    expect(page.get_by_role("heading", name="Profile")).to_be_visible()


@SCHEMES
def test_my_data_and_the_end_are_accessible_and_fit(open_page: OpenPage, scheme: str) -> None:
    page = open_page(color_scheme=scheme)
    person_with_portrait(page)

    page.goto("/settings/my-data/")
    assert violations(page) == []
    page.get_by_label("Delete: Your portraits").click()
    assert violations(page) == []
    assert overflow_px(page) == 0
    page.goto("/settings/cancel-account/")
    assert violations(page) == []
    assert overflow_px(page) == 0
    page.get_by_role("button", name="Cancel my account for good").click()
    expect(page.locator(".field__error").first).to_be_visible()
    assert violations(page) == []
    fill_in_the_end(page, "cancel my account")
    page.get_by_role("button", name="Cancel my account for good").click()
    expect(page.get_by_role("heading", name="The signed certificate")).to_be_visible()
    assert violations(page) == []
    assert overflow_px(page) == 0


@pytest.mark.promise("M-6", "M-12", "M-13")
def test_alice_cancels_and_keeps_the_page_that_says_so(open_page: OpenPage) -> None:
    page = open_page()
    email = person_with_portrait(page)
    page.goto("/settings/cancel-account/")
    expect(page.get_by_text("Your portraits and the jobs that made them")).to_be_visible()

    fill_in_the_end(page, "yes")
    page.get_by_role("button", name="Cancel my account for good").click()
    expect(page.locator(".field__error").first).to_be_visible()
    fill_in_the_end(page, "Cancel my account")
    page.get_by_role("button", name="Cancel my account for good").click()

    expect(page.get_by_text("Everything is verified gone.")).to_be_visible()
    expect(page.locator(".certificate")).not_to_contain_text(email)
    address = page.url
    page.goto("/settings/")
    expect(page.get_by_role("heading", name="Welcome back")).to_be_visible()
    stranger = open_page()
    stranger.goto(address)
    expect(stranger.get_by_role("heading", name="Your account is cancelled")).to_be_visible()


@pytest.mark.promise("M-10")
def test_with_an_authenticator_app_the_password_alone_cancels_nothing(open_page: OpenPage) -> None:
    page = open_page()
    sign_up(page)
    code = enroll(page)

    page.goto("/settings/cancel-account/")
    fill_in_the_end(page, "cancel my account")
    page.get_by_role("button", name="Cancel my account for good").click()
    expect(page.locator(".field__error").first).to_be_visible()
    fill_in_the_end(page, "cancel my account")
    page.locator("#id_otp").fill(code)
    page.get_by_role("button", name="Cancel my account for good").click()

    expect(page.get_by_text("Everything is verified gone.")).to_be_visible()


def enroll(page: Page) -> str:
    """Add an authenticator app; one of the recovery codes that come with it."""
    page.goto("/settings/security/")
    page.get_by_role("link", name="Set up an app").click()
    prove(page)
    secret = page.locator(".secret-line").inner_text().replace(" ", "")
    page.get_by_label("Code").fill(totp(secret))
    page.get_by_role("button", name="Switch it on").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    return page.locator(".code-sheet li").first.inner_text()


def test_everything_is_there_in_chinese(open_page: OpenPage) -> None:
    page = open_page()
    person_with_portrait(page)
    use_chinese(page)

    page.goto("/settings/my-data/")
    expect(page.locator("html")).to_have_attribute("lang", "zh-hans")
    assert violations(page) == []
    page.goto("/settings/cancel-account/")
    assert violations(page) == []
    phrase = page.locator("form.settings-form strong").inner_text()
    assert re.search("[\u4e00-\u9fff]", phrase)
    fill_in_the_end(page, phrase)
    page.locator("form.settings-form button").click()

    expect(page.locator(".certificate")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "zh-hans")
    assert violations(page) == []
