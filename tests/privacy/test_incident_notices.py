"""What the people and the regulator are told of an incident, and what harm is noted."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from portraits.models import Portrait
from privacy.models import (
    AffectedPerson,
    Incident,
    IncidentNotice,
    Notice,
    NoticeDelivery,
    RegisterEvent,
)
from privacy.registry.roles import Role
from privacy.selectors.incidents import reach_of
from privacy.services.give_notice import mark_shown
from privacy.services.incidents.deliver_notice import deliver_notice
from privacy.services.incidents.grade_incident import override_grade
from privacy.services.incidents.record_harm import record_harm, remedy_of
from privacy.services.incidents.search_affected import search_affected
from privacy.services.incidents.send_report import send_report, warn_of_reports
from privacy.services.incidents.write_notice import publish_notice, write_notice
from privacy.services.name_subject import name_subject
from tests.privacy.incident_people import (
    PUBLISHER,
    RESPONDER,
    WHOLE,
    WRITER,
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


# --- the notice


@pytest.mark.promise("H-4", "H-5", "H-6", "H-7")
@pytest.mark.parametrize("locale", ["en", "zh-hans"])
@pytest.mark.parametrize("part", WHOLE["en"])
def test_a_notice_with_an_empty_part_cannot_be_published(
    alice: User, now: datetime, locale: str, part: str
) -> None:
    incident = open_one(now=now)
    search_affected(incident, now=now)
    texts = {language: dict(parts) for language, parts in WHOLE.items()}
    texts[locale][part] = "  "
    write_notice(incident, texts, by=WRITER, now=now)

    assert refusal(lambda: publish_notice(incident, by=PUBLISHER, now=now)) == "notice_incomplete"
    with pytest.raises(IntegrityError), transaction.atomic():
        IncidentNotice.objects.update(published_by="person 9", published_at=now)

    write_notice(incident, WHOLE, by=WRITER, now=now)
    publish_notice(incident, by=PUBLISHER, now=now)
    assert IncidentNotice.objects.filter(published_at=now).count() == 2


@pytest.mark.promise("H-4")
def test_whoever_wrote_on_a_notice_does_not_publish_it(alice: User, now: datetime) -> None:
    incident = open_one(now=now)
    assert refusal(lambda: publish_notice(incident, by=PUBLISHER, now=now)) == "notice_incomplete"
    write_notice(incident, WHOLE, by=PUBLISHER, now=now)
    write_notice(incident, WHOLE, by=WRITER, now=now)
    assert refusal(lambda: publish_notice(incident, by=PUBLISHER, now=now)) == "people_unknown"
    search_affected(incident, now=now)

    for hand in (WRITER, PUBLISHER):
        publish = partial(publish_notice, incident, by=hand, now=now)
        assert refusal(publish) == "second_person_needed"
    assert refusal(lambda: publish_notice(incident, by=RESPONDER, now=now)) == "permission_denied"
    with pytest.raises(IntegrityError), transaction.atomic():
        IncidentNotice.objects.update(published_by=WRITER.name, published_at=now)


def test_a_notice_that_is_out_stays_as_it_is(alice: User, now: datetime) -> None:
    incident = publish_one(now=now)

    assert refusal(lambda: write_notice(incident, WHOLE, by=WRITER, now=now)) == "notice_published"


@pytest.mark.promise("H-8")
def test_everybody_concerned_gets_one_notice_and_reading_it_counts(
    crowd: list[User], in_threes: None, now: datetime, settings: Any
) -> None:
    settings.HAS_MAIL = True
    incident = publish_one(now=now)

    assert Notice.objects.filter(kind=Notice.Kind.INCIDENT).count() == len(crowd)
    assert NoticeDelivery.objects.filter(channel="mail", state="pending").count() == len(crowd)
    assert reach_of(incident).percent == 0

    mark_shown(crowd[0], now=now)
    prove(incident, "contain", now=now)
    reach = reach_of(incident)
    assert (reach.told, reach.reached, reach.unreached, reach.percent) == (8, 1, 7, 12.5)


@pytest.mark.promise("H-8")
def test_a_delivery_that_is_broken_off_goes_on_and_tells_nobody_twice(
    crowd: list[User], in_threes: None, now: datetime
) -> None:
    incident = open_one(now=now)
    search_affected(incident, now=now)
    assert not deliver_notice(incident, now=now)
    write_notice(incident, WHOLE, by=WRITER, now=now)
    publish_notice(incident, by=PUBLISHER, now=now)

    assert not deliver_notice(incident, now=now, most_batches=2)
    assert Notice.objects.count() == 6
    late = Incident.objects.get(pk=incident.pk)
    assert deliver_notice(incident, now=now)
    assert deliver_notice(late, now=now)
    assert Notice.objects.filter(kind=Notice.Kind.INCIDENT).count() == len(crowd)


@pytest.mark.promise("H-9")
def test_who_is_not_reached_forces_an_announcement(alice: User, bob: User, now: datetime) -> None:
    incident = publish_one(now=now)
    prove(incident, "contain", "analyse", "remedy", "report", now=now)
    mark_shown(alice, now=now)

    assert refusal(lambda: prove(incident, "notify", now=now)) == "announcement_needed"

    announce(now=now, kind="incident", incident=incident)
    prove(incident, "notify", now=now)
    told = RegisterEvent.objects.get(record=incident.pk, step="notify")
    assert told.detail == "1 of 2 reached (50.0 %)"


@pytest.mark.promise("H-9")
def test_where_everybody_was_reached_no_announcement_is_needed(alice: User, now: datetime) -> None:
    incident = open_one(now=now)
    search_affected(incident, now=now)
    prove(incident, "contain", "analyse", "remedy", "report", now=now)
    assert refusal(lambda: prove(incident, "notify", now=now)) == "people_not_told"
    write_notice(incident, WHOLE, by=WRITER, now=now)
    publish_notice(incident, by=PUBLISHER, now=now)
    deliver_notice(incident, now=now)
    mark_shown(alice, now=now)

    prove(incident, "notify", now=now)

    assert incident.state == "notified"


def test_who_put_the_notice_away_or_deleted_it_stays_reached(alice: User, now: datetime) -> None:
    incident = publish_one(now=now)
    mark_shown(alice, now=now)
    prove(incident, "contain", now=now)

    Notice.objects.all().delete()

    assert reach_of(incident).unreached == 0


# --- the regulator


@pytest.mark.promise("H-10")
@pytest.mark.parametrize(
    ("laws", "is_critical", "owed"),
    [
        (("cn",), False, {"first": 4.0}),
        (("cn",), True, {"first_critical": 1.0}),
        (("eu",), False, {"breach": 72.0}),
        (("cn", "eu"), False, {"first": 4.0, "breach": 72.0}),
    ],
)
def test_the_grade_starts_the_clocks_of_the_law_that_binds(
    alice: User,
    portrait_of: Callable[[User], Portrait],
    now: datetime,
    settings: Any,
    laws: tuple[str, ...],
    is_critical: bool,
    owed: dict[str, float],
) -> None:
    settings.INCIDENT_LAWS, settings.IS_CRITICAL_INFRASTRUCTURE = laws, is_critical
    portrait_of(alice)
    found_out = now - HOUR
    incident = open_one(
        now=now, detected_at=found_out, spread="public", classes=["portraits.Portrait"]
    )
    search_affected(incident, now=now)

    clocks = {one.clock: (one.due_at - found_out) / HOUR for one in incident.reports.all()}
    assert clocks == owed


@pytest.mark.promise("H-10")
def test_a_small_incident_owes_no_report(alice: User, now: datetime) -> None:
    incident = open_one(now=now)
    search_affected(incident, now=now)

    assert not incident.reports.exists()


@pytest.fixture
def large(alice: User, now: datetime) -> Incident:
    incident = publish_one(now=now - HOUR)
    override_grade(incident, "large", "It was in the papers.", by=RESPONDER, now=now)
    return incident


@pytest.mark.promise("H-10")
def test_reports_stand_before_reported_and_the_summary_before_the_end(
    large: Incident, alice: User, now: datetime
) -> None:
    prove(large, "contain", "analyse", "remedy", now=now)
    assert {one.clock: one.due_at for one in large.reports.all()} == {
        "first": large.detected_at + timedelta(hours=4),
        "summary": now + timedelta(days=30),
    }
    assert refusal(lambda: prove(large, "report", now=now)) == "reports_open"

    send_report(large, "first", "CN-7", now, by=RESPONDER, now=now)
    mark_shown(alice, now=now)
    prove(large, "report", "notify", now=now)
    assert refusal(lambda: prove(large, "close", now=now)) == "reports_open"
    assert (
        refusal(lambda: send_report(large, "first", "CN-8", now, by=RESPONDER, now=now))
        == "record_state"
    )


@pytest.mark.promise("H-10")
def test_staff_are_warned_before_a_report_is_due_and_when_it_is_late(
    large: Incident, staff: User, superuser: User, now: datetime
) -> None:
    make_staff(staff, Role.SECURITY)
    start = large.detected_at

    given = [warn_of_reports(now=start + hours * HOUR) for hours in (1, 2, 2.5, 3, 5, 6)]

    assert given == [0, 1, 0, 1, 1, 0]
    warned = Notice.objects.filter(kind=Notice.Kind.INCIDENT_REPORT_DUE)
    assert {one.person_id for one in warned} == {staff.pk}


# --- harm


@pytest.mark.promise("G-13")
def test_harm_and_remedy_are_noted_person_by_person(alice: User, bob: User, now: datetime) -> None:
    incident = publish_one(now=now)
    prove(incident, "contain", "analyse", "remedy", "report", now=now)
    announce(now=now, kind="incident", incident=incident)
    prove(incident, "notify", now=now)

    def note(harm: str, remedy: str = "", number: int | None = None) -> int:
        return record_harm(incident, harm, remedy, number, by=RESPONDER, now=now)

    assert refusal(lambda: prove(incident, "close", now=now)) == "harm_open"
    assert refusal(lambda: note("happened", "", alice.pk)) == "proof_missing"
    assert refusal(lambda: note("none", "", 10**9)) == "not_affected"
    assert note("happened", "The loss was paid.", alice.pk) == 1
    assert note("none") == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        AffectedPerson.objects.filter(harm="none").update(harm="happened")

    hers = incident.affected.get(subject=name_subject(alice, now=now))
    assert (hers.harm, remedy_of(hers)) == ("happened", "The loss was paid.")
    prove(incident, "close", now=now)
    assert incident.state == "closed"
