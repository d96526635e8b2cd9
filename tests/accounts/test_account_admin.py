"""What staff see of accounts, and what the register says about them."""

from typing import Any

import pytest
from axes.models import AccessAttempt
from django.test import Client

from accounts.admin import masked
from accounts.models import ApiToken, Session, User
from accounts.services.create_token import create_token
from accounts.services.mark_name import mark_name
from privacy.registry import declaration_of
from privacy.registry.roles import Role
from privacy.selectors.subject_rows import rows_of
from tests.sessions import sign_in, sign_in_with_factor
from tests.staff import make_staff


@pytest.fixture
def desk(client: Client, staff: User) -> Client:
    return sign_in_with_factor(client, make_staff(staff, Role.SECURITY))


@pytest.mark.promise("E-6")
def test_staff_see_a_masked_address_and_no_password_hash(desk: Client, alice: User) -> None:
    listing = desk.get("/admin/accounts/user/").content.decode()
    detail = desk.get(f"/admin/accounts/user/{alice.pk}/change/").content.decode()

    for page in (listing, detail):
        assert "alice@example.org" not in page
        assert "a•••@e•••.org" in page
        assert alice.password not in page


@pytest.mark.parametrize("email", ["a@b.c", "someone@mail.example.org", "x@localhost"])
def test_a_mask_never_shows_the_whole(email: str) -> None:
    assert masked(email) != email
    assert len(masked(email).split("@")[0]) == 4


@pytest.mark.promise("E-6")
def test_a_superuser_says_who_belongs_to_the_staff_and_sees_no_address(
    client: Client, superuser: User, alice: User
) -> None:
    sign_in_with_factor(client, superuser)
    address = f"/admin/accounts/user/{alice.pk}/change/"

    for page in (client.get("/admin/accounts/user/"), client.get(address)):
        assert page.status_code == 200
        assert "•••" not in page.content.decode()
    client.post(address, {"is_active": "on", "is_staff": "on"})

    assert User.objects.get(pk=alice.pk).is_staff


@pytest.mark.promise("E-7")
def test_staff_without_rights_see_no_accounts(client: Client, staff: User, alice: User) -> None:
    sign_in_with_factor(client, staff)

    assert client.get("/admin/accounts/user/").status_code == 403


def test_the_admin_neither_makes_nor_deletes_accounts(desk: Client, alice: User) -> None:
    assert desk.get("/admin/accounts/user/add/").status_code == 403
    assert desk.post(f"/admin/accounts/user/{alice.pk}/delete/", {"post": "yes"}).status_code == 403
    assert User.objects.filter(pk=alice.pk).exists()


def test_staff_end_a_token_without_ever_seeing_its_hash(
    desk: Client, alice: User, now: Any
) -> None:
    token = create_token(alice, now=now).row

    page = desk.get(f"/admin/accounts/apitoken/{token.pk}/change/").content.decode()
    desk.post(f"/admin/accounts/apitoken/{token.pk}/delete/", {"post": "yes"})

    assert token.sha256 not in page
    assert not ApiToken.objects.exists()


def of_class(model: str, person: User) -> Any:
    declaration = declaration_of(model)
    assert declaration is not None
    return rows_of(declaration, person)


def test_the_register_finds_a_persons_failed_sign_ins_by_the_mark(
    alice: User, bob: User, client: Client
) -> None:
    client.post("/accounts/login/", {"login": alice.email, "password": "wrong" * 4})

    assert of_class("axes.AccessAttempt", alice).count() == 1
    assert of_class("axes.AccessAttempt", bob).count() == 0
    assert AccessAttempt.objects.get().username == mark_name(alice.email)


def test_the_register_finds_a_persons_sessions(alice: User, bob: User, client: Client) -> None:
    sign_in(client, alice)
    client.get("/admin/login/")

    assert Session.objects.count() == 1
    assert of_class("accounts.Session", bob).count() == 0
    assert of_class("accounts.Session", alice).count() == 1
