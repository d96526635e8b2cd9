"""Advice while a password is typed, which stays on the page."""

import pytest
from playwright.sync_api import expect

from tests.journeys.accessibility import violations
from tests.journeys.conftest import OpenPage

pytestmark = pytest.mark.browser

TYPED = {
    "too short": "characters to go",
    "aaaaaaaaaaaaaaaaaaaa": "easy to guess",
    "abcdefghijklmnopqrstuvwxyz": "easy to guess",
    "1234567890123456789": "easy to guess",
    "alexandra loves her four cats": "Leave your e-mail out",
    "four words nobody guesses": "One more word",
    "purple teapot gravity lantern mosaic": "Strong",
    "qT7#vLm2!xPz9@wR": "Strong",
}


def test_what_is_typed_gets_advice_and_goes_nowhere(open_page: OpenPage) -> None:
    page = open_page()
    page.goto("/accounts/signup/")
    page.get_by_label("E-mail", exact=True).fill("alexandra@example.org")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url))

    for typed, advice in TYPED.items():
        page.get_by_label("Password").fill(typed)
        expect(page.locator("[data-password-hint]")).to_contain_text(advice)

    assert sent == []
    assert violations(page) == []
