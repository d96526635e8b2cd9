"""Start the clocks of a ticket: what was promised, what the law says, what we aim for.

What the law says runs from receipt, what the policy promises from the day it is known who asks;
whoever is signed in is known on receipt. All are kept, and the earliest is the one that counts.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from privacy import promises
from privacy.models import Ticket, TicketClock, TicketWarning
from privacy.selectors.calendars import calendar_in_force
from privacy.working_days import (
    LAW_WORKING_DAYS,
    Calendar,
    due_date,
    is_provisional,
    local_date,
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


@dataclass(frozen=True, slots=True)
class Rule:
    """One way to count: its stable name, whom it binds, how many working days."""

    name: str
    kind: TicketClock.Kind
    working_days: int


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
    days = calendar.law_working_days
    return LAW if days == LAW.working_days else Rule(f"law_{days}", LAW.kind, days)


def note_due_day(ticket: Ticket) -> None:
    """This function will write the day that counts onto the ticket, for the desk to sort by."""
    binding = ticket.clocks.filter(round=ticket.round, kind__in=TicketClock.BINDING)
    ticket.due_on = binding.order_by("due_on").values_list("due_on", flat=True).first()
    Ticket.objects.filter(pk=ticket.pk).update(due_on=ticket.due_on)


def due_day_of(clock: TicketClock, calendar: Calendar) -> tuple[date, bool]:
    """This function will say when a clock is due by a calendar, and whether that is provisional.

    A pause never brings the day forward, as counting cautiously beyond the official days would.
    """
    paused = clock.working_days + clock.paused_days
    days = [
        due_date(clock.starts_on, count, calendar=calendar)
        for count in (clock.working_days, paused)
    ]
    return max(days), is_provisional(clock.starts_on, paused, calendar=calendar)


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
        calendar_version=calendar.version,
    )
    clock.due_on, clock.is_provisional = due_day_of(clock, calendar)
    clock.warn_on = next_warning_day(clock, calendar)
    # Of two that start one clock at once, the first does.
    TicketClock.objects.bulk_create([clock], ignore_conflicts=True)
