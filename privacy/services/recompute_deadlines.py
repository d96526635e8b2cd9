"""Count running deadlines again after new holiday data: a day that was shown only moves earlier.

Design. Every clock carries the version of the calendar it was counted by, so what is left to do is
a query, and a run that breaks off is continued by the next. Rows go in batches in the order of
their keys, each in a transaction of its own: time grows with their number and no more.
"""

from collections.abc import Callable, Iterator
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Min, Q

from privacy.models import Ticket, TicketClock, TicketEvent
from privacy.selectors.calendars import calendar_in_force
from privacy.services.move_ticket import SCHEDULE
from privacy.services.start_clocks import due_day_of, next_warning_day
from privacy.working_days import Calendar

BATCH_ROWS = 1_000
CHANGED = ["due_on", "is_provisional", "calendar_version", "warn_on"]

Report = Callable[[int], None]


def recompute_deadlines(*, now: datetime, report: Report = lambda _done: None) -> int:
    """This function will bring running clocks to the calendar in force; repeating it is harmless.

    Returns how many clocks it looked at.
    """
    calendar, done = calendar_in_force(), 0
    for clocks in _stale(calendar):
        _recount(clocks, calendar, now)
        done += len(clocks)
        report(done)
    return done


def _stale(calendar: Calendar) -> Iterator[list[TicketClock]]:
    running = TicketClock.objects.filter(stopped_on__isnull=True)
    stale = running.exclude(calendar_version=calendar.version).select_related("ticket")
    last = 0
    while batch := list(stale.filter(pk__gt=last).order_by("pk")[:BATCH_ROWS]):
        yield batch
        last = batch[-1].pk


@transaction.atomic
def _recount(clocks: list[TicketClock], calendar: Calendar, now: datetime) -> None:
    moved = []
    for clock in clocks:
        before, version = clock.due_on, clock.calendar_version
        due_on, clock.is_provisional = due_day_of(clock, calendar)
        clock.due_on, clock.calendar_version = min(before, due_on), calendar.version
        if clock.due_on != before:
            clock.warn_on = next_warning_day(clock, calendar)
            moved.append(_line(clock, f"{clock.rule} {before} {clock.due_on} {version}", now))
    TicketClock.objects.bulk_update(clocks, CHANGED)
    TicketEvent.objects.bulk_create(moved)
    _note_due_days({line.ticket_id for line in moved})


def _line(clock: TicketClock, detail: str, now: datetime) -> TicketEvent:
    return TicketEvent(
        ticket=clock.ticket,
        at=now,
        act="recount",
        by=SCHEDULE.name,
        from_state=clock.ticket.state,
        to_state=clock.ticket.state,
        detail=f"{detail} {clock.calendar_version}",
    )


def _note_due_days(ticket_ids: set[UUID]) -> None:
    binding = Q(clocks__kind__in=TicketClock.BINDING, clocks__stopped_on__isnull=True)
    tickets = Ticket.objects.filter(pk__in=ticket_ids).only("pk", "due_on")
    counted = list(tickets.annotate(earliest=Min("clocks__due_on", filter=binding)))
    for ticket in counted:
        ticket.due_on = ticket.earliest
    Ticket.objects.bulk_update(counted, ["due_on"])
