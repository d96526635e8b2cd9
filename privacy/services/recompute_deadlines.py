"""Count running deadlines again after new holiday data: a day that was shown only moves earlier.

Design. Every clock carries the version of the calendar it was counted by, so what is left to do is
a query, and a run that breaks off is continued by the next. Rows go in batches in the order of
their keys, each in a transaction of its own: time grows with their number and no more.
"""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from privacy.models import TicketClock, TicketEvent
from privacy.selectors.calendars import calendar_in_force
from privacy.services.start_clocks import due_day_of, next_warning_day, note_due_days
from privacy.services.transitions import SCHEDULE
from privacy.working_days import Calendar

BATCH_ROWS = 1_000
CHANGED = ["due_on", "is_provisional", "warn_on"]

Report = Callable[[int], None]


def recompute_deadlines(*, now: datetime, report: Report = lambda _done: None) -> int:
    """This function will bring running clocks to the calendar in force; repeating it is harmless.

    Returns how many clocks it looked at.
    """
    calendar, done, last = calendar_in_force(), 0, 0
    while clocks := _recount_next(calendar, after=last, now=now):
        done, last = done + len(clocks), clocks[-1].pk
        report(done)
    return done


@transaction.atomic
def _recount_next(calendar: Calendar, *, after: int, now: datetime) -> list[TicketClock]:
    """Read and written in one transaction: a pause that begins meanwhile waits for it."""
    running = TicketClock.objects.filter(stopped_on__isnull=True, pk__gt=after)
    stale = running.exclude(calendar_version=calendar.version).order_by("pk")
    clocks = list(stale.select_related("ticket").select_for_update(of=("self",))[:BATCH_ROWS])
    _recount(clocks, calendar, now)
    return clocks


def _recount(clocks: list[TicketClock], calendar: Calendar, now: datetime) -> None:
    changed, moved = [], []
    for clock in clocks:
        shown, version = (clock.due_on, clock.is_provisional), clock.calendar_version
        due_on, clock.is_provisional = due_day_of(clock, calendar)
        clock.due_on = min(clock.due_on, due_on)
        if clock.due_on != shown[0]:
            clock.warn_on = next_warning_day(clock, calendar)
            detail = f"{clock.rule} {shown[0]} {clock.due_on} {version} {calendar.version}"
            moved.append(_line(clock, detail, now))
        if (clock.due_on, clock.is_provisional) != shown:
            changed.append(clock)
    TicketClock.objects.bulk_update(changed, CHANGED)
    seen = TicketClock.objects.filter(pk__in=[clock.pk for clock in clocks])
    seen.update(calendar_version=calendar.version)
    TicketEvent.objects.bulk_create(moved)
    note_due_days({clock.ticket_id for clock in changed})


def _line(clock: TicketClock, detail: str, now: datetime) -> TicketEvent:
    return TicketEvent(
        ticket=clock.ticket,
        at=now,
        act="recount",
        by=SCHEDULE.name,
        from_state=clock.ticket.state,
        to_state=clock.ticket.state,
        detail=detail,
    )
