"""What a sign-in writes: the disk is waited for once, and a wrong password is counted."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from allauth.usersessions.models import UserSession
from axes.models import AccessAttempt
from django.core.cache import cache
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import KnownDevice, Session, User
from tests.conftest import PASSWORD
from tests.sessions import SECRET

URL = "/accounts/login/"


def sign_in(client: Client, person: User, password: str = PASSWORD) -> Any:
    return client.post(URL, {"login": person.email, "password": password})


def commits(statements: list[dict[str, str]]) -> Iterator[str]:
    """What was committed: whole transactions that wrote, and single writes beside them."""
    pending: list[str] = []
    is_open = False
    for sql in (one["sql"] for one in statements):
        is_write = sql.startswith(("INSERT", "UPDATE", "DELETE"))
        is_open = is_open or sql.startswith("BEGIN")
        pending += [sql] if is_write else []
        if pending and (sql == "COMMIT" or not is_open):
            yield "; ".join(pending)
        if sql == "COMMIT" or not is_open:
            pending, is_open = [], False


def test_a_person_signs_in_with_one_commit(transactional_db: None) -> None:
    person = User.objects.create_user("carol@example.org", PASSWORD)
    sign_in(Client(), person)

    with CaptureQueriesContext(connections["default"]) as seen:
        answer = sign_in(Client(), person)

    assert answer.status_code == 302
    assert len(list(commits(seen.captured_queries))) == 1


def test_a_wrong_password_is_counted(client: Client, alice: User) -> None:
    sign_in(client, alice, "not the password at all")

    assert AccessAttempt.objects.get().failures_since_start == 1


def test_no_address_is_readable_in_the_shared_cache(client: Client, alice: User) -> None:
    client.post(URL, {"login": alice.email, "password": PASSWORD}, REMOTE_ADDR="192.0.2.77")

    with connections["log"].cursor() as cursor:
        cursor.execute("SELECT cache_key, value FROM site_cache")
        rows = cursor.fetchall()
    cache.clear()

    assert rows
    assert "192.0.2.77" not in str(rows)


def test_signing_out_takes_the_browser_off_the_list(client: Client, alice: User) -> None:
    sign_in(client, alice)
    listed = UserSession.objects.filter(user=alice).count()

    client.post("/accounts/logout/")

    assert listed == 1
    assert not UserSession.objects.exists()
    assert not Session.objects.exists()


def test_a_session_knows_whose_it_is_already_before_the_second_step(
    client: Client, alice: User
) -> None:
    TOTP.activate(alice, SECRET)

    sign_in(client, alice)

    assert "_auth_user_id" not in client.session
    assert Session.objects.get().person == alice


@pytest.mark.parametrize(("hours", "is_written"), [(1, False), (25, True)])
def test_a_known_browser_is_written_once_a_day(
    client: Client, alice: User, hours: int, is_written: bool
) -> None:
    sign_in(client, alice)
    seen = timezone.now() - timedelta(hours=hours)
    KnownDevice.objects.update(last_seen_at=seen)

    sign_in(Client(), alice)

    assert (KnownDevice.objects.get().last_seen_at > seen) == is_written
