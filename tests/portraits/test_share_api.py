"""Links to a portrait for API clients."""

import re
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from portraits.models import Portrait, ShareLink, ShareWarning
from portraits.services.share_effect import MOST_LINKS, NewShare
from tests.conftest import ApiAs


def share_api(portrait: Portrait, rest: str = "") -> str:
    return f"/api/v1/portraits/{portrait.pk}/share/{rest}"


def test_a_program_makes_lists_and_takes_back_a_link(
    api_as: ApiAs, client: Client, sitter: User, portrait: Portrait
) -> None:
    api = api_as(sitter)

    made = api.post(share_api(portrait))
    listed = api.get(share_api(portrait)).json()
    opened = client.get(made.json()["url"]).status_code
    ended = [api.delete(share_api(portrait, f"{made.json()['id']}/")) for _ in range(2)]

    assert made.status_code == 201
    assert {"id", "url", "expires_at"} <= set(made.json())
    assert made.json()["expires_at"].endswith("Z")
    assert re.fullmatch(r"http://testserver/s/[\w-]{43}/", made.json()["url"])
    assert (listed["count"], listed["results"][0]["id"]) == (1, made.json()["id"])
    assert listed["results"][0]["url"] is None
    assert opened == 200
    assert [one.status_code for one in ended] == [204, 204]
    assert client.get(made.json()["url"]).status_code == 410
    assert api.get(share_api(portrait)).json()["count"] == 0
    assert ShareWarning.objects.get(person=sitter).method == "api"


@pytest.mark.parametrize(
    ("given", "status", "code"),
    [
        ({"acknowledged": False}, 403, "share_warning_required"),
        ({"days": 11}, 400, "invalid"),
        ({"days": 0}, 400, "invalid"),
        ({"forever": True}, 400, "invalid"),
    ],
)
def test_a_wrong_wish_is_refused_in_words(
    api_as: ApiAs, sitter: User, portrait: Portrait, given: dict[str, Any], status: int, code: str
) -> None:
    answer = api_as(sitter).post(share_api(portrait), given, format="json")

    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert not ShareLink.objects.exists()


def test_a_program_is_told_that_sharing_is_off_and_that_there_are_enough_links(
    api_as: ApiAs, sitter: User, portrait: Portrait
) -> None:
    api = api_as(sitter)
    for _ in range(MOST_LINKS):
        assert api.post(share_api(portrait)).status_code == 201

    full = api.post(share_api(portrait))
    User.objects.filter(pk=sitter.pk).update(is_sharing_on=False)
    off = api.post(share_api(portrait))

    assert (full.status_code, full.json()["code"]) == (409, "too_many_links")
    assert (off.status_code, off.json()["code"]) == (403, "sharing_off")


def test_nobody_shares_or_unshares_the_portrait_of_another(
    api_as: ApiAs, bob: User, link: NewShare
) -> None:
    api, portrait = api_as(bob), link.row.portrait

    assert api.post(share_api(portrait)).status_code == 404
    assert api.get(share_api(portrait)).status_code == 404
    assert api.delete(share_api(portrait, f"{link.row.pk}/")).status_code == 404
    link.row.refresh_from_db()
    assert link.row.revoked_at is None
