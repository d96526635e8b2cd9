"""Becoming a member through the API."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone
from rest_framework.test import APIClient

from accounts.models import GuardianLink, SignupTally, User
from accounts.services.link_guardian import GUARDIAN_CONTEXT
from accounts.services.register_user import BIRTH_DATE_CONTEXT
from privacy.encryption import open_field
from privacy.models import LedgerEntry, PolicyAcceptance
from tests.conftest import PASSWORD

URL = "/api/v1/accounts/"


def years_ago(years: int) -> str:
    today = timezone.now().date()
    return date(today.year - years, 1, 1).isoformat()


@pytest.fixture
def application(policy: str) -> dict[str, Any]:
    return {
        "email": "carol@example.org",
        "password": PASSWORD,
        "birth_date": "1990-05-17",
        "accept_policy": policy,
    }


@pytest.fixture
def with_mail(settings: Any, django_capture_on_commit_callbacks: Any) -> Any:
    """An installation that can send mail; yields the means to let its worker run."""
    settings.HAS_MAIL = True
    return django_capture_on_commit_callbacks


def test_an_adult_registers_and_is_active_at_once(
    api: APIClient, application: dict[str, Any]
) -> None:
    answer = api.post(URL, application | {"email": " Carol@Example.ORG "})

    assert answer.status_code == 201
    assert answer.json() == {"email": "carol@example.org", "state": "active"}


@pytest.mark.promise("C-1")
def test_an_adults_birth_date_is_not_stored(api: APIClient, application: dict[str, Any]) -> None:
    api.post(URL, application)

    carol = User.objects.get(email="carol@example.org")
    assert carol.age_band == "adult"
    assert carol.sealed_birth_date is None


@pytest.mark.promise("I-3")
def test_the_agreement_to_the_policy_is_in_the_ledger(
    api: APIClient, application: dict[str, Any]
) -> None:
    api.post(URL, application)

    acceptance = PolicyAcceptance.objects.get(person__email="carol@example.org")
    entry = LedgerEntry.objects.get(pk=acceptance.entry_id)
    assert acceptance.agreed_at is not None
    assert entry.stream == "policy"
    assert "carol" not in entry.payload


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("email", "no address"),
        ("email", ""),
        ("email", "x" * 250 + "@example.org"),
        ("password", "only fourteen."),
        ("password", "x" * 129),
        ("password", "passwordpassword" * 8 + "\x00"),
        ("password", "carol@example.org"),
        ("birth_date", "yesterday"),
        ("birth_date", "2999-01-01"),
        ("birth_date", "1800-01-01"),
        ("accept_policy", None),
        ("is_staff", True),
        ("state", "active"),
    ],
)
def test_a_bad_entry_is_named(
    api: APIClient, application: dict[str, Any], field: str, value: Any
) -> None:
    answer = api.post(URL, application | {field: value})

    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["code"] == "invalid"
    assert list(answer.json()["errors"]) == [field]
    assert not User.objects.exists()


@pytest.mark.promise("G-12")
def test_a_common_password_is_refused_however_long(
    api: APIClient, application: dict[str, Any]
) -> None:
    answer = api.post(URL, application | {"password": "1qaz2wsx3edc4rfv"})

    assert answer.status_code == 400
    assert list(answer.json()["errors"]) == ["password"]


@pytest.mark.parametrize("length", [15, 128])
def test_a_password_of_the_shortest_and_the_longest_length_is_taken(
    api: APIClient, application: dict[str, Any], length: int
) -> None:
    password = ("mild river, tall lamp " * 8)[: length - 1] + "!"

    answer = api.post(URL, application | {"password": password})

    assert answer.status_code == 201


@pytest.mark.parametrize("body", ["[]", '"text"', "7", "null", "{", ""])
def test_a_body_that_is_no_object_is_a_problem(api: APIClient, policy: str, body: str) -> None:
    answer = api.post(URL, body, content_type="application/json")

    assert answer.status_code == 400
    assert answer.json()["code"] in ("invalid", "malformed")


def test_a_form_is_not_json(api: APIClient, application: dict[str, Any]) -> None:
    answer = api.post(URL, "email=carol", content_type="application/x-www-form-urlencoded")

    assert answer.status_code == 415
    assert answer.json()["code"] == "unsupported_media_type"


def test_another_policy_than_the_one_in_force_is_a_conflict(
    api: APIClient, application: dict[str, Any]
) -> None:
    answer = api.post(URL, application | {"accept_policy": "0"})

    assert answer.status_code == 409
    assert answer.json()["code"] == "policy_outdated"
    assert not User.objects.exists()


@pytest.mark.promise("C-4")
def test_a_child_without_a_guardians_address_is_refused(
    api: APIClient, application: dict[str, Any]
) -> None:
    answer = api.post(URL, application | {"birth_date": years_ago(10)})

    assert answer.status_code == 400
    assert list(answer.json()["errors"]) == ["guardian_email"]


def test_a_child_cannot_be_its_own_guardian(api: APIClient, application: dict[str, Any]) -> None:
    answer = api.post(
        URL,
        application | {"birth_date": years_ago(10), "guardian_email": "CAROL@example.org"},
    )

    assert answer.status_code == 400


@pytest.mark.promise("C-4")
def test_a_child_awaits_its_guardian_whose_address_is_sealed(
    api: APIClient, application: dict[str, Any]
) -> None:
    child = {"birth_date": years_ago(10), "guardian_email": "mother@example.org"}

    answer = api.post(URL, application | child)

    assert answer.status_code == 201
    assert answer.json()["state"] == "awaiting_guardian"
    link = GuardianLink.objects.get(child__email="carol@example.org")
    assert b"mother" not in bytes(link.sealed_address)
    opened = open_field(bytes(link.sealed_address), context=GUARDIAN_CONTEXT)
    assert opened == "mother@example.org"


@pytest.mark.promise("C-2")
def test_a_teenager_is_active_and_the_birth_date_is_sealed(
    api: APIClient, application: dict[str, Any]
) -> None:
    answer = api.post(URL, application | {"birth_date": years_ago(16)})

    carol = User.objects.get(email="carol@example.org")
    assert answer.json()["state"] == "active"
    assert carol.age_band == "teen"
    sealed = bytes(carol.sealed_birth_date or b"")
    assert open_field(sealed, context=BIRTH_DATE_CONTEXT) == years_ago(16)


def test_without_mail_a_taken_address_is_said(
    api: APIClient, application: dict[str, Any], alice: User
) -> None:
    answer = api.post(URL, application | {"email": "Alice@example.org"})

    assert answer.status_code == 409
    assert answer.json()["code"] == "email_taken"


def test_with_mail_a_taken_address_is_answered_like_a_new_one(
    api: APIClient, application: dict[str, Any], alice: User, with_mail: Any
) -> None:
    with with_mail(execute=True):
        of_new = api.post(URL, application)
        of_taken = api.post(URL, application | {"email": "alice@example.org"})

    assert (of_new.status_code, of_taken.status_code) == (201, 201)
    expected = of_new.content.replace(b"carol", b"alice")
    assert of_taken.content == expected
    assert of_new.json()["state"] == "confirm_email"
    assert User.objects.count() == 2


def test_with_mail_both_get_a_letter_and_nothing_of_the_owners_changes(
    api: APIClient, application: dict[str, Any], alice: User, with_mail: Any
) -> None:
    before = User.objects.get(pk=alice.pk).password

    with with_mail(execute=True):
        api.post(URL, application)
        api.post(URL, application | {"email": "alice@example.org"})

    to_carol, to_alice = mail.outbox
    assert to_carol.to == ["carol@example.org"]
    assert "/accounts/confirm-email/" in to_carol.body
    assert to_alice.to == ["alice@example.org"]
    assert "confirm-email" not in to_alice.body
    assert User.objects.get(pk=alice.pk).password == before


def test_links_in_mails_do_not_follow_the_host_header(
    api: APIClient, application: dict[str, Any], with_mail: Any, settings: Any
) -> None:
    with with_mail(execute=True):
        api.post(URL, application, HTTP_HOST="127.0.0.1", HTTP_X_FORWARDED_HOST="evil.example")

    assert f"{settings.SITE_ORIGIN}/accounts/" in mail.outbox[0].body
    assert "evil" not in mail.outbox[0].body


def test_sign_ups_from_one_address_are_limited(
    api: APIClient, application: dict[str, Any], settings: Any
) -> None:
    settings.SIGNUPS_PER_HOUR = 2
    for number in range(2):
        assert api.post(URL, application | {"email": f"c{number}@example.org"}).status_code == 201

    answer = api.post(URL, application | {"email": "c3@example.org"})

    assert answer.status_code == 429
    assert answer.json()["code"] == "too_many_signups"
    assert 3500 < int(answer["Retry-After"]) <= 3600
    elsewhere = api.post(URL, application | {"email": "c3@example.org"}, REMOTE_ADDR="203.0.113.9")
    assert elsewhere.status_code == 201


def test_a_refused_entry_uses_nothing_of_the_limit(
    api: APIClient, application: dict[str, Any], settings: Any
) -> None:
    settings.SIGNUPS_PER_HOUR = 1

    api.post(URL, application | {"password": "short"})

    assert api.post(URL, application).status_code == 201


def test_an_hour_later_there_is_room_again(
    api: APIClient, application: dict[str, Any], settings: Any
) -> None:
    settings.SIGNUPS_PER_HOUR = 1
    api.post(URL, application)
    SignupTally.objects.update(started_at=timezone.now() - timedelta(hours=1, seconds=1))

    assert api.post(URL, application | {"email": "late@example.org"}).status_code == 201
