"""Searching for a template: in this browser, remembered on this device, and never sent."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import OpenPage
from tests.journeys.steps import sign_up

pytestmark = pytest.mark.browser

WORDS = "canary words"


def search_for(page: Page, words: str) -> None:
    box = page.get_by_label("Search", exact=True)
    box.fill(words)
    box.press("Enter")


@pytest.mark.promise("P-12", "P-13")
def test_what_somebody_searches_for_stays_on_their_device_until_they_clear_it(
    open_page: OpenPage,
) -> None:
    page = open_page()
    sent: list[str] = []
    page.on("request", lambda request: sent.append(f"{request.url} {request.post_data or ''}"))
    page.goto("/templates/")

    search_for(page, WORDS)
    search_for(page, "another")
    expect(page.get_by_role("button", name=WORDS, exact=True)).to_be_visible()
    page.reload()
    expect(page.get_by_role("button", name=WORDS, exact=True)).to_be_visible()

    page.get_by_role("button", name=re.compile(f"Forget .{WORDS}")).click()
    expect(page.get_by_role("button", name=WORDS, exact=True)).to_have_count(0)
    expect(page.get_by_role("button", name="another", exact=True)).to_be_visible()
    page.get_by_role("button", name="Clear all").click()
    expect(page.get_by_role("button", name="another", exact=True)).to_have_count(0)

    assert not [one for one in sent if "canary" in one or "another" in one]


@pytest.mark.promise("P-13")
def test_whoever_switches_the_list_off_leaves_nothing_behind(open_page: OpenPage) -> None:
    page = open_page()
    page.goto("/templates/")
    search_for(page, WORDS)
    switch = page.get_by_label("Keep my searches on this device")

    switch.uncheck()
    search_for(page, "another")

    expect(page.locator("[data-recent-list] li")).to_have_count(0)
    kept = page.evaluate("JSON.stringify({...localStorage})")
    assert "canary" not in kept
    assert "another" not in kept


@pytest.mark.promise("P-13")
def test_a_page_left_open_keeps_nothing_after_somebody_signed_out_in_another(
    open_page: OpenPage,
) -> None:
    page = open_page()
    sign_up(page)
    left_open = page.context.new_page()
    left_open.goto("/templates/")
    search_for(left_open, WORDS)
    expect(left_open.get_by_role("button", name=WORDS, exact=True)).to_be_visible()

    page.goto("/accounts/logout/")
    page.locator("[data-sign-out] button").click()
    page.wait_for_url("/")
    search_for(left_open, "another")

    expect(left_open.locator("[data-recent-list] li")).to_have_count(0)
    kept = left_open.evaluate("JSON.stringify({...localStorage})")
    assert "another" not in kept
    assert "canary" not in kept
