"""The caller's own account over the API."""

import pytest

from accounts.models import User
from tests.conftest import ApiAs

URL = "/api/v1/me/"


@pytest.mark.promise("M-1")
def test_alice_reads_her_account(api_as: ApiAs, alice: User) -> None:
    body = api_as(alice, "account").get(URL).json()

    assert body.pop("date_joined").endswith("Z")
    assert body == {
        "email": "alice@example.org",
        "state": "active",
        "age_band": "adult",
        "locale": "en",
        "is_sharing_on": True,
    }


@pytest.mark.promise("M-3")
def test_she_changes_what_is_hers_to_change(api_as: ApiAs, alice: User) -> None:
    answer = api_as(alice, "account").patch(URL, {"locale": "zh-hans", "is_sharing_on": False})

    assert answer.status_code == 200
    assert (answer.json()["locale"], answer.json()["is_sharing_on"]) == ("zh-hans", False)


@pytest.mark.parametrize(
    "change", [{"email": "x@example.org"}, {"age_band": "child"}, {"locale": "xx"}, {"is_staff": 1}]
)
def test_she_changes_nothing_else(api_as: ApiAs, alice: User, change: dict[str, object]) -> None:
    answer = api_as(alice, "account").patch(URL, change)

    assert answer.status_code == 400
    assert list(answer.json()["errors"]) == list(change)


def test_a_child_leaves_sharing_to_the_guardian(api_as: ApiAs, alice: User) -> None:
    User.objects.filter(pk=alice.pk).update(age_band="child", is_sharing_on=False)

    answer = api_as(alice, "account").patch(URL, {"is_sharing_on": True})

    assert (answer.status_code, answer.json()["code"]) == (403, "guardian_required")
