"""The privacy desk as people meet it: complainants, a user, an agent, a privacy officer."""

import json
import re
import subprocess
import sys
from typing import Any

import pytest
from playwright.sync_api import Page, StorageState, expect

from tests.journeys.accessibility import overflow_px, violations
from tests.journeys.conftest import OpenPage
from tests.journeys.one_time_code import totp
from tests.journeys.steps import PASSWORD, make_portrait, share
from tests.photos import photo
from tests.runtime.copies import Copy, environment_of
from tests.runtime.processes import ROOT

pytestmark = pytest.mark.browser

DESK = "/admin/privacy/ticket/"
WIDE = {"width": 1280, "height": 900}
CHINESE = re.compile("[\u4e00-\u9fff]")
PDF = {"name": "my name.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 a proof"}


@pytest.fixture(scope="module")
def desk(running_site: Copy) -> dict[str, Any]:
    """Who works there, and requests that came in on other days."""
    environment = environment_of(running_site.folder, running_site.port)
    command = [sys.executable, "-m", "tests.journeys.prepare_desk"]
    done = subprocess.run(
        command, cwd=ROOT, env=environment, check=True, timeout=120, capture_output=True
    )
    made: dict[str, Any] = json.loads(done.stdout)
    return made


def sign_in(page: Page, email: str, *, secret: str = "", to: str = "/contact/") -> None:
    page.goto(f"/accounts/login/?next={to}")
    page.get_by_label("E-mail", exact=True).fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    if secret:
        page.get_by_label("Code").fill(totp(secret))
        page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page).to_have_url(to)


def is_sound(page: Page) -> None:
    """Nothing that axe finds, and nothing wider than the window."""
    assert violations(page) == [], page.url
    assert overflow_px(page) == 0, page.url


# --- without an account


@pytest.mark.promise("M-14", "Q-2")
@pytest.mark.parametrize("language", ["English", "简体中文"])
def test_somebody_without_an_account_complains_and_comes_back_with_the_code(
    open_page: OpenPage, language: str
) -> None:
    page = open_page()
    page.goto("/contact/?kind=misuse")
    if language != "English":
        page.get_by_role("button", name=language).first.click()
        expect(page.locator("html")).to_have_attribute("lang", "zh-hans")
    is_sound(page)
    page.locator("#id_subject").fill("It is me")
    page.locator("#id_attachments").set_input_files([PDF])
    send = page.locator("form.settings-form button[type=submit]")
    send.click()
    expect(page.locator(".field__error").first).to_be_visible()
    expect(page.locator("#id_subject")).to_have_value("It is me")
    page.locator("#id_body").fill("I never agreed to this.")
    page.locator("#id_attachments").set_input_files([PDF])
    send.click()

    code = page.locator(".secret-line").inner_text()
    is_sound(page)
    address = page.locator(".fingerprint").inner_text()
    heading = page.get_by_role("heading", level=1).inner_text()
    assert bool(CHINESE.search(heading)) == (language != "English")

    later = open_page()
    later.goto(address)
    later.get_by_label("Access code").fill("22222-22222-22222-22222")
    later.get_by_role("button", name="Open").click()
    expect(later.locator(".field__error")).to_be_visible()
    later.get_by_label("Access code").fill(code.upper())
    later.get_by_role("button", name="Open").click()
    expect(later.get_by_text("I never agreed to this.")).to_be_visible()
    expect(later.get_by_role("heading", name="Answer by")).to_be_visible()
    is_sound(later)
    with later.expect_download():
        later.get_by_role("link", name="PDF").click()


# --- a user


@pytest.mark.promise("M-15", "Q-3")
@pytest.mark.parametrize("scheme", ["dark", "light"])
def test_a_user_sees_days_across_the_spring_festival_and_the_new_year(
    open_page: OpenPage, desk: dict[str, Any], scheme: str
) -> None:
    page = open_page(color_scheme=scheme)
    sign_in(page, desk["alice"])
    expect(page.get_by_text("answer by March 2, 2026")).to_be_visible()
    is_sound(page)

    page.goto(f"/contact/{desk['winter']}/")
    expect(page.get_by_role("heading", name="Answer by Dec. 30, 2026")).to_be_visible()
    expect(page.get_by_text("it can only move earlier")).to_be_visible()
    is_sound(page)
    page.get_by_role("button", name="简体中文").first.click()
    expect(page.get_by_role("heading", name="2026年12月30日")).to_be_visible()
    is_sound(page)
    page.get_by_role("button", name="English").first.click()


# --- the desk


@pytest.mark.promise("M-15")
def test_an_agent_assigns_asks_and_answers_and_she_reads_it(
    open_page: OpenPage, desk: dict[str, Any]
) -> None:
    page = open_page(viewport=WIDE, color_scheme="light")
    sign_in(page, desk["agent"]["email"], secret=desk["agent"]["secret"], to=DESK)
    row = page.get_by_role("row").filter(has_text=desk["spring"][:8])
    expect(row).to_contain_text("2026-03-02")
    is_sound(page)
    row.get_by_role("checkbox").check()
    page.locator("select[name=action]").select_option(label="Assign")
    page.get_by_role("button", name="Run").or_(page.get_by_role("button", name="Go")).click()
    expect(page.get_by_text("1 assigned.")).to_be_visible()

    page.goto(f"{DESK}{desk['spring']}/change/")
    is_sound(page)
    page.get_by_role("button", name="Put it in").click()
    words = page.get_by_label("Your words to the requester")
    expect(words).to_have_value(re.compile(r"\[\["))
    page.get_by_role("button", name="Answer", exact=True).click()
    expect(page.get_by_text("Fill every gap")).to_be_visible()
    words.fill("We hold your address and two requests, and nothing else of you.")
    page.get_by_role("button", name="Answer", exact=True).click()
    expect(page.get_by_text("Done.")).to_be_visible()
    page.goto(f"{DESK}figures/")
    expect(page.get_by_role("row").filter(has_text="Questions and rights")).to_be_visible()
    is_sound(page)

    alice = open_page()
    sign_in(alice, desk["alice"], to=f"/contact/{desk['spring']}/")
    expect(alice.get_by_text("We hold your address and two requests")).to_be_visible()
    is_sound(alice)


@pytest.mark.promise("M-14")
def test_somebody_in_a_picture_complains_and_the_officer_takes_it_down(
    open_page: OpenPage, desk: dict[str, Any], member: StorageState
) -> None:
    owner = open_page(member)
    make_portrait(owner, photo())
    link = share(owner)
    stranger = open_page()
    stranger.goto(link)
    stranger.get_by_role("link", name="Report misuse").click()
    expect(stranger.get_by_label("What is it about?")).to_have_value("misuse")
    stranger.get_by_label("Subject").fill("It is me")
    stranger.get_by_label("Your message").fill("I never agreed to this.")
    stranger.get_by_label("Which picture?").fill(link)
    stranger.get_by_role("button", name="Send").click()
    stranger.get_by_role("link", name="Follow the request").click()
    number = stranger.url.rstrip("/").rsplit("/", 1)[-1]

    page = open_page()
    target = f"{DESK}{number}/change/"
    sign_in(page, desk["officer"]["email"], secret=desk["officer"]["secret"], to=target)
    expect(page.get_by_label("Address of the link or the portrait")).to_have_value(link)
    is_sound(page)
    page.get_by_role("button", name="Take down").click()
    expect(page.get_by_text("Tick the box first")).to_be_visible()
    page.get_by_label("Its links end and it is deleted for good").check()
    page.get_by_role("button", name="Take down").click()
    expect(page.get_by_text("Done.")).to_be_visible()
    page.get_by_label("Your words to the requester").fill("The picture is gone, and its links.")
    page.get_by_role("button", name="Answer", exact=True).click()
    expect(page.get_by_text("Done.")).to_be_visible()

    stranger.reload()
    expect(stranger.get_by_text("The picture is gone, and its links.")).to_be_visible()
    expect(stranger.get_by_text("a picture was taken down")).to_be_visible()
    stranger.goto(link)
    expect(stranger.get_by_text("This picture is no longer shared.")).to_be_visible()
    owner.goto("/settings/notifications/")
    expect(owner.get_by_text("taken down").first).to_be_visible()
