"""An incident is graded, searched for its people, told to them in full, and reported in time."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from portraits.models import Portrait
from privacy.models import (
    AffectedPerson,
    Announcement,
    Incident,
    IncidentNotice,
    RegisterEvent,
)
from privacy.promises import INCIDENT_KEPT
from privacy.registry.roles import Role
from privacy.services.append_ledger import ledger_faults
from privacy.services.incidents.grade_incident import compute_grade, override_grade
from privacy.services.incidents.prove_phase import proof_of, prove_phase
from privacy.services.incidents.record_harm import record_harm
from privacy.services.incidents.search_affected import search_affected, search_again
from privacy.services.log_staff_access import Purpose, log_staff_access
from privacy.services.name_subject import name_subject
from privacy.services.purge_expired import purge_expired
from tests.privacy.incident_people import (
    RESPONDER,
    announce,
    open_one,
    prove,
    publish_one,
    refusal,
)
from tests.staff import make_staff

HOUR = timedelta(hours=1)


@pytest.fixture
def now() -> datetime:
    return timezone.now()


def touched(incident: Incident) -> set[object]:
    return set(incident.affected.values_list("subject", flat=True))


# --- how grave


@pytest.mark.promise("H-1")
@pytest.mark.parametrize(
    ("people", "data_grade", "spread", "grade"),
    [
        (0, 4, "public", "general"),
        (1, 3, "outside", "general"),
        (1, 4, "public", "large"),
        (100, 3, "outside", "large"),
        (100, 3, "inside", "general"),
        (10_000, 4, "outside", "grave"),
        (1_000_000, 4, "public", "extreme"),
        (1_000_000, 1, "inside", "large"),
        (999_999, 1, "outside", "general"),
    ],
)
def test_the_grade_follows_from_people_data_and_spread(
    people: int, data_grade: int, spread: str, grade: str
) -> None:
    assert compute_grade(people, data_grade, spread) == grade


@pytest.mark.promise("H-1")
def test_no_grade_falls_when_more_people_or_worse_data_are_concerned() -> None:
    order = [str(grade) for grade in Incident.Grade]
    for spread in Incident.Spread:
        for data_grade in range(5):
            row = [compute_grade(n, data_grade, spread) for n in (0, 1, 100, 10_000, 10**6)]
            assert sorted(row, key=order.index) == row
        for people in (1, 100, 10_000, 10**6):
            column = [compute_grade(people, grade, spread) for grade in range(5)]
            assert sorted(column, key=order.index) == column


@pytest.mark.promise("H-1")
def test_a_person_overrides_the_grade_only_with_a_reason(alice: User, now: datetime) -> None:
    incident = open_one(now=now)

    def override(reason: str) -> None:
        override_grade(incident, "grave", reason, by=RESPONDER, now=now)

    assert refusal(lambda: override("  ")) == "reason_missing"
    with pytest.raises(IntegrityError), transaction.atomic():
        Incident.objects.update(override_grade="grave")

    override("Somebody boasts of it.")
    incident.refresh_from_db()
    assert (incident.grade, incident.binding_grade) == ("general", "grave")
    assert incident.override_by == RESPONDER.name


@pytest.mark.promise("H-1", "H-3")
def test_every_kind_has_its_playbook() -> None:
    text = (Path(django_settings.BASE_DIR) / "docs" / "incidents.md").read_text(encoding="utf-8")

    assert [kind for kind in Incident.Kind if f"### `{kind}`" not in text] == []


# --- whom it touched


@pytest.mark.promise("H-8")
def test_whom_a_class_of_data_belongs_to_is_found_and_nobody_else(
    alice: User, bob: User, portrait_of: Callable[[User], Portrait], now: datetime
) -> None:
    portrait_of(alice)
    incident = open_one(now=now, classes=["portraits.Portrait"])

    assert search_affected(incident, now=now)

    assert touched(incident) == {name_subject(alice, now=now)}
    assert (incident.affected_count, incident.people_seen, incident.people_total) == (1, 2, 2)


def test_who_is_named_by_an_object_is_found_by_row_and_by_sealed_object(
    alice: User,
    bob: User,
    staff: User,
    portrait_of: Callable[[User], Portrait],
    now: datetime,
) -> None:
    by_row, by_object = portrait_of(alice).pk, portrait_of(bob).effect_object
    portrait_of(staff)
    incident = open_one(now=now, classes=[], object_ids=[by_row, by_object])

    search_affected(incident, now=now)

    assert touched(incident) == {name_subject(one, now=now) for one in (alice, bob)}
    assert incident.data_grade == 4


def test_whose_data_staff_looked_at_in_the_window_is_found(
    alice: User, bob: User, now: datetime
) -> None:
    for person, hours in ((alice, 1), (bob, 5)):
        log_staff_access(
            None,
            subject=person,
            model="x",
            key="1",
            purpose=Purpose("copy", "by post"),
            now=now - hours * HOUR,
        )
    incident = open_one(
        now=now, classes=[], covers_staff_access=True, window_from=now - 2 * HOUR, window_until=now
    )

    search_affected(incident, now=now)

    assert touched(incident) == {name_subject(alice, now=now)}


def test_what_was_stored_after_the_window_was_not_touched(alice: User, now: datetime) -> None:
    incident = open_one(now=now, window_until=alice.date_joined - HOUR)

    search_affected(incident, now=now)

    assert touched(incident) == set()


def test_a_class_that_is_tied_to_its_person_by_a_rule_is_searched_too(
    alice: User, staff: User, now: datetime
) -> None:
    make_staff(staff, Role.SUPPORT)
    incident = open_one(now=now, classes=["privacy.StaffRole"])

    search_affected(incident, now=now)

    assert touched(incident) == {name_subject(staff, now=now)}


def test_a_search_that_is_broken_off_goes_on_and_finds_nobody_twice(
    crowd: list[User], in_threes: None, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    incident = open_one(now=now)
    assert not search_affected(incident, now=now, most_batches=1)
    late = Incident.objects.get(pk=incident.pk)

    with monkeypatch.context() as broken:
        broken.setattr(AffectedPerson.objects, "bulk_create", pulled_plug)
        with pytest.raises(OSError, match="plug"):
            search_affected(incident, now=now, most_batches=1)
    assert incident.affected.count() == 3

    # Two at once: whoever comes second to a batch leaves it to the first.
    search_affected(incident, now=now, most_batches=1)
    assert search_affected(late, now=now)
    incident.refresh_from_db()
    assert search_affected(incident, now=now)
    assert (incident.affected_count, incident.affected.count(), incident.people_seen) == (8, 8, 8)


def pulled_plug(*_rows: object, **_options: object) -> None:
    raise OSError("plug")


def test_a_second_search_adds_who_is_new_and_keeps_who_was_found(
    alice: User, make_person: Callable[[str], User], now: datetime
) -> None:
    incident = open_one(now=now)
    search_affected(incident, now=now)
    make_person("newcomer")

    search_again(incident, by=RESPONDER, now=now)
    search_affected(incident, now=now)

    assert (incident.affected_count, incident.affected.count()) == (2, 2)


# --- phase by phase


@pytest.mark.promise("H-3")
def test_no_phase_is_left_out_and_each_has_its_proof(alice: User, now: datetime) -> None:
    incident = open_one(now=now, classes=[])
    search_affected(incident, now=now)

    def act(name: str, what: str = "Done.", at: datetime = now) -> None:
        prove_phase(incident, name, what=what, done_at=at, by=RESPONDER, now=now)

    assert refusal(lambda: act("analyse")) == "record_state"
    assert refusal(lambda: act("contain", what=" ")) == "proof_missing"
    assert refusal(lambda: act("contain", at=now - HOUR)) == "time_impossible"
    assert refusal(lambda: act("contain", at=now + HOUR)) == "time_impossible"
    assert incident.phases.count() == 0

    for name in ("contain", "analyse", "remedy", "report", "notify", "close"):
        act(name)
    assert incident.state == "closed"
    proofs = incident.phases.values_list("phase", "by")
    assert list(proofs) == [(state, RESPONDER.name) for state in list(Incident.State)[1:]]
    assert proof_of(incident.phases.all()[0]) == "Done."
    assert RegisterEvent.objects.filter(record=incident.pk).count() == 7
    assert list(ledger_faults()) == []


# --- the end


@pytest.mark.promise("H-9", "R-0")
def test_after_its_time_an_incident_goes_with_all_that_belongs_to_it(
    alice: User, now: datetime
) -> None:
    incident = publish_one(now=now)
    announce(now=now, kind="incident", incident=incident)
    prove(incident, "contain", "analyse", "remedy", "report", "notify", now=now)
    record_harm(incident, "none", "", by=RESPONDER, now=now)
    prove(incident, "close", now=now)

    run = partial(purge_expired, trigger="test", only="privacy.Incident")
    assert run(now=now + INCIDENT_KEPT - HOUR).done == 0
    assert run(now=now + INCIDENT_KEPT).done == 1
    left = (Incident, IncidentNotice, AffectedPerson, Announcement)
    assert [model for model in left if model.objects.exists()] == []
