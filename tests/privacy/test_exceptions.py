"""An exception to consent has a ground, its evidence, two people and an end, and is shown."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from privacy.models import BasisInvocation, Notice
from privacy.models.refusal import Refused
from privacy.registry import sharing as registry
from privacy.registry.sharing import NOTHING, Ground, register_record
from privacy.selectors.access_log import access_log_of
from privacy.selectors.exceptions import live_exceptions
from privacy.services.exceptions.use_exception import (
    approve_exception,
    ask_for_exception,
    end_exception,
    refuse_exception,
    tend_exceptions,
)
from privacy.services.name_subject import name_subject
from privacy.services.sharing.outgoing import Outgoing
from privacy.services.sharing.share import share
from privacy.services.transitions import Actor
from tests.privacy.test_sharing_gate import approved_release
from tests.sharing import APPROVER, HOME, OFFICER, SHA, active

DAY = timedelta(days=1)
BOTH = Actor("person 1", OFFICER.rights | APPROVER.rights)


@pytest.fixture
def at(db: None) -> datetime:
    return timezone.now()


def ask(ground: str, *, now: datetime, **other: Any) -> BasisInvocation:
    given = {
        "ground": ground,
        "purpose": "a case",
        "categories": "contact",
        "reason": "because",
        "evidence": "law 7, article 3",
        "document_sha256": SHA,
        "starts_at": now,
        "until": now + 10 * DAY,
    }
    return ask_for_exception(by=OFFICER, now=now, **(given | other))


def is_refused(ground: str, *, now: datetime, **other: Any) -> bool:
    with pytest.raises(Refused) as no:
        ask(ground, now=now, **other)
    return no.value.code == "basis_incomplete"


@pytest.mark.promise("X-8")
def test_what_keeps_the_service_running_covers_logs_alone_and_ends_within_a_month(
    at: datetime,
) -> None:
    logs = {"categories": "activity,technical"}
    assert is_refused("X-8", now=at, categories="contact")
    assert is_refused("X-8", now=at, **logs, until=at + 31 * DAY)
    assert ask("X-8", now=at, **logs).state == "asked"


@pytest.mark.promise("X-7")
def test_a_contract_is_somebodys_and_is_named(at: datetime, alice: User) -> None:
    assert is_refused("X-7", now=at)
    name = name_subject(alice, now=at)
    assert is_refused("X-7", now=at, subject=name, evidence="")
    assert ask("X-7", now=at, subject=name, evidence="contract 7").state == "asked"


@pytest.mark.promise("X-10")
def test_research_gets_an_approved_release_under_its_own_exception(at: datetime) -> None:
    assert is_refused("X-10", now=at)
    release, party = approved_release(at), active(now=at)
    basis = ask("X-10", now=at, release=release)
    question = Outgoing(
        ground=Ground.RESEARCH,
        purpose="a study",
        region=HOME,
        party=party,
        payload=NOTHING,
        release=release,
        basis=basis,
    )
    with pytest.raises(Refused):
        share(question, now=at)
    approve_exception(basis, by=APPROVER, now=at)
    share(question, now=at)
    with pytest.raises(Refused):
        share(question, now=at + 10 * DAY)


def test_each_ground_asks_for_its_own_evidence(
    at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(registry, "_records", {})
    assert is_refused("X-1", now=at, document_sha256="")
    assert is_refused("X-2", now=at, document_sha256="")
    assert is_refused("X-3", now=at, evidence="request 7")
    assert is_refused("X-4", now=at, evidence="")
    assert is_refused("X-5", now=at, evidence="https://page.example")
    for ground in ("X-6", "X-9", "X-11"):
        assert is_refused(ground, now=at, evidence=" ")
    assert is_refused("X-11", now=at, until=at + 367 * DAY)
    assert is_refused("X-11", now=at, categories="face")

    register_record(Ground.AUTHORITY, lambda number, _who, _now: number == "request 7")
    assert ask("X-3", now=at, evidence="request 7").state == "asked"
    assert ask("X-5", now=at, evidence="https://page.example 2026-05-01").state == "asked"


def test_nobody_approves_what_they_asked_for_and_it_ends_by_itself(at: datetime) -> None:
    basis = ask("X-1", now=at)
    with pytest.raises(Refused) as no:
        approve_exception(basis, by=BOTH, now=at)
    assert no.value.code == "second_person_needed"
    with pytest.raises(IntegrityError), transaction.atomic():
        BasisInvocation.objects.update(state="live", approved_by="person 1")

    approve_exception(basis, by=APPROVER, now=at)
    assert live_exceptions(at).exists()
    assert not live_exceptions(at + 10 * DAY).exists()
    tend_exceptions(now=at + 10 * DAY)
    basis.refresh_from_db()
    assert basis.state == "ended"


def test_a_refused_exception_is_never_in_force(at: datetime) -> None:
    basis = ask("X-2", now=at)
    refuse_exception(basis, by=APPROVER, now=at)
    for act in (approve_exception, end_exception):
        with pytest.raises(Refused):
            act(basis, by=APPROVER, now=at)


def test_a_person_sees_what_was_done_without_their_consent(at: datetime, alice: User) -> None:
    basis = ask("X-4", now=at, subject=name_subject(alice, now=at))
    assert not access_log_of(alice).exists()

    approve_exception(basis, by=APPROVER, now=at)
    tend_exceptions(now=at)
    (entry,) = access_log_of(alice)
    assert "X-4: a case" in entry.payload
    assert Notice.objects.filter(person=alice, kind="acted_without_consent").count() == 1


def test_secrecy_by_order_ends_on_its_day(at: datetime, alice: User) -> None:
    secret = {"subject": name_subject(alice, now=at), "secret_until": at + 20 * DAY}
    approve_exception(ask("X-1", now=at, **secret), by=APPROVER, now=at)
    for days, seen in ((0, 0), (12, 0), (20, 1), (21, 1)):
        tend_exceptions(now=at + days * DAY)
        assert access_log_of(alice).count() == seen
