"""Requests over the API, with a token and without an account."""

from typing import Any
from uuid import UUID

import pytest
from rest_framework.test import APIClient

from accounts.models import User
from privacy.models import Ticket
from tests.conftest import ApiAs

URL = "/api/v1/tickets/"
WORDS = {"kind": "question", "subject": "When?", "body": "When is it deleted?"}
KEYS = {
    "id",
    "kind",
    "state",
    "subject",
    "due_on",
    "clocks",
    "url",
    "received_at",
    "verified_at",
    "answered_at",
    "closed_at",
}


@pytest.mark.promise("M-7")
def test_alice_asks_and_sees_until_when(api_as: ApiAs, alice: User) -> None:
    client = api_as(alice)

    answer = client.post(URL, WORDS)

    body = answer.json()
    assert answer.status_code == 201
    assert set(body) == KEYS | {"access_code"}
    assert body["access_code"] is None
    assert {one["kind"] for one in body["clocks"]} == {"promise", "law"}
    assert all(set(one) == {"rule", "kind", "due_on", "provisional"} for one in body["clocks"])
    assert body["due_on"] == min(one["due_on"] for one in body["clocks"])
    assert body["url"].endswith(f"{URL}{UUID(body['id'])}/")
    listed = client.get(URL).json()
    assert listed["count"] == 1
    assert set(listed["results"][0]) == KEYS


def test_a_stranger_comes_back_with_the_code(api: APIClient, policy: str) -> None:
    opened = api.post(URL, WORDS | {"email": "x@example.org"}).json()
    address, code = f"{URL}{opened['id']}/", {"HTTP_X_TICKET_CODE": opened["access_code"]}

    assert api.get(address).status_code == 401
    assert api.get(address, HTTP_X_TICKET_CODE="22222-22222-22222-22222").status_code == 404
    said = api.post(f"{address}messages/", {"body": "And now?"}, **code)
    assert said.status_code == 201
    bodies = [one["body"] for one in api.get(address, **code).json()["messages"]]
    assert bodies == ["When is it deleted?", "And now?"]


def test_the_code_opens_this_one_only(api: APIClient, policy: str) -> None:
    one, other = api.post(URL, WORDS).json(), api.post(URL, WORDS).json()

    answer = api.get(f"{URL}{other['id']}/", HTTP_X_TICKET_CODE=one["access_code"])

    assert answer.status_code == 404


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"kind": "nothing"}, "kind"),
        ({"subject": ""}, "subject"),
        ({"body": "x" * 5001}, "body"),
        ({"email": "nothing"}, "email"),
        ({"phone": "1"}, "phone"),
    ],
)
def test_a_wrong_field_is_named(
    api: APIClient, policy: str, change: dict[str, Any], field: str
) -> None:
    answer = api.post(URL, WORDS | change)

    assert answer.status_code == 400
    assert list(answer.json()["errors"]) == [field]
    assert not Ticket.objects.exists()


def test_a_token_without_the_scope_asks_nothing(api_as: ApiAs, alice: User) -> None:
    client = api_as(alice, "portraits")

    assert client.post(URL, WORDS).status_code == 403
    assert client.get(URL).status_code == 403


def test_too_many_are_put_off(api: APIClient, policy: str, settings: Any) -> None:
    settings.CONTACTS_PER_HOUR = 1
    api.post(URL, WORDS)

    answer = api.post(URL, WORDS)

    assert (answer.status_code, answer.json()["code"]) == (429, "too_many_messages")
    assert 0 < int(answer["Retry-After"]) <= 3600
