"""The desk across a Spring Festival, a year's end that nobody has announced, and other laws."""

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from accounts.models import User
from privacy.models import Ticket, TicketClock, TicketWarning, WorkCalendar
from privacy.selectors.calendars import outer_wall
from privacy.selectors.ticket_figures import answer_figures, weeks_of_load
from privacy.services import recompute_deadlines as recounting
from privacy.services.answer_ticket import answer_ticket
from privacy.services.ask_person import ask_person, end_silent_pauses
from privacy.services.load_calendar import load_calendar
from privacy.services.move_ticket import WORK
from privacy.services.open_ticket import add_message
from privacy.services.recompute_deadlines import recompute_deadlines
from privacy.services.transitions import Actor
from privacy.services.verify_requester import verify_requester
from privacy.services.warn_of_deadlines import warn_of_deadlines
from privacy.working_days import BUNDLED_FILE, NotACalendar, months_after, parse_calendar
from tests.privacy.desk_people import ANSWER, ask, make_officer
from tests.sessions import sign_in, sign_in_with_factor

AGENT = Actor("person 7", frozenset({WORK}))
DAY = timedelta(days=1)
# The last working Tuesday before the Spring Festival of 2026, and a day whose ten working days
# reach into a year without official holidays.
BEFORE_SPRING = datetime(2026, 2, 10, 4, tzinfo=UTC)
BEFORE_NEW_YEAR = datetime(2026, 12, 18, 4, tzinfo=UTC)
QUESTION = "Which of the two pictures do you mean?"
GERMANY = {
    "region": "DE",
    "version": "2026.1",
    "source": "a law gazette",
    "zone": "Europe/Berlin",
    "law_months": 1,
    "years": {"2026": {"off": ["01-01", "04-03", "04-06", "05-01"], "worked": []}},
}


def promise(ticket: Ticket) -> TicketClock:
    return ticket.clocks.get(kind="promise", round=ticket.round)


def next_year(version: str = "2027.1", **days: Any) -> str:
    data = json.loads(BUNDLED_FILE.read_text(encoding="utf-8"))
    data["years"]["2027"] = {"off": ["01-01"], "worked": [], **days}
    return json.dumps(data | {"version": version})


# --- Spring Festival


@pytest.mark.promise("M-15", "Q-3")
def test_a_stranger_known_during_the_festival_is_promised_days_that_are_worked(
    policy: str,
) -> None:
    ticket = ask(None, now=BEFORE_SPRING, kind="complaint")

    # A Saturday that is worked instead of a day of the festival.
    verify_requester(ticket, "telephone", by=AGENT, now=datetime(2026, 2, 14, 4, tzinfo=UTC))

    days = dict(ticket.clocks.values_list("rule", "due_on"))
    assert days == {
        "verify_2": date(2026, 2, 12),
        "law_15": date(2026, 3, 9),
        "policy_15": date(2026, 3, 13),
    }
    assert ticket.due_on == date(2026, 3, 9)


def test_a_question_before_the_festival_pauses_until_after_it(alice: User) -> None:
    ticket = ask(alice, now=BEFORE_SPRING)
    assert promise(ticket).due_on == date(2026, 3, 2)

    ask_person(ticket, QUESTION, by=AGENT, now=BEFORE_SPRING + DAY)
    add_message(ticket, "The left one.", now=datetime(2026, 2, 25, 4, tzinfo=UTC))

    # Worked between: 12, 13, 14, 24 and 25 February.
    assert (ticket.pauses.get().days, promise(ticket).due_on) == (5, date(2026, 3, 9))


def test_nobody_is_warned_during_the_festival(alice: User, staff: User) -> None:
    make_officer(staff)
    ask(alice, now=BEFORE_SPRING)

    festival = [datetime(2026, 2, day, 4, tzinfo=UTC) for day in range(15, 24)]
    assert [warn_of_deadlines(now=day) for day in festival] == [0] * 9
    assert warn_of_deadlines(now=datetime(2026, 2, 14, 4, tzinfo=UTC)) == 0
    assert warn_of_deadlines(now=datetime(2026, 2, 25, 4, tzinfo=UTC)) == 1
    assert TicketWarning.objects.get().level == "half"


# --- the year's end


@pytest.mark.promise("Q-3")
def test_a_request_lives_through_a_new_year_that_nobody_announced(alice: User, staff: User) -> None:
    make_officer(staff)
    ticket = ask(alice, now=BEFORE_NEW_YEAR)
    assert (promise(ticket).due_on, ticket.is_provisional) == (date(2026, 12, 30), True)

    january = datetime(2027, 1, 4, 4, tzinfo=UTC)
    late = ask(None, now=january, kind="complaint")
    verify_requester(late, "telephone", by=AGENT, now=january + DAY)
    warn_of_deadlines(now=january)
    ask_person(late, QUESTION, by=AGENT, now=january + 2 * DAY)
    end_silent_pauses(now=january + 40 * DAY)
    late.refresh_from_db()
    answer_ticket(late, ANSWER, by=AGENT, now=january + 41 * DAY)
    answer_ticket(ticket, ANSWER, by=AGENT, now=january)

    assert promise(late).is_provisional
    assert answer_figures(["policy_10"], now=january)[0].breaches == 1
    assert weeks_of_load(now=january)[-1].received == 1


def test_a_day_that_was_shown_stays_after_the_holidays_came_and_a_question_was_asked(
    alice: User,
) -> None:
    """Promised with caution for 30 December; the holidays would allow 4 January."""
    ticket = ask(alice, now=BEFORE_NEW_YEAR)
    load_calendar(next_year(), region="CN", now=BEFORE_NEW_YEAR)
    recompute_deadlines(now=BEFORE_NEW_YEAR)
    assert (promise(ticket).due_on, promise(ticket).is_provisional) == (date(2026, 12, 30), False)

    ask_person(ticket, QUESTION, by=AGENT, now=BEFORE_NEW_YEAR)
    add_message(ticket, "The left one.", now=BEFORE_NEW_YEAR)
    assert promise(ticket).due_on == date(2026, 12, 30)

    ask_person(ticket, QUESTION, by=AGENT, now=BEFORE_NEW_YEAR)
    add_message(ticket, "The left one.", now=BEFORE_NEW_YEAR + 4 * DAY)
    assert (promise(ticket).paused_days, promise(ticket).due_on) == (2, date(2027, 1, 4))


def test_a_recount_killed_in_the_middle_of_a_batch_leaves_nothing_half_done(
    alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recounting, "BATCH_ROWS", 3)
    tickets = [ask(alice, now=BEFORE_NEW_YEAR) for _ in range(4)]
    load_calendar(next_year(), region="CN", now=BEFORE_NEW_YEAR)
    noted, really = [], recounting.note_due_days

    def pulled_plug(ids: Any) -> None:
        noted.append(ids)
        if len(noted) == 2:
            raise KeyboardInterrupt
        really(ids)

    monkeypatch.setattr(recounting, "note_due_days", pulled_plug)
    with pytest.raises(KeyboardInterrupt):
        recompute_deadlines(now=BEFORE_NEW_YEAR)
    assert TicketClock.objects.filter(calendar_version="2027.1").count() == 3

    assert recompute_deadlines(now=BEFORE_NEW_YEAR) == 5
    assert not Ticket.objects.filter(is_provisional=True).exists()
    assert {one.due_on for one in Ticket.objects.all()} == {one.due_on for one in tickets}


# --- other laws


def test_where_the_law_counts_in_months_a_month_is_a_month(
    alice: User, settings: Any, tmp_path: Path
) -> None:
    settings.TICKET_REGION = "DE"
    path = tmp_path / "de.json"
    path.write_text(json.dumps(GERMANY), encoding="utf-8")
    call_command("working_days", "load", str(path), "--region", "DE", verbosity=0)

    # Half past eleven in the evening there, and the next day in China already.
    ticket = ask(alice, now=datetime(2026, 1, 31, 22, 30, tzinfo=UTC), kind="complaint")

    law = ticket.clocks.get(kind="law")
    assert (law.rule, law.starts_on, law.due_on) == ("law_1m", date(2026, 1, 31), date(2026, 2, 28))
    assert (law.working_days, law.is_provisional) == (0, False)
    assert (promise(ticket).due_on, ticket.due_on) == (date(2026, 2, 20), date(2026, 2, 20))
    ask_person(ticket, QUESTION, by=AGENT, now=datetime(2026, 2, 2, 9, tzinfo=UTC))
    ticket.refresh_from_db()
    assert (promise(ticket).due_on, ticket.due_on) == (date(2026, 3, 6), date(2026, 2, 28))
    # A recount leaves a month a month.
    TicketClock.objects.update(calendar_version="old")
    recompute_deadlines(now=datetime(2026, 2, 3, 9, tzinfo=UTC))
    assert ticket.clocks.get(kind="law").due_on == date(2026, 2, 28)


def test_there_the_pages_and_the_warnings_follow_that_law_and_that_clock(
    client: Client, alice: User, staff: User, settings: Any
) -> None:
    settings.TICKET_REGION = "DE"
    load_calendar(json.dumps(GERMANY), region="DE", now=BEFORE_SPRING)
    officer = make_officer(staff)
    ticket = ask(alice, now=BEFORE_SPRING)

    # Eight in the morning in China is one at night there; nine there is four in the afternoon.
    day = date(2026, 2, 17)
    assert warn_of_deadlines(now=datetime(day.year, day.month, day.day, 0, tzinfo=UTC)) == 0
    assert warn_of_deadlines(now=datetime(day.year, day.month, day.day, 8, tzinfo=UTC)) > 0
    page = sign_in(client, alice).get(f"/contact/{ticket.pk}/").content.decode()
    assert "by the calendar" in page
    assert "national standard" not in page
    desk = sign_in_with_factor(Client(), officer)
    assert "law_1m" in desk.get(f"/admin/privacy/ticket/{ticket.pk}/change/").content.decode()


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2028-01-31", 1, "2028-02-29"),
        ("2026-12-15", 1, "2027-01-15"),
        ("2026-11-30", 3, "2027-02-28"),
    ],
)
def test_a_month_ends_on_the_same_day_or_on_the_last(start: str, count: int, end: str) -> None:
    assert months_after(date.fromisoformat(start), count) == date.fromisoformat(end)


@pytest.mark.parametrize("odd", [{"law_months": -1}, {"law_working_days": 0}, {"wall_days": -1}])
def test_a_law_that_leaves_no_time_is_none(odd: dict[str, int]) -> None:
    with pytest.raises(NotACalendar, match="at least a day"):
        parse_calendar(json.dumps(GERMANY | odd))


def test_the_standard_stands_behind_what_binds(client: Client, alice: User) -> None:
    ticket = ask(alice, now=BEFORE_SPRING)

    assert outer_wall(ticket) == date(2026, 3, 12)
    assert all(clock.due_on < date(2026, 3, 12) for clock in ticket.clocks.all())
    page = sign_in(client, alice).get(f"/contact/{ticket.pk}/").content.decode()
    assert "names March 12, 2026 as the outer limit" in page


# --- the page of the holidays


def test_the_officer_takes_in_holidays_in_the_admin(client: Client, staff: User) -> None:
    page = sign_in_with_factor(client, make_officer(staff))
    add = "/admin/privacy/workcalendar/add/"

    wrong = page.post(add, {"document": "{}"})
    assert "cannot be used" in wrong.content.decode()
    assert not WorkCalendar.objects.exists()
    page.post(add, {"document": next_year()})

    row = WorkCalendar.objects.get()
    assert (row.region, row.version) == ("CN", "2027.1")
    shown = page.get(f"/admin/privacy/workcalendar/{row.pk}/change/").content.decode()
    assert row.sha256 in shown
    assert page.post(add, {"document": next_year(off=["01-04"])}).status_code == 200
    assert page.post(f"/admin/privacy/workcalendar/{row.pk}/delete/").status_code == 403
