"""Signing in on the page: lockout, redirects, passwords changed, addresses confirmed."""

from typing import Any

import pytest
from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.core import mail
from django.test import Client
from rest_framework.test import APIClient

from accounts.models import ApiToken, User
from tests.conftest import PASSWORD, ApiAs

URL = "/accounts/login/"
RIGHT = {"login": "alice@example.org", "password": PASSWORD}
WRONG = RIGHT | {"password": "not the password at all"}


def test_alice_signs_in_with_her_password(client: Client, alice: User) -> None:
    answer = client.post(URL, RIGHT)

    assert answer.status_code == 302
    assert client.session["_auth_user_id"] == str(alice.pk)


@pytest.mark.promise("U-10")
def test_the_sixth_guess_on_the_page_is_a_page_with_a_time(client: Client, alice: User) -> None:
    codes = [client.post(URL, WRONG).status_code for _ in range(5)]
    answer = client.post(URL, RIGHT)

    assert codes == [200] * 5
    assert answer.status_code == 429
    assert answer["Content-Type"].startswith("text/html")
    assert 0 < int(answer["Retry-After"]) <= 901
    assert "_auth_user_id" not in client.session


def test_the_admins_door_is_the_sites_own(client: Client, superuser: User) -> None:
    right = {"username": superuser.email, "password": PASSWORD}

    answer = client.post("/admin/login/", right)

    assert answer.status_code == 302
    assert answer["Location"] == "/accounts/login/?next=/admin/"
    assert "_auth_user_id" not in client.session


def test_neither_failure_nor_success_leaves_the_address_with_axes(
    client: Client, alice: User
) -> None:
    client.post(URL, WRONG)
    failed = str(list(AccessAttempt.objects.values()) + list(AccessFailureLog.objects.values()))
    client.post(URL, RIGHT)

    assert "alice" not in failed
    assert WRONG["password"] not in failed
    assert "alice" not in str(list(AccessLog.objects.values()))


@pytest.mark.parametrize(
    "target",
    [
        "//evil.example",
        "https://evil.example/",
        "/\\evil.example",
        "\\\\evil.example",
        "javascript:alert(1)",
        "https:evil.example",
        "///evil.example",
    ],
)
def test_signing_in_leads_to_no_other_site(client: Client, alice: User, target: str) -> None:
    answer = client.post(URL, RIGHT | {"next": target})

    assert answer.status_code == 302
    assert answer["Location"] == "/"


def test_signing_in_leads_back_to_where_one_was(client: Client, alice: User) -> None:
    assert client.post(URL, RIGHT | {"next": "/portraits/"})["Location"] == "/portraits/"


def test_the_session_gets_a_new_name_at_sign_in(client: Client, alice: User) -> None:
    client.session["before"] = 1
    session = client.session
    session.save()
    client.cookies["sessionid"] = before = session.session_key

    client.post(URL, RIGHT)

    assert client.cookies["sessionid"].value != before


def test_a_new_password_ends_every_token(api_as: ApiAs, alice: User, rf: Any) -> None:
    client: APIClient = api_as(alice, "account")

    get_adapter().set_password(alice, "five other words nobody guesses")

    assert not ApiToken.objects.exists()
    assert client.get("/api/v1/tokens/").status_code == 401


@pytest.fixture
def unconfirmed(alice: User, settings: Any) -> EmailAddress:
    settings.HAS_MAIL = True
    User.objects.filter(pk=alice.pk).update(state=User.State.CONFIRM_EMAIL)
    return EmailAddress.objects.get(user=alice)


def test_the_link_in_the_mail_opens_the_account_by_post_only(
    client: Client, alice: User, unconfirmed: EmailAddress
) -> None:
    link = f"/accounts/confirm-email/{EmailConfirmationHMAC(unconfirmed).key}/"

    # Mail scanners follow links.
    client.get(link)
    assert User.objects.get(pk=alice.pk).state == "confirm_email"
    client.post(link)

    assert User.objects.get(pk=alice.pk).state == "active"
    unconfirmed.refresh_from_db()
    assert unconfirmed.verified


def test_a_forged_link_confirms_nothing(
    client: Client, alice: User, unconfirmed: EmailAddress
) -> None:
    client.post(f"/accounts/confirm-email/{EmailConfirmationHMAC(unconfirmed).key}x/")

    assert User.objects.get(pk=alice.pk).state == "confirm_email"


def test_a_forgotten_password_is_reset_by_a_link_to_our_own_origin(
    client: Client, alice: User, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        client.post(
            "/accounts/password/reset/",
            {"email": alice.email},
            HTTP_X_FORWARDED_HOST="evil.example",
        )

    body = mail.outbox[0].body
    link = next(word for word in body.split() if "/password/reset/key/" in word)
    assert link.startswith(settings.SITE_ORIGIN)
    assert client.get(link.removeprefix(settings.SITE_ORIGIN)).status_code == 302
