"""Guessing passwords and codes: counted by name and address, and then not even looked at."""

import re
import time
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.test import Client
from django.utils import timezone
from rest_framework.test import APIClient

from accounts.models import User
from tests.conftest import PASSWORD

URL = "/api/v1/tokens/"
ALICE = {"email": "alice@example.org", "password": PASSWORD}
WRONG = {"email": "alice@example.org", "password": "not the password at all"}


def fail(api: APIClient, times: int, **more: str) -> list[int]:
    return [api.post(URL, WRONG, **more).status_code for _ in range(times)]


@pytest.mark.promise("U-10")
def test_the_sixth_guess_is_not_even_looked_at(api: APIClient, alice: User) -> None:
    assert fail(api, 6) == [401, 401, 401, 401, 401, 429]

    answer = api.post(URL, ALICE)

    assert answer.status_code == 429
    assert answer.json()["code"] == "too_many_attempts"
    assert answer["Content-Type"] == "application/problem+json"
    assert 0 < int(answer["Retry-After"]) <= 901


def test_during_a_lock_right_and_wrong_are_answered_alike(api: APIClient, alice: User) -> None:
    fail(api, 5)

    assert api.post(URL, ALICE).content == api.post(URL, WRONG).content


def test_alice_is_not_locked_out_by_a_stranger_elsewhere(api: APIClient, alice: User) -> None:
    fail(api, 6, REMOTE_ADDR="203.0.113.9")

    assert api.post(URL, ALICE, REMOTE_ADDR="198.51.100.7").status_code == 201


def test_a_forged_address_does_not_lift_the_lock(api: APIClient, alice: User) -> None:
    codes = [
        api.post(URL, WRONG, HTTP_X_FORWARDED_FOR=f"203.0.113.{number}").status_code
        for number in range(8)
    ]

    assert codes[5:] == [429, 429, 429]


def test_failures_do_not_prolong_a_lock(api: APIClient, alice: User) -> None:
    fail(api, 5)
    locked_at = AccessAttempt.objects.get().attempt_time

    fail(api, 3)

    assert AccessAttempt.objects.get().attempt_time == locked_at


def test_the_lock_ends_after_a_quarter_of_an_hour(api: APIClient, alice: User) -> None:
    fail(api, 6)
    earlier = timezone.now() - timedelta(minutes=15, seconds=1)
    AccessAttempt.objects.update(attempt_time=earlier)

    assert api.post(URL, ALICE).status_code == 201


def test_success_clears_the_count(api: APIClient, alice: User) -> None:
    fail(api, 4)
    assert api.post(URL, ALICE).status_code == 201

    assert fail(api, 4) == [401] * 4


def test_page_and_api_share_one_count(api: APIClient, alice: User, client: Client) -> None:
    fail(api, 3)
    for _ in range(2):
        client.post("/accounts/login/", {"login": ALICE["email"], "password": "wrong" * 4})

    assert api.post(URL, ALICE).status_code == 429


def test_failed_attempts_name_nobody(api: APIClient, alice: User) -> None:
    fail(api, 6)
    api.post(URL, ALICE, REMOTE_ADDR="198.51.100.7")

    for model in (AccessAttempt, AccessFailureLog, AccessLog):
        rows = str(list(model.objects.values()))
        assert "alice" not in rows
        assert WRONG["password"] not in rows
    assert re.fullmatch(r"[0-9a-f]{64}", AccessAttempt.objects.get().username or "")


# --- the second factor

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def code_now() -> str:
    """The code of this half minute, never one that ends before it is typed."""
    if time.time() % 30 > 26:
        time.sleep(30 - time.time() % 30)
    return format_hotp_value(hotp_value(SECRET, int(time.time()) // 30))


@pytest.fixture
def protected(alice: User) -> User:
    TOTP.activate(alice, SECRET)
    return alice


def test_a_protected_account_needs_its_code(api: APIClient, protected: User) -> None:
    without = api.post(URL, ALICE)
    wrong = api.post(URL, ALICE | {"otp": "000000"})

    assert (without.status_code, without.json()["code"]) == (401, "otp_required")
    assert (wrong.status_code, wrong.json()["code"]) == (401, "invalid_credentials")


def test_a_code_works_once(api: APIClient, protected: User) -> None:
    code = code_now()

    assert api.post(URL, ALICE | {"otp": code}).status_code == 201
    assert api.post(URL, ALICE | {"otp": code}).status_code == 401


def test_codes_cannot_be_guessed_at_leisure(api: APIClient, protected: User) -> None:
    wrong = next(code for code in ("111111", "222222") if code != code_now())

    codes = [api.post(URL, ALICE | {"otp": wrong}).status_code for _ in range(6)]

    assert codes == [401] * 5 + [429]


def test_an_account_with_passkeys_only_cannot_be_entered_by_password_alone(
    api: APIClient, alice: User
) -> None:
    Authenticator.objects.create(user=alice, type=Authenticator.Type.WEBAUTHN, data={})

    assert api.post(URL, ALICE).status_code == 401
