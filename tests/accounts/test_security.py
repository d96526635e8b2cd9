"""Settings, Security: what opens the account, who is told, and how every door is shut at once."""

import re
import threading
import time
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.core import mail
from django.db import OperationalError, connection
from django.test import Client

from accounts.models import ApiToken, KnownDevice, User
from accounts.services.note_device import describe_browser
from privacy.models import Notice, Ticket
from tests.conftest import PASSWORD, ApiAs
from tests.sessions import SECRET, sign_in, sign_in_with_factor

PAGE = "/settings/security/"
SIGN_IN = "/accounts/login/"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) Version/18.5 Safari/605.1"


def enter(person: User, **more: Any) -> Client:
    browser = Client()
    browser.post(SIGN_IN, {"login": person.email, "password": PASSWORD}, **more)
    return browser


def is_signed_in(browser: Client) -> bool:
    return browser.get(PAGE).status_code == 200


def code_now() -> str:
    if time.time() % 30 > 26:
        time.sleep(30 - time.time() % 30)
    return format_hotp_value(hotp_value(SECRET, int(time.time()) // 30))


# --- sessions


@pytest.mark.promise("H-12")
def test_alice_sees_where_she_is_signed_in_and_ends_it(alice: User) -> None:
    here, there = enter(alice, HTTP_USER_AGENT=FIREFOX), enter(alice, HTTP_USER_AGENT=PHONE)

    page = here.get(PAGE).content.decode()
    (ending,) = re.findall(r"/settings/security/sessions/\d+/end/", page)
    here.post(ending)

    assert "Firefox · Linux" in page
    assert "Safari · iPhone" in page
    assert is_signed_in(here)
    assert not is_signed_in(there)


def test_bob_ends_no_session_of_alices(alice: User, bob: User) -> None:
    hers, his = enter(alice), enter(bob)
    session_id = alice.usersession_set.get().pk  # type: ignore[attr-defined]

    assert his.post(f"/settings/security/sessions/{session_id}/end/").status_code == 404
    assert is_signed_in(hers)


def test_one_press_ends_every_other_session(alice: User) -> None:
    here, others = enter(alice), [enter(alice) for _ in range(3)]

    here.post("/settings/security/sessions/end-others/")

    assert is_signed_in(here)
    assert not any(map(is_signed_in, others))


def test_a_sign_out_cannot_be_replayed(alice: User) -> None:
    browser = enter(alice)
    stolen = Client()
    stolen.cookies["sessionid"] = browser.cookies["sessionid"].value

    browser.post("/accounts/logout/")

    assert not is_signed_in(stolen)


def test_a_new_password_ends_the_other_sessions_and_is_told(
    alice: User, django_capture_on_commit_callbacks: Any
) -> None:
    here, there = enter(alice), enter(alice)
    fresh = "six other words that nobody guesses"

    with django_capture_on_commit_callbacks(execute=True):
        here.post(
            "/accounts/password/change/",
            {"oldpassword": PASSWORD, "password1": fresh, "password2": fresh},
        )

    assert is_signed_in(here)
    assert not is_signed_in(there)
    assert Notice.objects.filter(person=alice, kind="password_changed").exists()
    assert "password was changed" in mail.outbox[-1].body


# --- a new browser


@pytest.mark.promise("U-10")
def test_a_new_browser_is_told_of_and_a_known_one_is_not(
    alice: User, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        enter(alice, HTTP_USER_AGENT=FIREFOX)
        enter(alice, HTTP_USER_AGENT=FIREFOX)
        assert not mail.outbox
        enter(alice, HTTP_USER_AGENT=PHONE)

    assert Notice.objects.get(person=alice).kind == Notice.Kind.NEW_DEVICE
    assert len(mail.outbox) == 1
    assert "iPhone" not in str(list(KnownDevice.objects.values()))


def test_another_version_in_the_same_network_is_the_same_browser(alice: User) -> None:
    enter(alice, HTTP_USER_AGENT=FIREFOX, REMOTE_ADDR="198.51.100.7")
    newer = FIREFOX.replace("140.0", "141.0")
    enter(alice, HTTP_USER_AGENT=newer, REMOTE_ADDR="198.51.7.9")

    assert KnownDevice.objects.count() == 1


@pytest.mark.parametrize(
    ("agent", "words"),
    [(FIREFOX, "Firefox · Linux"), (PHONE, "Safari · iPhone"), ("", ""), ("curl/8.5", "")],
)
def test_a_browser_is_described_without_its_version(agent: str, words: str) -> None:
    assert describe_browser(agent) == words


# --- tokens


def test_a_token_is_shown_once_and_can_be_ended(client: Client, alice: User) -> None:
    sign_in(client, alice, proven_s_ago=0)
    wanted = {"name": "my script", "scopes": ["portraits"], "days": "7"}

    shown = client.post("/settings/security/tokens/make/", wanted).content.decode()

    token = ApiToken.objects.get()
    (secret,) = re.findall(r"pst_[\w-]{49}", shown)
    assert (token.expires_at - token.created_at).days == 7
    assert token.scopes == ["portraits"]
    page = client.get(PAGE).content.decode()
    assert "my script" in page
    assert secret not in page
    client.post(f"/settings/security/tokens/{token.pk}/end/")
    assert not ApiToken.objects.exists()


@pytest.mark.parametrize(
    "change", [{"scopes": []}, {"scopes": ["everything"]}, {"days": "3650"}, {"name": ""}]
)
def test_a_token_without_name_scope_or_end_is_not_made(
    client: Client, alice: User, change: dict[str, Any]
) -> None:
    sign_in(client, alice, proven_s_ago=0)
    wanted = {"name": "x", "scopes": ["portraits"], "days": "7"} | change

    assert client.post("/settings/security/tokens/make/", wanted).status_code == 200
    assert not ApiToken.objects.exists()


def test_with_a_second_factor_the_password_alone_proves_nothing(
    client: Client, alice: User
) -> None:
    TOTP.activate(alice, SECRET)
    sign_in(client, alice, proven_s_ago=0)

    refused = client.post("/settings/security/tokens/make/", {"name": "x", "days": "7"})
    asked = client.get(refused["Location"], follow=True)

    assert not ApiToken.objects.exists()
    assert asked.redirect_chain[-1][0].startswith("/accounts/factors/reauthenticate/")


# --- somebody may have the password


@pytest.mark.promise("H-13")
def test_one_press_shuts_every_door(
    alice: User, api_as: ApiAs, django_capture_on_commit_callbacks: Any
) -> None:
    here, thief, program = enter(alice), enter(alice), api_as(alice, "account")

    with django_capture_on_commit_callbacks(execute=True):
        answer = here.post("/settings/security/secure/")

    assert answer.status_code == 200
    assert not any(map(is_signed_in, (here, thief, enter(alice))))
    assert program.get("/api/v1/me/").status_code == 401
    ticket = Ticket.objects.get(person=alice)
    assert (ticket.kind, ticket.priority) == (Ticket.Kind.SECURITY, Ticket.Priority.FIRST)
    assert ticket.clocks.filter(rule="security_1", kind="target").exists()


@pytest.mark.promise("H-13")
def test_afterwards_the_owner_chooses_a_new_password_by_mail(
    alice: User, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        enter(alice).post("/settings/security/secure/")
    letters = " ".join(str(one.body) for one in mail.outbox)
    link = next(word for word in letters.split() if "/password/reset/key/" in word)
    browser, fresh = Client(), "seven quite other words nobody guesses"

    form = browser.get(link.removeprefix(settings.SITE_ORIGIN), follow=True)
    address = form.redirect_chain[-1][0]
    browser.post(address, {"password1": fresh, "password2": fresh})

    assert not is_signed_in(browser)
    browser.post(SIGN_IN, {"login": alice.email, "password": fresh})
    assert is_signed_in(browser)
    used = Client().get(link.removeprefix(settings.SITE_ORIGIN), follow=True)
    assert "has been used" in used.content.decode()


# --- the second factor


def test_the_password_alone_opens_no_protected_account(client: Client, alice: User) -> None:
    TOTP.activate(alice, SECRET)

    answer = client.post(SIGN_IN, {"login": alice.email, "password": PASSWORD})

    assert answer["Location"].startswith("/accounts/factors/authenticate/")
    assert "_auth_user_id" not in client.session
    assert not is_signed_in(client)
    client.post("/accounts/factors/authenticate/", {"code": code_now()})
    assert is_signed_in(client)


def test_a_reset_password_still_asks_for_the_second_factor(
    client: Client, alice: User, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    TOTP.activate(alice, SECRET)
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/accounts/password/reset/", {"email": alice.email})
    words = str(mail.outbox[0].body).split()
    link = next(word for word in words if "/password/reset/key/" in word)
    fresh = "seven quite other words nobody guesses"
    form = client.get(link.removeprefix(settings.SITE_ORIGIN), follow=True)
    client.post(form.redirect_chain[-1][0], {"password1": fresh, "password2": fresh})

    answer = client.post(SIGN_IN, {"login": alice.email, "password": fresh})

    assert answer["Location"].startswith("/accounts/factors/authenticate/")


def test_a_pending_sign_in_ends_when_the_password_changes(client: Client, alice: User) -> None:
    TOTP.activate(alice, SECRET)
    client.post(SIGN_IN, {"login": alice.email, "password": PASSWORD})
    alice.set_password("seven quite other words nobody guesses")
    alice.save()

    client.post("/accounts/factors/authenticate/", {"code": code_now()})

    assert not is_signed_in(client)


def test_a_recovery_code_works_once_and_is_stored_sealed(client: Client, alice: User) -> None:
    sign_in_with_factor(client, alice)
    client.post("/accounts/factors/recovery-codes/generate/")
    shown = client.get("/accounts/factors/recovery-codes/").content.decode()
    codes = re.findall(r"<li>(\d{16})</li>", shown)
    again = client.get("/accounts/factors/recovery-codes/").content.decode()

    def opens(code: str) -> bool:
        browser = Client()
        browser.post(SIGN_IN, {"login": alice.email, "password": PASSWORD})
        browser.post("/accounts/factors/authenticate/", {"code": code})
        return is_signed_in(browser)

    assert len(codes) == 10
    assert not re.findall(r"<li>(\d{16})</li>", again)
    assert opens(codes[0])
    assert not opens(codes[0])
    stored = str(list(Authenticator.objects.values()))
    assert not any(code in stored for code in codes)
    assert SECRET not in stored


def test_adding_and_removing_a_factor_is_told(
    client: Client, alice: User, django_capture_on_commit_callbacks: Any
) -> None:
    sign_in_with_factor(client, alice)

    with django_capture_on_commit_callbacks(execute=True):
        client.post("/accounts/factors/totp/deactivate/")

    assert not Authenticator.objects.exists()
    assert Notice.objects.get(person=alice).kind == Notice.Kind.FACTOR_CHANGED
    assert "second factor" in mail.outbox[0].body


# --- staff


@pytest.mark.promise("E-8")
def test_a_superuser_without_a_factor_is_led_to_get_one(client: Client, policy: str) -> None:
    root = User.objects.create_superuser("root@example.org", PASSWORD)
    sign_in(client, root, proven_s_ago=0)

    answer = client.get("/admin/", follow=True)

    assert answer.redirect_chain[-1][0] == PAGE
    assert "Staff need a second factor" in answer.content.decode()
    assert client.get("/accounts/factors/totp/activate/").status_code == 200


@pytest.mark.promise("E-8")
def test_with_the_factor_shown_the_door_opens_for_eight_hours(
    client: Client, superuser: User
) -> None:
    sign_in_with_factor(client, superuser, proven_s_ago=8 * 3600 - 60)
    assert client.get("/admin/").status_code == 200

    sign_in_with_factor(client, superuser, proven_s_ago=8 * 3600 + 1)
    answer = client.get("/admin/", follow=True)

    assert answer.redirect_chain[-1][0].startswith("/accounts/factors/reauthenticate/")


def test_a_member_finds_no_door(client: Client, alice: User) -> None:
    sign_in_with_factor(client, alice)

    assert client.get("/admin/", follow=True).status_code == 403


@pytest.mark.serial
def test_of_many_at_once_a_code_lets_one_in(transactional_db: None) -> None:
    person = User.objects.create_user("carol@example.org", PASSWORD)
    TOTP.activate(person, SECRET)
    code, opened = code_now(), []

    def enter_once() -> None:
        try:
            factor = Authenticator.objects.get(user=person)
            opened.append(factor.wrap().validate_code(code))
        except OperationalError:
            # The tests' database in memory refuses a second writer instead of letting it wait.
            opened.append(False)
        finally:
            connection.close()

    threads = [threading.Thread(target=enter_once) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert opened.count(True) == 1
    assert len(opened) == 20
