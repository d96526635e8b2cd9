"""Personal access tokens: taken with a password, shown once, ended at once."""

import hashlib
import re
import statistics
import time
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from rest_framework.test import APIClient

from accounts.models import ApiToken, User
from accounts.services.token_format import is_well_formed
from tests.conftest import PASSWORD, ApiAs

URL = "/api/v1/tokens/"
ALICE = {"email": "alice@example.org", "password": PASSWORD}
WRONG = {"email": "alice@example.org", "password": "not the password at all"}


def bearer(secret: str) -> APIClient:
    client = APIClient(raise_request_exception=False)
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {secret}")
    return client


def test_alice_takes_a_token_with_her_password(api: APIClient, alice: User) -> None:
    answer = api.post(URL, ALICE | {"name": "laptop"})

    assert answer.status_code == 201
    body = answer.json()
    assert set(body) == {"id", "token", "expires_at", "scopes"}
    assert re.fullmatch(r"pst_[\w-]{49}", body["token"])
    assert body["scopes"] == ["portraits", "consents", "tickets"]
    assert body["expires_at"].endswith("Z")
    assert answer["Cache-Control"] == "private, no-store"


def test_a_token_lives_ninety_days(api: APIClient, alice: User) -> None:
    api.post(URL, ALICE)

    token = ApiToken.objects.get()
    assert token.expires_at - token.created_at == timedelta(days=90)


def test_the_address_may_be_written_in_any_case(api: APIClient, alice: User) -> None:
    assert api.post(URL, ALICE | {"email": " ALICE@Example.org"}).status_code == 201


def test_only_the_hash_of_a_token_is_stored(api: APIClient, alice: User) -> None:
    secret = api.post(URL, ALICE).json()["token"]

    assert ApiToken.objects.get().sha256 == hashlib.sha256(secret.encode()).hexdigest()
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM accounts_apitoken")
        assert secret not in str(cursor.fetchall())


def test_scopes_are_those_asked_for(api: APIClient, alice: User) -> None:
    answer = api.post(URL, ALICE | {"scopes": ["portraits", "account", "portraits"]})

    assert answer.json()["scopes"] == ["account", "portraits"]


@pytest.mark.parametrize(
    "more", [{"scopes": ["everything"]}, {"scopes": []}, {"name": "x" * 65}, {"person": 1}]
)
def test_a_bad_wish_is_refused(api: APIClient, alice: User, more: dict[str, Any]) -> None:
    answer = api.post(URL, ALICE | more)

    assert answer.status_code == 400
    assert list(answer.json()["errors"]) == list(more)
    assert not ApiToken.objects.exists()


def test_an_unknown_address_and_a_wrong_password_are_answered_alike(
    api: APIClient, alice: User
) -> None:
    wrong = api.post(URL, WRONG)
    unknown = api.post(URL, WRONG | {"email": "nobody@example.org"})

    assert wrong.status_code == unknown.status_code == 401
    assert wrong.content == unknown.content
    assert wrong.headers == unknown.headers
    assert wrong.json()["code"] == "invalid_credentials"
    assert wrong["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.serial
def test_an_unknown_address_takes_as_long_as_a_wrong_password(
    api: APIClient, alice: User, settings: Any
) -> None:
    settings.PASSWORD_HASHERS = ["accounts.backends.Argon2idHasher"]
    settings.AXES_ENABLED = False
    alice.set_password(PASSWORD)
    alice.save()
    took: dict[str, list[float]] = {"alice": [], "nobody": []}

    for _round in range(15):
        for name, times in took.items():
            started = time.perf_counter()
            api.post(URL, WRONG | {"email": f"{name}@example.org"})
            times.append(time.perf_counter() - started)

    known, unknown = (statistics.median(times) for times in took.values())
    # One hash takes about 30 ms; leaving it out would make the difference that large.
    assert abs(known - unknown) < 0.4 * known


def test_an_account_that_is_switched_off_gets_no_token(api: APIClient, alice: User) -> None:
    User.objects.filter(pk=alice.pk).update(is_active=False)

    answer = api.post(URL, ALICE)

    assert answer.status_code == 401
    assert answer.json()["code"] == "invalid_credentials"


def test_a_child_that_awaits_its_guardian_can_take_one(api: APIClient, alice: User) -> None:
    User.objects.filter(pk=alice.pk).update(state=User.State.AWAITING_GUARDIAN, age_band="child")

    assert api.post(URL, ALICE).status_code == 201


def test_an_unconfirmed_address_gets_none(api: APIClient, alice: User) -> None:
    User.objects.filter(pk=alice.pk).update(state=User.State.CONFIRM_EMAIL)

    answer = api.post(URL, ALICE)

    assert answer.status_code == 403
    assert answer.json()["code"] == "email_unconfirmed"


# --- the life of a token


def test_a_token_lists_tokens_only_with_the_scope_account(api_as: ApiAs, alice: User) -> None:
    refused = api_as(alice).get(URL)
    allowed = api_as(alice, "account").get(URL)

    assert refused.status_code == 403
    assert refused.json()["code"] == "scope_missing"
    assert allowed.json()["count"] == 2
    row = allowed.json()["results"][0]
    assert set(row) == {"id", "name", "scopes", "created_at", "expires_at", "last_used_at"}


def test_nobody_lists_without_a_token(api: APIClient, db: None) -> None:
    answer = api.get(URL)

    assert answer.status_code == 401
    assert answer.json()["code"] == "not_authenticated"
    assert answer["WWW-Authenticate"].startswith("Bearer")


def test_bob_sees_and_ends_none_of_alices_tokens(api_as: ApiAs, alice: User, bob: User) -> None:
    api_as(alice)
    hers = ApiToken.objects.get(person=alice)
    client = api_as(bob, "account")

    assert client.get(URL).json()["count"] == 1
    of_hers = client.delete(f"{URL}{hers.id}/")
    of_unknown = client.delete(f"{URL}{uuid4()}/")
    assert of_hers.status_code == of_unknown.status_code == 404
    assert of_hers.content == of_unknown.content
    assert ApiToken.objects.filter(pk=hers.pk).exists()


def test_a_revoked_token_opens_nothing_from_the_next_request_on(
    api: APIClient, alice: User
) -> None:
    body = api.post(URL, ALICE | {"scopes": ["account"]}).json()
    client = bearer(body["token"])
    assert client.get(URL).status_code == 200

    assert client.delete(f"{URL}{body['id']}/").status_code == 204

    answer = client.get(URL)
    assert answer.status_code == 401
    assert answer.json()["code"] == "invalid_token"


def test_a_token_may_end_itself_but_no_other_without_the_scope(api: APIClient, alice: User) -> None:
    one, other = (api.post(URL, ALICE).json() for _ in range(2))
    client = bearer(one["token"])

    assert client.delete(f"{URL}{other['id']}/").status_code == 403
    assert client.delete(f"{URL}{one['id']}/").status_code == 204


def test_a_token_ends_with_its_time(api_as: ApiAs, alice: User) -> None:
    client = api_as(alice, "account")
    ApiToken.objects.update(expires_at=timezone.now())

    assert client.get(URL).status_code == 401


def test_a_token_ends_with_its_person(api_as: ApiAs, alice: User) -> None:
    client = api_as(alice, "account")
    User.objects.filter(pk=alice.pk).update(is_active=False)

    assert client.get(URL).status_code == 401


def test_a_token_in_the_address_opens_nothing(api: APIClient, alice: User) -> None:
    secret = api.post(URL, ALICE | {"scopes": ["account"]}).json()["token"]

    for name in ("token", "access_token", "key"):
        assert api.get(URL, {name: secret}).status_code == 401


@pytest.mark.parametrize(
    "header",
    ["Bearer", "Bearer ", "Bearer pst_", "Bearer pst_" + "a" * 49, "Bearer \u00e4", "Bearer a b"],
)
def test_a_malformed_token_is_no_token(api: APIClient, db: None, header: str) -> None:
    answer = api.get(URL, HTTP_AUTHORIZATION=header)

    assert answer.status_code == 401
    assert answer.json()["code"] == "invalid_token"


def test_a_mistyped_token_is_told_without_a_look_into_the_database(
    api: APIClient, alice: User, django_assert_num_queries: Any
) -> None:
    secret = api.post(URL, ALICE).json()["token"]
    mistyped = secret[:-10] + ("A" if secret[-10] != "A" else "B") + secret[-9:]

    assert is_well_formed(secret)
    with django_assert_num_queries(0):
        assert bearer(mistyped).get(URL).status_code == 401


def test_the_use_of_a_token_is_noted_but_not_at_every_request(api_as: ApiAs, alice: User) -> None:
    client = api_as(alice, "account")

    client.get(URL)
    first = ApiToken.objects.get().last_used_at
    client.get(URL)

    assert first is not None
    assert ApiToken.objects.get().last_used_at == first


def test_a_session_needs_the_csrf_token_to_end_a_token(api_as: ApiAs, alice: User) -> None:
    api_as(alice)
    token = ApiToken.objects.get()
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(alice, backend="accounts.backends.sign_in.SignInBackend")

    refused = browser.delete(f"{URL}{token.id}/")

    assert refused.status_code == 403
    assert refused.json()["code"] == "csrf_failed"
    browser.cookies["csrftoken"] = "a" * 32
    allowed = browser.delete(f"{URL}{token.id}/", HTTP_X_CSRFTOKEN="a" * 32)
    assert allowed.status_code == 204
