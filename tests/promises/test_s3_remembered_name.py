"""The name that a device remembers: only if asked to, unreadable, and gone when it should be."""

import pytest
from django.test import Client

from accounts.models import User
from privacy.promises import REMEMBERED_NAME_KEPT
from tests.conftest import PASSWORD

COOKIE = "uname"

pytestmark = pytest.mark.promise("K-3")


def enter(client: Client, person: User, **more: str) -> None:
    client.post("/accounts/login/", {"login": person.email, "password": PASSWORD} | more)


def test_the_box_is_not_ticked_and_without_it_nothing_is_remembered(
    client: Client, alice: User
) -> None:
    box = client.get("/accounts/login/").context["form"]["remember_name"]
    assert not box.value()

    enter(client, alice)

    assert COOKIE not in client.cookies or not client.cookies[COOKIE].value


def test_a_ticked_box_keeps_the_name_alone_for_thirty_days_out_of_reach_of_scripts(
    client: Client, alice: User
) -> None:
    enter(client, alice, remember_name="on")

    cookie = client.cookies[COOKIE]
    assert cookie["max-age"] == int(REMEMBERED_NAME_KEPT.total_seconds())
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert alice.email in cookie.value
    assert PASSWORD not in cookie.value


def test_the_next_sign_in_begins_with_it(client: Client, alice: User) -> None:
    enter(client, alice, remember_name="on")
    client.post("/accounts/logout/")

    assert client.get("/accounts/login/").context["form"]["login"].value() == alice.email


def test_a_name_that_somebody_wrote_into_the_cookie_is_not_shown(
    client: Client, policy: str
) -> None:
    client.cookies[COOKIE] = "mallory@example.org:forged"

    assert b"mallory@example.org" not in client.get("/accounts/login/").content


def test_it_goes_when_asked_and_when_somebody_else_signs_in(
    client: Client, alice: User, bob: User
) -> None:
    enter(client, alice, remember_name="on")
    client.post("/accounts/logout/")
    enter(client, bob)
    assert not client.cookies[COOKIE].value

    client.post("/accounts/logout/")
    enter(client, bob, remember_name="on")
    client.post("/accounts/forget-name/")
    assert not client.cookies[COOKIE].value
