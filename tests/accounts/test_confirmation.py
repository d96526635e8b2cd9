"""E-mail confirmation: exactly where mail can be sent, and the same answer for every address."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client

from accounts.models import User
from tests.conftest import PASSWORD

ROOT = Path(__file__).resolve().parent.parent.parent
LOOK = """
from portrait_site.settings import base
print(base.HAS_MAIL, base.ACCOUNT_EMAIL_VERIFICATION, base.EMAIL_BACKEND.rsplit(".")[-2])
"""
FORM = {
    "email": "carol@example.org",
    "password": PASSWORD,
    "birth_date": "1990-05-17",
    "accept_policy": "on",
    "policy_version": "1",
}


@pytest.mark.parametrize(
    ("email_url", "expected"),
    [("", "False none filebased"), ("smtp://mail.example:25", "True mandatory smtp")],
)
def test_confirmation_is_on_exactly_when_a_mail_server_is_named(
    tmp_path: Path, email_url: str, expected: str
) -> None:
    region = {"DATA_REGION": "test", "DATA_REGION_HOSTS": ".example"}
    environment = region | {"DATA_DIR": str(tmp_path), "EMAIL_URL": email_url}

    seen = subprocess.run(
        [sys.executable, "-c", LOOK], cwd=ROOT, env=environment, capture_output=True, check=True
    )

    assert seen.stdout.decode().strip() == expected


@pytest.fixture
def with_mail(settings: Any) -> None:
    settings.HAS_MAIL = True
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"


def test_without_mail_the_account_is_open_at_once(client: Client, policy: str) -> None:
    answer = client.post("/accounts/signup/", FORM)

    assert answer["Location"] == "/"
    assert "_auth_user_id" in client.session
    assert client.get("/settings/security/").content.decode().count("this browser") == 1


@pytest.mark.usefixtures("with_mail")
def test_with_mail_it_opens_when_the_link_is_pressed(
    client: Client, policy: str, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/accounts/signup/", FORM)
    assert "_auth_user_id" not in client.session
    client.post("/accounts/login/", {"login": FORM["email"], "password": PASSWORD})
    assert "_auth_user_id" not in client.session

    link = next(word for word in str(mail.outbox[0].body).split() if "confirm-email" in word)
    client.post(link.removeprefix(settings.SITE_ORIGIN))
    client.post("/accounts/login/", {"login": FORM["email"], "password": PASSWORD})

    assert client.session["_auth_user_id"] == str(User.objects.get(email=FORM["email"]).pk)
    assert EmailAddress.objects.get().verified


def page_without_token(answer: Any) -> str:
    """A page's text without what is different in every answer."""
    lines = answer.content.decode().splitlines()
    return "\n".join(line for line in lines if "csrf" not in line)


@pytest.mark.usefixtures("with_mail")
def test_sign_up_answers_a_taken_address_like_a_new_one(policy: str, alice: User) -> None:
    answers = [
        Client().post("/accounts/signup/", FORM | {"email": email}, follow=True)
        for email in (alice.email, "nobody@example.org")
    ]

    assert page_without_token(answers[0]) == page_without_token(answers[1])
    assert answers[0].redirect_chain == answers[1].redirect_chain


@pytest.mark.parametrize("has_mail", [True, False])
def test_a_forgotten_password_tells_nobody_who_has_an_account(
    alice: User, settings: Any, django_capture_on_commit_callbacks: Any, *, has_mail: bool
) -> None:
    settings.HAS_MAIL = has_mail
    with django_capture_on_commit_callbacks(execute=True):
        answers = [
            Client().post("/accounts/password/reset/", {"email": email}, follow=True)
            for email in (alice.email, "nobody@example.org")
        ]

    assert page_without_token(answers[0]) == page_without_token(answers[1])
    assert [letter.to for letter in mail.outbox] == [[alice.email]]


def test_a_wrong_password_and_an_unknown_address_are_answered_alike(alice: User) -> None:
    tries = ({"login": alice.email}, {"login": "nobody@example.org"})
    answers = [Client().post("/accounts/login/", one | {"password": "wrong" * 4}) for one in tries]

    pages = [
        page_without_token(answer).replace(one["login"], "")
        for answer, one in zip(answers, tries, strict=True)
    ]
    assert pages[0] == pages[1]


@pytest.mark.promise("K-3")
def test_a_name_is_remembered_only_when_asked_and_forgotten_by_another_sign_in(
    client: Client, alice: User, bob: User
) -> None:
    page = client.get("/accounts/login/").content.decode()
    (box,) = re.findall(r'<input[^>]*name="remember_name"[^>]*>', page)
    assert "checked" not in box

    right = {"login": alice.email, "password": PASSWORD}
    client.post("/accounts/login/", right)
    assert "uname" not in client.cookies or not client.cookies["uname"].value
    client.logout()
    client.post("/accounts/login/", right | {"remember_name": "on"})
    cookie = client.cookies["uname"]
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", 2_592_000)
    assert PASSWORD not in cookie.value
    client.logout()
    client.cookies["uname"] = cookie.value
    client.post("/accounts/login/", {"login": bob.email, "password": PASSWORD})
    assert not client.cookies["uname"].value
