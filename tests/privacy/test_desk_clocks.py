"""Deadlines at the desk: warnings once each, new holidays that only help, other jurisdictions."""

import json
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from privacy.models import Notice, Ticket, TicketClock, TicketWarning, WorkCalendar
from privacy.services import load_calendar as loading
from privacy.services import recompute_deadlines as recounting
from privacy.services.answer_ticket import answer_ticket
from privacy.services.ask_person import ask_person
from privacy.services.load_calendar import Contradicted, load_calendar
from privacy.services.move_ticket import WORK
from privacy.services.recompute_deadlines import recompute_deadlines
from privacy.services.transitions import Actor
from privacy.services.warn_of_deadlines import warn_of_deadlines
from privacy.tasks import tend_tickets
from privacy.working_days import BUNDLED_FILE, NotACalendar
from tests.privacy.desk_people import ANSWER, ask, make_agent, make_officer

MONDAY = datetime(2026, 3, 16, 4, tzinfo=UTC)
DAY = timedelta(days=1)
AGENT = Actor("person 7", frozenset({WORK}))
# Made up: the spring holidays of a year that nobody has announced.
NEXT_YEAR = {
    "off": ["01-01", "02-08", "02-09", "02-10", "02-11", "02-12"],
    "worked": ["02-07", "02-20"],
}


@pytest.fixture
def agent(bob: User) -> User:
    return make_agent(bob)


@pytest.fixture
def officer(staff: User) -> User:
    return make_officer(staff)


def calendar_text(version: str = "2027.1", **changes: Any) -> str:
    data = json.loads(BUNDLED_FILE.read_text(encoding="utf-8"))
    data["years"]["2027"] = NEXT_YEAR
    return json.dumps(data | {"version": version} | changes)


def levels(ticket: Ticket, rule: str) -> list[str]:
    rows = TicketWarning.objects.filter(clock__ticket=ticket, clock__rule=rule)
    return list(rows.order_by("at", "id").values_list("level", flat=True))


def told(person: User) -> list[str]:
    notices = Notice.objects.filter(person=person, kind=Notice.Kind.TICKET_DUE)
    return [one.parameters["level"] for one in notices.order_by("created_at")]


# --- warnings


@pytest.mark.promise("Q-3")
@pytest.mark.promise("M-15")
def test_every_level_is_said_once_on_its_day(alice: User, officer: User) -> None:
    """Ten working days from Monday 16 March; the fifth is Monday 23, the eighth Thursday 26."""
    ticket = ask(alice, now=MONDAY)
    said: dict[str, date] = {}
    for offset in range(16):
        now = MONDAY + offset * DAY
        before = levels(ticket, "policy_10")
        warn_of_deadlines(now=now)
        warn_of_deadlines(now=now + timedelta(hours=1))
        for level in levels(ticket, "policy_10")[len(before) :]:
            said[level] = now.date()

    assert said == {
        "half": date(2026, 3, 23),
        "most": date(2026, 3, 26),
        "last_day": date(2026, 3, 27),
        "breach": date(2026, 3, 31),
    }
    assert levels(ticket, "policy_10") == ["half", "most", "last_day", "breach"]
    assert ticket.clocks.get(rule="policy_10").warn_on is None


def test_nobody_is_disturbed_outside_working_hours(alice: User, officer: User) -> None:
    ticket = ask(alice, now=MONDAY)
    at_night = datetime(2026, 3, 23, 16, tzinfo=UTC)
    on_sunday = datetime(2026, 3, 29, 4, tzinfo=UTC)

    assert warn_of_deadlines(now=at_night) == warn_of_deadlines(now=on_sunday) == 0
    assert levels(ticket, "policy_10") == []


def test_the_assignee_hears_first_and_the_officer_before_it_is_too_late(
    alice: User, agent: User, officer: User
) -> None:
    ticket = ask(alice, now=MONDAY)
    Ticket.objects.filter(pk=ticket.pk).update(assignee=agent)

    for offset in range(16):
        warn_of_deadlines(now=MONDAY + offset * DAY)

    promise = TicketClock.objects.get(ticket=ticket, rule="policy_10")
    of_promise = Notice.objects.filter(cause__startswith=f"{promise.pk}:")
    by_person = {
        who: set(of_promise.filter(person=who).values_list("cause", flat=True))
        for who in (agent, officer)
    }
    assert len(by_person[agent]) == 4
    assert by_person[officer] == {f"{promise.pk}:last_day", f"{promise.pk}:breach"}
    assert not Notice.objects.filter(person=alice, kind=Notice.Kind.TICKET_DUE).exists()


def test_what_nobody_has_taken_is_told_to_the_officer(alice: User, officer: User) -> None:
    ask(alice, now=MONDAY)

    warn_of_deadlines(now=MONDAY + 7 * DAY)

    assert told(officer) == ["half"]


def test_after_a_long_silence_of_ours_the_gravest_warning_is_enough(
    alice: User, officer: User
) -> None:
    ticket = ask(alice, now=MONDAY)

    warn_of_deadlines(now=MONDAY + 15 * DAY)

    assert levels(ticket, "policy_10") == ["half", "most", "last_day", "breach"]
    promise = ticket.clocks.get(rule="policy_10")
    of_promise = Notice.objects.filter(person=officer, cause__startswith=f"{promise.pk}:")
    assert [one.parameters["level"] for one in of_promise] == ["breach"]


def test_what_is_answered_needs_no_warning(alice: User, officer: User) -> None:
    ticket = ask(alice, now=MONDAY)
    answer_ticket(ticket, ANSWER, by=AGENT, now=MONDAY + DAY)

    assert warn_of_deadlines(now=MONDAY + 15 * DAY) == 0


def test_a_security_problem_has_a_day_and_finding_out_who_asks_has_two(
    policy: str, officer: User
) -> None:
    ticket = ask(None, now=MONDAY, kind="security")

    targets = dict(ticket.clocks.filter(kind="target").values_list("rule", "due_on"))
    assert targets == {"security_1": date(2026, 3, 17), "verify_2": date(2026, 3, 18)}
    assert ticket.due_on == date(2026, 4, 7)
    warn_of_deadlines(now=MONDAY + 4 * DAY)
    assert levels(ticket, "security_1")[-1] == levels(ticket, "verify_2")[-1] == "breach"


def test_staff_hear_in_time_that_the_holidays_run_out(officer: User) -> None:
    kind = Notice.Kind.CALENDAR_ENDS
    warn_of_deadlines(now=datetime(2026, 10, 26, 4, tzinfo=UTC))
    assert not Notice.objects.filter(kind=kind).exists()

    warn_of_deadlines(now=datetime(2026, 11, 2, 4, tzinfo=UTC))
    warn_of_deadlines(now=datetime(2026, 11, 3, 4, tzinfo=UTC))
    assert Notice.objects.filter(kind=kind, person=officer).count() == 1


# --- new holidays


def test_new_holidays_make_a_provisional_day_final_and_never_later(alice: User) -> None:
    start = datetime(2026, 12, 18, 4, tzinfo=UTC)
    tickets = [ask(alice, now=start + offset * DAY) for offset in range(20)]
    before = {one.pk: one.due_on for one in tickets}
    assert TicketClock.objects.filter(is_provisional=True).exists()

    load_calendar(calendar_text(), region="CN", now=start)
    recompute_deadlines(now=start)

    assert not TicketClock.objects.filter(is_provisional=True).exists()
    assert set(TicketClock.objects.values_list("calendar_version", flat=True)) == {"2027.1"}
    for ticket in Ticket.objects.all():
        day = before[ticket.pk]
        assert ticket.due_on is not None
        assert day is not None
        assert ticket.due_on <= day
        assert ticket.due_on == min(clock.due_on for clock in ticket.clocks.exclude(kind="target"))


def test_a_day_that_moves_is_in_the_timeline_with_both_versions(alice: User) -> None:
    start = datetime(2026, 3, 16, 4, tzinfo=UTC)
    ticket = ask(alice, now=start)
    late = date(2026, 4, 1)
    ticket.clocks.filter(rule="policy_10").update(due_on=late, calendar_version="old")

    recompute_deadlines(now=start)

    line = ticket.timeline.get(act="recount")
    assert (line.by, line.detail) == ("schedule", "policy_10 2026-04-01 2026-03-30 old 2026.1")
    ticket.refresh_from_db()
    assert ticket.due_on == date(2026, 3, 30)


def test_holidays_that_would_make_it_later_change_nothing(alice: User) -> None:
    ticket = ask(alice, now=MONDAY)
    before = list(ticket.clocks.values_list("rule", "due_on"))
    data = json.loads(calendar_text())
    data["years"]["2026"]["off"] += ["03-18", "03-19", "03-20"]

    WorkCalendar.objects.create(
        region="CN",
        version="2027.1",
        sha256="0" * 64,
        document=json.dumps(data),
        loaded_at=MONDAY,
    )
    recompute_deadlines(now=MONDAY)

    assert list(ticket.clocks.values_list("rule", "due_on")) == before


def test_a_recount_that_broke_off_goes_on_where_it_was(
    alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recounting, "BATCH_ROWS", 2)
    for _ in range(5):
        ask(alice, now=MONDAY)
    count = TicketClock.objects.count()
    load_calendar(calendar_text(), region="CN", now=MONDAY)

    class PulledPlug(Exception):
        pass

    def stop_at_four(done: int) -> None:
        if done == 4:
            raise PulledPlug

    with pytest.raises(PulledPlug):
        recompute_deadlines(now=MONDAY, report=stop_at_four)
    assert recompute_deadlines(now=MONDAY) == count - 4
    assert recompute_deadlines(now=MONDAY) == 0


def test_a_pause_outlives_a_recount(alice: User) -> None:
    ticket = ask(alice, now=MONDAY)
    ask_person(ticket, "Which of the two do you mean?", by=AGENT, now=MONDAY)
    before = ticket.clocks.get(rule="policy_10").due_on

    load_calendar(calendar_text(), region="CN", now=MONDAY)
    recompute_deadlines(now=MONDAY)

    assert ticket.clocks.get(rule="policy_10").due_on == before


def test_the_schedule_tends_the_desk(alice: User, officer: User) -> None:
    ticket = ask(alice, now=datetime.now(UTC) - 120 * DAY)

    tend_tickets()

    assert ticket.clocks.filter(calendar_version="2026.1").exists()


# --- the command


def run(*words: str) -> str:
    out = StringIO()
    call_command("working_days", *words, stdout=out)
    return out.getvalue()


def test_staff_load_holidays_and_see_what_is_in_force(alice: User, tmp_path: Path) -> None:
    path = tmp_path / "cn.json"
    path.write_text(calendar_text(), encoding="utf-8")
    assert "2026.1 (shipped)" in run("show")

    assert "could be loaded" in run("load", str(path), "--dry-run")
    assert not WorkCalendar.objects.exists()
    said = run("load", str(path))

    row = WorkCalendar.objects.get()
    assert row.sha256 in said
    assert row.source.startswith("Yearly notices")
    assert f"2027.1 (loaded {row.loaded_at:%Y-%m-%d}, sha256 {row.sha256})" in run("show")
    run("load", str(path))
    assert WorkCalendar.objects.count() == 1


def test_a_version_never_changes_its_days(db: None) -> None:
    load_calendar(calendar_text(), region="CN", now=MONDAY)
    other = json.loads(calendar_text())
    other["years"]["2027"]["off"].remove("02-12")

    with pytest.raises(NotACalendar, match="loaded already"):
        load_calendar(json.dumps(other), region="CN", now=MONDAY)


def test_a_second_source_that_disagrees_stops_the_load(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def says_work_on_new_year(_name: str, _years: frozenset[int]) -> Any:
        # 11 February 2018 is a Sunday that was worked.
        return lambda day: True if day in (date(2018, 1, 1), date(2018, 2, 11)) else None

    monkeypatch.setattr(loading, "find_spec", lambda name: name == "holidays")
    monkeypatch.setattr(loading, "source_of", says_work_on_new_year)

    with pytest.raises(Contradicted, match="holidays says otherwise about 2018-01-01"):
        load_calendar(calendar_text(), region="CN", now=MONDAY)
    assert not WorkCalendar.objects.exists()


def test_a_source_that_only_guesses_a_year_stops_nothing(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def knows_no_worked_weekend(_name: str, _years: frozenset[int]) -> Any:
        return lambda day: day.weekday() < 5

    monkeypatch.setattr(loading, "find_spec", lambda name: name == "holidays")
    monkeypatch.setattr(loading, "source_of", knows_no_worked_weekend)

    assert load_calendar(calendar_text(), region="CN", now=MONDAY).pk


@pytest.mark.parametrize("words", [("load",), ("load", "/nowhere")])
def test_a_file_that_is_not_there_is_named_as_such(db: None, words: tuple[str, ...]) -> None:
    with pytest.raises(CommandError, match="name the file"):
        run(*words)


def test_the_check_says_how_far_the_holidays_reach(db: None) -> None:
    assert "it ends in" in run("check") or "days further" in run("check")


# --- another jurisdiction


def test_another_jurisdiction_is_a_setting_and_a_file(
    alice: User, settings: Any, tmp_path: Path
) -> None:
    settings.TICKET_REGION = "DE"
    text = json.dumps(
        {
            "region": "DE",
            "version": "2026.1",
            "source": "a law gazette",
            "zone": "Europe/Berlin",
            "law_working_days": 20,
            "years": {"2026": {"off": ["04-03", "04-06", "05-01"], "worked": []}},
        }
    )
    load_calendar(text, region="DE", now=MONDAY)

    evening = datetime(2026, 3, 27, 20, tzinfo=UTC)
    ticket = ask(alice, now=evening)

    promise, law = ticket.clocks.get(kind="promise"), ticket.clocks.get(kind="law")
    # Still Friday there, and Easter has two days off.
    assert (promise.starts_on, promise.due_on) == (date(2026, 3, 27), date(2026, 4, 14))
    assert (law.rule, law.due_on) == ("law_20", date(2026, 4, 28))


def test_a_jurisdiction_without_data_never_stops_a_complaint(alice: User, settings: Any) -> None:
    settings.TICKET_REGION = "XX"

    ticket = ask(alice, now=MONDAY)

    clock = ticket.clocks.get(kind="promise")
    assert (clock.due_on, clock.is_provisional) == (date(2026, 3, 26), True)
