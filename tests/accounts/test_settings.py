"""Settings, page by page: at the promised places, quick, and with an effect."""

from collections.abc import Callable
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.services.change_address import request_new_address
from privacy.models import ConsentState, Notice
from privacy.models.refusal import Refused
from tests.conftest import PASSWORD
from tests.sessions import sign_in

PAGES = {
    "Profile": "settings-profile",
    "Security": "settings-security",
    "Privacy choices": "settings-privacy-choices",
    "My data": "settings-my-data",
    "Permissions": "settings-permissions",
    "Notifications": "settings-notifications",
    "Privacy Policy": "settings-policy",
    "Contact Us": "contact",
    "Cancel Account": "settings-cancel",
}
# Two of them for what stands above every page: announcements, and incidents of the reader.
MOST_QUERIES = 10


@pytest.fixture
def at_home(client: Client, alice: User) -> Client:
    return sign_in(client, alice, proven_s_ago=0)


@pytest.mark.promise("M-9")
@pytest.mark.promise("M-14")
@pytest.mark.promise("M-17")
def test_every_part_stands_in_settings_under_its_name(at_home: Client) -> None:
    page = at_home.get("/settings/").content.decode()

    for label, route in PAGES.items():
        address = reverse(route)
        assert f'<a href="{address}">{label}</a>' in page
        assert at_home.get(address).status_code == 200


@pytest.mark.parametrize("route", ["settings", *PAGES.values()])
def test_no_page_of_settings_asks_the_database_more_than_ten_times(
    at_home: Client, django_assert_max_num_queries: Any, route: str
) -> None:
    with django_assert_max_num_queries(MOST_QUERIES):
        assert at_home.get(reverse(route)).status_code == 200


@pytest.mark.promise("P-7", "M-16")
def test_the_page_of_permissions_names_each_one_and_how_to_turn_it_off_in_each_browser(
    at_home: Client,
) -> None:
    page = at_home.get(reverse("settings-permissions")).content.decode()

    for name in ("camera", "microphone", "notifications", "geolocation", "storage"):
        assert f'data-permission="{name}"' in page
    assert "Photos" in page
    for browser in ("chrome", "firefox", "safari"):
        assert f'data-browser="{browser}"' in page
    assert "switch them off for the whole browser" in page


@pytest.mark.promise("M-17")
def test_the_whole_policy_is_the_published_one(at_home: Client, client: Client) -> None:
    api = client.get("/api/v1/policy/").json()
    page = at_home.get("/settings/privacy-policy/").content.decode()

    assert api["html"] in page
    assert api["sha256"] in page
    assert "You agreed to version 1" in page


@pytest.mark.promise("M-5")
@pytest.mark.promise("M-8")
def test_a_consent_is_given_and_withdrawn_with_one_press_each(at_home: Client, alice: User) -> None:
    address = "/settings/privacy-choices/face_portrait/"

    at_home.post(address, {"decision": "grant", "text_version": "1"})
    assert ConsentState.objects.get(person=alice).state == "granted"
    page = at_home.get("/settings/privacy-choices/").content.decode()
    assert page.count('value="withdraw"') == 1
    at_home.post(address, {"decision": "withdraw"})

    assert ConsentState.objects.get(person=alice).state == "withdrawn"


def test_a_yes_to_words_that_have_changed_is_none(at_home: Client, alice: User) -> None:
    answer = at_home.post(
        "/settings/privacy-choices/face_portrait/",
        {"decision": "grant", "text_version": "0"},
        follow=True,
    )

    assert "words of this consent have changed" in answer.content.decode()
    assert not ConsentState.objects.exists()


@pytest.mark.promise("P-14")
def test_a_purpose_that_does_not_exist_is_a_page_that_does_not(at_home: Client) -> None:
    assert at_home.post("/settings/privacy-choices/nothing/").status_code == 404


def test_alice_chooses_the_language_of_pages_and_mails(at_home: Client, alice: User) -> None:
    at_home.post("/settings/profile/", {"locale": "zh-hans"})

    alice.refresh_from_db()
    assert alice.locale == "zh-hans"
    assert at_home.get("/settings/profile/")["Content-Language"] == "zh-hans"


@pytest.mark.parametrize("locale", ["xx", "", "../en"])
def test_a_language_we_do_not_speak_is_refused(at_home: Client, alice: User, locale: str) -> None:
    at_home.post("/settings/profile/", {"locale": locale})

    alice.refresh_from_db()
    assert alice.locale == "en"


# --- another address

Commit = Callable[..., Any]


@pytest.mark.promise("M-3")
def test_without_mail_the_address_changes_at_once_and_the_old_one_hears_of_it(
    at_home: Client, alice: User, django_capture_on_commit_callbacks: Commit
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        at_home.post("/settings/profile/address/", {"email": "Alicia@Example.org"})

    alice.refresh_from_db()
    assert alice.email == "alicia@example.org"
    assert EmailAddress.objects.get(user=alice).email == "alicia@example.org"
    assert mail.outbox[0].to == ["alice@example.org"]
    assert Notice.objects.get(person=alice).kind == Notice.Kind.ADDRESS_CHANGED


def test_with_mail_the_new_address_is_confirmed_first(
    client: Client, alice: User, settings: Any, django_capture_on_commit_callbacks: Commit
) -> None:
    settings.HAS_MAIL = True
    EmailAddress.objects.filter(user=alice).update(verified=True)
    with django_capture_on_commit_callbacks(execute=True):
        request_new_address(alice, "alicia@example.org", now=timezone.now())

    alice.refresh_from_db()
    assert alice.email == "alice@example.org"
    assert mail.outbox[0].to == ["alicia@example.org"]
    link = next(word for word in str(mail.outbox[0].body).split() if "confirm-email" in word)
    client.post(link.removeprefix(settings.SITE_ORIGIN))

    alice.refresh_from_db()
    assert alice.email == "alicia@example.org"
    assert EmailAddress.objects.get(user=alice).verified


def test_with_mail_nobody_learns_whose_address_it_is(
    alice: User, bob: User, settings: Any, django_capture_on_commit_callbacks: Commit
) -> None:
    settings.HAS_MAIL = True

    with django_capture_on_commit_callbacks(execute=True):
        request_new_address(alice, bob.email, now=timezone.now())

    alice.refresh_from_db()
    assert alice.email == "alice@example.org"
    assert mail.outbox[0].to == [bob.email]
    assert "already have an account" in mail.outbox[0].subject


def test_without_mail_a_taken_address_is_said_to_be_taken(alice: User, bob: User) -> None:
    with pytest.raises(Refused) as refused:
        request_new_address(alice, bob.email, now=timezone.now())

    assert refused.value.code == "email_taken"


def test_after_the_change_she_signs_in_with_the_new_address(at_home: Client, alice: User) -> None:
    at_home.post("/settings/profile/address/", {"email": "alicia@example.org"})
    browser = Client()

    browser.post("/accounts/login/", {"login": "alicia@example.org", "password": PASSWORD})

    assert browser.session["_auth_user_id"] == str(alice.pk)
