"""Start the clocks of a ticket: what was promised, what the law says, what we aim for.

What the law says runs from receipt, what the policy promises from the day it is known who asks;
whoever is signed in is known on receipt. All are kept, and the earliest is the one that counts.
"""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from uuid import UUID

from django.db.models import Count, F, Min, Q

from privacy import promises
from privacy.models import Ticket, TicketClock, TicketWarning
from privacy.selectors.calendars import calendar_in_force
from privacy.working_days import (
    LAW_WORKING_DAYS,
    Calendar,
    due_date,
    is_provisional,
    local_date,
    months_after,
    nth_working_day,
    working_days_between,
)

Kind = Ticket.Kind
Level = TicketWarning.Level
OF_A_COMPLAINT = (Kind.COMPLAINT, Kind.REPORT, Kind.MISUSE, Kind.SECURITY)
VERIFY_WORKING_DAYS = 2
CHILD_TARGET_WORKING_DAYS = 5
SECURITY_TARGET_WORKING_DAYS = 1
HALF, MOST = 0.5, 0.8
DAY = timedelta(days=1)
DUE = ["due_on", "queue_on", "is_provisional"]


@dataclass(frozen=True, slots=True)
class Rule:
    """One way to count: its stable name, whom it binds, how many working days, or else months."""

    name: str
    kind: TicketClock.Kind
    working_days: int
    months: int = 0


LAW = Rule("law_15", TicketClock.Kind.LAW, LAW_WORKING_DAYS)
VERIFY = Rule("verify_2", TicketClock.Kind.TARGET, VERIFY_WORKING_DAYS)
COMPLAINT = Rule("policy_15", TicketClock.Kind.PROMISE, promises.COMPLAINT_WORKING_DAYS)
REQUEST = Rule("policy_10", TicketClock.Kind.PROMISE, promises.QUESTION_WORKING_DAYS)
CHILD = Rule("child_10", TicketClock.Kind.PROMISE, promises.CHILD_WORKING_DAYS)
CHILD_TARGET = Rule("child_5", TicketClock.Kind.TARGET, CHILD_TARGET_WORKING_DAYS)
SECURITY_TARGET = Rule("security_1", TicketClock.Kind.TARGET, SECURITY_TARGET_WORKING_DAYS)


def start_receipt_clocks(ticket: Ticket, *, since: datetime) -> None:
    """This function will start what runs from the day the ticket came in, or was opened again."""
    calendar = calendar_in_force()
    _start(ticket, law_rule(calendar), since, calendar)
    if ticket.verified_at is None:
        _start(ticket, VERIFY, since, calendar)
    if ticket.kind == Kind.CHILD:
        _start(ticket, CHILD_TARGET, since, calendar)
    if ticket.kind == Kind.SECURITY:
        _start(ticket, SECURITY_TARGET, since, calendar)
    note_due_day(ticket)


def start_promise_clock(ticket: Ticket, *, since: datetime) -> None:
    """This function will start what was promised, once it is known who asks."""
    if ticket.verified_at is not None:
        _start(ticket, promise_rule(ticket.kind), since, calendar_in_force())
        note_due_day(ticket)


def promise_rule(kind: str) -> Rule:
    """This function will return the rule that the policy promises for a kind."""
    if kind in OF_A_COMPLAINT:
        return COMPLAINT
    return CHILD if kind == Kind.CHILD else REQUEST


def law_rule(calendar: Calendar) -> Rule:
    """This function will return the rule that the law of the jurisdiction sets for every kind."""
    days, months = calendar.law_working_days, calendar.law_months
    if months:
        return Rule(f"law_{months}m", LAW.kind, 0, months)
    return LAW if days == LAW.working_days else Rule(f"law_{days}", LAW.kind, days)


def note_due_day(ticket: Ticket) -> None:
    """This function will write the day that counts onto the ticket, for the desk to sort by."""
    note_due_days([ticket.pk])
    ticket.refresh_from_db(fields=DUE)


def note_due_days(ticket_ids: Iterable[UUID]) -> None:
    """This function will write the days that count onto tickets, and whether they are final."""
    now_open = Q(clocks__round=F("round"))
    binding = now_open & Q(clocks__kind__in=TicketClock.BINDING)
    unsure = now_open & Q(clocks__is_provisional=True, clocks__stopped_on__isnull=True)
    tickets = Ticket.objects.filter(pk__in=list(ticket_ids)).only("pk", "state")
    counted = list(
        tickets.annotate(
            earliest=Min("clocks__due_on", filter=binding), guesses=Count("clocks", filter=unsure)
        )
    )
    for ticket in counted:
        ticket.due_on, ticket.is_provisional = ticket.earliest, bool(ticket.guesses)
        ticket.queue_on = ticket.due_on if ticket.is_unanswered else None
    Ticket.objects.bulk_update(counted, DUE)


def due_day_of(clock: TicketClock, calendar: Calendar) -> tuple[date, bool]:
    """This function will say when a clock is due by a calendar, and whether that is provisional.

    A pause never brings the day forward, as counting cautiously beyond the official days would. A
    clock without working days counts in months: neither pause nor holiday moves it.
    """
    if not clock.working_days:
        return clock.due_on, False
    return _due_day(clock.starts_on, clock.working_days, clock.paused_days, calendar)


# A recount asks the same of thousands of clocks that started on the same day.
@lru_cache(maxsize=4096)
def _due_day(start: date, count: int, paused: int, calendar: Calendar) -> tuple[date, bool]:
    days = [due_date(start, one, calendar=calendar) for one in {count, count + paused}]
    return max(days), is_provisional(start, count + paused, calendar=calendar)


def warning_days(clock: TicketClock, calendar: Calendar) -> Iterator[tuple[Level, date]]:
    """This function will give the day from which each warning is due, in their order."""
    total = working_days_between(clock.starts_on, clock.due_on, calendar=calendar)
    for level, share in ((Level.HALF, HALF), (Level.MOST, MOST)):
        count = math.ceil(total * share)
        yield level, nth_working_day(clock.starts_on, count, calendar=calendar)
    if total > 1:
        yield Level.LAST_DAY, nth_working_day(clock.starts_on, total - 1, calendar=calendar)
    yield Level.BREACH, clock.due_on + DAY


def next_warning_day(clock: TicketClock, calendar: Calendar) -> date | None:
    """This function will return the day on which something is to be said about a clock next."""
    said = set(clock.warnings.values_list("level", flat=True)) if clock.pk else set()
    ahead = (day for level, day in warning_days(clock, calendar) if level not in said)
    return next(ahead, None)


def _start(ticket: Ticket, rule: Rule, moment: datetime, calendar: Calendar) -> None:
    starts_on = local_date(moment, calendar=calendar)
    clock = TicketClock(
        ticket=ticket,
        round=ticket.round,
        rule=rule.name,
        kind=rule.kind,
        starts_on=starts_on,
        working_days=rule.working_days,
        due_on=months_after(starts_on, rule.months),
        calendar_version=calendar.version,
    )
    clock.due_on, clock.is_provisional = due_day_of(clock, calendar)
    clock.warn_on = next_warning_day(clock, calendar)
    # Of two that start one clock at once, the first does.
    TicketClock.objects.bulk_create([clock], ignore_conflicts=True)
