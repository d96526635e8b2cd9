"""The network log: complete, late by a second at most, and without a name in it."""

import os
import subprocess
import sys
import textwrap
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, connections
from django.test import Client
from django.utils import timezone

from accounts.models import User
from portrait_site.middleware import network_log as module
from portrait_site.middleware.network_log import (
    ADDRESS_CONTEXT,
    MOST_WAITING,
    NetworkLog,
    Visit,
    network_log,
)
from privacy.encryption import Damaged, open_field
from privacy.models import NetworkLogEntry
from tests.conftest import PASSWORD, ApiAs

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def entries(db: None) -> Any:
    """What the log holds after it was written."""
    network_log.flush()
    NetworkLogEntry.objects.all().delete()

    def written() -> list[NetworkLogEntry]:
        network_log.flush()
        return list(NetworkLogEntry.objects.order_by("pk"))

    return written


@pytest.mark.promise("U-15")
def test_a_request_is_logged_with_time_route_and_outcome(
    entries: Any, client: Client, policy: str
) -> None:
    client.get("/privacy/policy/1/?q=searchword")

    (entry,) = entries()
    assert (entry.method, entry.route, entry.status) == ("GET", "policy-version", 200)
    assert entry.at is not None
    assert entry.person == ""


def test_an_unknown_address_is_logged_without_the_address(entries: Any, client: Client) -> None:
    client.get("/secret/path/")

    (entry,) = entries()
    assert (entry.route, entry.status) == ("", 404)


@pytest.mark.promise("U-14")
def test_the_callers_address_is_sealed_with_the_logs_own_key(entries: Any, client: Client) -> None:
    client.get("/healthy", REMOTE_ADDR="203.0.113.5")

    (entry,) = entries()
    sealed = bytes(entry.sealed_address)
    assert b"203.0.113.5" not in sealed
    assert open_field(sealed, context=ADDRESS_CONTEXT, purpose="log") == "203.0.113.5"
    with pytest.raises(Damaged):
        open_field(sealed, context=ADDRESS_CONTEXT, purpose="field")


@pytest.mark.promise("U-14")
def test_a_person_is_the_same_for_a_day_and_another_the_next(
    entries: Any, api_as: ApiAs, alice: User, bob: User
) -> None:
    entries()
    NetworkLogEntry.objects.all().delete()
    for person in (alice, alice, bob):
        api_as(person, "account").get("/api/v1/tokens/")

    one, two, other = (entry.person for entry in entries())

    assert one == two != other
    assert len(one) == 64
    visit = Visit(entries()[0].at, "GET", "x", 200, alice.pk, "203.0.113.5")
    tomorrow = Visit(visit.at + timedelta(days=1), "GET", "x", 200, alice.pk, "203.0.113.5")
    assert visit.as_row().person == one
    assert tomorrow.as_row().person != one


def test_a_person_who_signs_in_on_the_page_is_in_it(
    entries: Any, client: Client, alice: User
) -> None:
    client.post("/accounts/login/", {"login": alice.email, "password": PASSWORD})

    assert entries()[-1].person


def test_no_request_waits_for_a_look_at_who_it_was(
    entries: Any, client: Client, alice: User, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(0):
        client.get("/healthz")
        client.get("/api/v1/nothing/", HTTP_COOKIE="sessionid=unknown")


def test_files_and_the_watcher_are_not_in_it(entries: Any, client: Client) -> None:
    for path in ("/static/x.css", "/healthz", "/readyz"):
        client.get(path)

    assert entries() == []


@pytest.mark.promise("E-5")
def test_the_log_lies_in_a_database_of_its_own(entries: Any, client: Client) -> None:
    client.get("/healthy")

    assert entries()[0]._state.db == "log"


def test_a_log_that_cannot_be_written_fails_no_request_and_loses_nothing(
    entries: Any, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_rows: Any) -> None:
        raise DatabaseError

    with monkeypatch.context() as broken:
        broken.setattr(module.NetworkLogEntry.objects, "bulk_create", refuse)
        assert client.get("/one").status_code == 404
        assert client.get("/two/").status_code == 404
        assert network_log.flush() == 0

    assert len(entries()) == 2


def visit(number: int) -> Visit:
    return Visit(timezone.now(), "GET", f"r{number}", 200, None, "203.0.113.5")


def test_order_is_kept_when_a_batch_comes_back(
    entries: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = NetworkLog()
    for number in range(3):
        log.add(visit(number))

    def refuse(_rows: Any) -> None:
        raise DatabaseError

    with monkeypatch.context() as broken:
        broken.setattr(module.NetworkLogEntry.objects, "bulk_create", refuse)
        log.flush()
    log.add(visit(3))
    log.flush()

    assert [entry.route for entry in entries()] == ["r0", "r1", "r2", "r3"]


def test_memory_is_bounded_and_a_loss_is_said(caplog: pytest.LogCaptureFixture) -> None:
    log = NetworkLog()
    one = visit(0)
    for _ in range(MOST_WAITING):
        log.add(one)
    assert not caplog.records

    log.add(one)

    assert "lost an entry" in caplog.text
    assert len(log._waiting) == MOST_WAITING


PROGRAM = textwrap.dedent(
    """
    import os, sys, time
    import django
    django.setup()
    from django.core.management import call_command
    from pathlib import Path
    from django.conf import settings
    from portrait_site.preparation import make_folders
    from privacy.encryption import create_missing_keys
    make_folders(Path(settings.DATA_DIR)); create_missing_keys(settings.KEYS_DIR)
    call_command("migrate", database="log", verbosity=0)
    from django.utils import timezone
    from portrait_site.middleware.network_log import Visit, network_log
    from privacy.models import NetworkLogEntry
    def visit():
        network_log.add(Visit(timezone.now(), "GET", "r", 200, None, "203.0.113.5"))
    network_log.write_behind()
    visit()
    time.sleep(1.6)
    print("behind", NetworkLogEntry.objects.count(), flush=True)
    if os.fork() == 0:
        visit()
        time.sleep(1.6)
        os._exit(0)
    os.wait()
    print("after fork", NetworkLogEntry.objects.count(), flush=True)
    visit()
    """
)


@pytest.mark.serial
def test_a_thread_writes_within_a_second_after_a_fork_too_and_the_end_writes_the_rest(
    tmp_path: Path,
) -> None:
    environment = os.environ | {
        "DATA_DIR": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "tests.settings",
    }
    run = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )

    assert run.stdout.split("\n")[:2] == ["behind 1", "after fork 2"]
    count = subprocess.run(
        [
            sys.executable,
            "-c",
            "import django; django.setup()\n"
            "from privacy.models import NetworkLogEntry as e; print(e.objects.count())",
        ],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert count.stdout.strip() == "3"


def test_a_request_does_not_wait_for_the_log(entries: Any, client: Client) -> None:
    client.get("/one/")
    log = NetworkLog()
    one = visit(0)
    started = time.perf_counter()
    for _ in range(1000):
        log.add(one)

    # Sealing and writing happen elsewhere: keeping an entry takes microseconds.
    assert time.perf_counter() - started < 0.1
    assert connections["log"].vendor in ("sqlite", "postgresql")
