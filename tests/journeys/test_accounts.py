"""An account in a real browser: settings, a passkey, and a guardian's page."""

import re
import time

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.accessibility import overflow_px, violations
from tests.journeys.conftest import OpenPage
from tests.journeys.steps import PASSWORD, sign_up
from tests.runtime.copies import Copy

pytestmark = pytest.mark.browser

SETTINGS = (
    "/settings/",
    "/settings/profile/",
    "/settings/security/",
    "/settings/privacy-choices/",
    "/settings/permissions/",
    "/settings/notifications/",
    "/settings/privacy-policy/",
    "/contact/",
)
# A device that asks for a finger, and gets it.
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.mark.parametrize("scheme", ["dark", "light"])
@pytest.mark.parametrize("width", [360, 1280])
def test_settings_are_accessible_and_fit(open_page: OpenPage, scheme: str, width: int) -> None:
    page = open_page(color_scheme=scheme, viewport={"width": width, "height": 800})
    sign_up(page)

    for path in SETTINGS:
        page.goto(path)
        assert violations(page) == [], path
        assert overflow_px(page) == 0, path


@pytest.mark.promise("M-16")
def test_the_permissions_page_shows_what_the_browser_has(open_page: OpenPage) -> None:
    page = open_page(permissions=["camera"])
    sign_up(page)

    page.goto("/settings/permissions/")

    expect(page.locator("[data-permission=camera] [data-state]")).to_have_text("allowed")
    expect(page.locator("[data-permission=microphone] [data-state]")).not_to_have_text("…")
    expect(page.locator("[data-permission=storage] [data-state]")).not_to_have_text("…")


def test_the_short_policy_and_the_guardian_are_asked_of_minors_only(open_page: OpenPage) -> None:
    page = open_page()
    page.goto("/accounts/signup/")
    advice, guardian = page.locator("[data-minor]"), page.locator("[data-guardian]")

    for birth_date, is_minor, is_child in (
        ("1990-05-17", False, False),
        ("2011-05-17", True, False),
        ("2020-05-17", True, True),
    ):
        page.get_by_label("Date of birth").fill(birth_date)
        expect(advice).to_be_visible(visible=is_minor)
        expect(guardian).to_be_visible(visible=is_child)
    assert violations(page) == []


def test_the_pages_before_an_account_are_accessible(open_page: OpenPage) -> None:
    page = open_page(viewport={"width": 360, "height": 800})

    for path in ("/accounts/login/", "/accounts/password/reset/", "/contact/"):
        page.goto(path)
        assert violations(page) == [], path
        assert overflow_px(page) == 0, path


@pytest.mark.promise("C-5")
def test_a_guardian_reads_agrees_and_later_cancels(open_page: OpenPage, running_site: Copy) -> None:
    page = open_page()
    page.goto("/accounts/signup/")
    page.get_by_label("E-mail", exact=True).fill("carl@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_label("Date of birth").fill("2020-05-17")
    page.get_by_label("E-mail of a parent").fill("parent@example.org")
    page.get_by_label("I have read the Privacy Policy").check()
    page.get_by_role("button", name="Make my account").click()
    expect(page.get_by_text("Your guardian decides next")).to_be_visible()

    guardian = open_page(viewport={"width": 1280, "height": 800})
    guardian.goto(_guardians_page(running_site))
    assert violations(guardian) == []
    guardian.get_by_label("I am a parent or guardian").check()
    guardian.get_by_label("I have read the policy above").check()
    guardian.get_by_role("button", name="I agree").click()
    expect(guardian.get_by_text("The child can use the site now")).to_be_visible()
    assert violations(guardian) == []
    guardian.get_by_label("I know that it cannot be undone").check()
    guardian.get_by_role("button", name="Cancel the account").click()
    expect(guardian.get_by_role("heading", name="Everything is erased")).to_be_visible()

    page.goto("/settings/")
    expect(page.get_by_role("heading", name="Welcome back")).to_be_visible()


def _guardians_page(site: Copy) -> str:
    """The link in the letter that lies in the copy's own folder, where no mail is sent."""
    until = time.monotonic() + 20
    while time.monotonic() < until:
        letters = [path.read_text(encoding="utf-8") for path in (site.folder / "mail").iterdir()]
        found = re.search(r"/guardian/[\w-]+/", "".join(letters))
        if found:
            return found[0]
        time.sleep(0.2)
    raise AssertionError("no letter came")


@pytest.fixture
def at_localhost(browser: Browser, running_site: Copy) -> Page:
    """A passkey belongs to a name, which an address of numbers is not."""
    context = browser.new_context(base_url=f"http://localhost:{running_site.port}")
    page = context.new_page()
    protocol = context.new_cdp_session(page)
    protocol.send("WebAuthn.enable")
    protocol.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    return page


@pytest.mark.promise("E-8")
def test_alice_makes_a_passkey_and_signs_in_with_it(at_localhost: Page) -> None:
    page = at_localhost
    email = sign_up(page)
    page.goto("/settings/security/")
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="It is me").click()
    page.get_by_role("button", name="Make the passkey").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()

    page.goto("/accounts/logout/")
    page.get_by_role("main").get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("link", name="Sign in")).to_be_attached()
    page.goto("/accounts/login/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page).to_have_url(re.compile(r":\d+/$"))
    page.goto("/settings/profile/")
    expect(page.get_by_text(email)).to_be_visible()

    page.goto("/accounts/logout/")
    page.get_by_role("main").get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("link", name="Sign in")).to_be_attached()
    page.goto("/accounts/login/")
    page.get_by_label("E-mail", exact=True).fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", name="One more step")).to_be_visible()
    assert violations(page) == []
    page.get_by_role("button", name="Use a passkey").click()
    expect(page).to_have_url(re.compile(r":\d+/$"))
    page.goto("/settings/profile/")
    expect(page.get_by_text(email)).to_be_visible()
    page.context.close()
