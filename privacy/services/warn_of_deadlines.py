"""Tell staff of deadlines that come near or are over: each level once, and in working hours.

A clock carries the next day on which something is to be said about it, so that a run reads only
the few clocks that are due for a warning, however many tickets there are.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from privacy.models import Notice, TicketClock, TicketWarning
from privacy.selectors.calendars import calendar_in_force
from privacy.selectors.staff import staff_to_tell
from privacy.services.give_notice import give_notice
from privacy.services.move_ticket import DECIDE
from privacy.services.start_clocks import next_warning_day, warning_days
from privacy.working_days import Calendar, local_date

Level = TicketWarning.Level
# For these the assignee is not enough.
GRAVE = (Level.LAST_DAY, Level.BREACH)
WORKING_HOURS = range(9, 18)
BATCH_ROWS = 500
CALENDAR_MARGIN = timedelta(days=60)


def warn_of_deadlines(*, now: datetime) -> int:
    """This function will give the warnings that are due and return how many it gave."""
    calendar = calendar_in_force()
    if not is_working_hour(now, calendar):
        return 0
    officers, given = staff_to_tell(DECIDE), 0
    today = local_date(now, calendar=calendar)
    due = TicketClock.objects.filter(stopped_on__isnull=True, warn_on__lte=today)
    for clock in due.select_related("ticket__assignee").order_by("warn_on")[:BATCH_ROWS]:
        given += _warn(clock, officers, calendar, now)
    _warn_of_calendar(calendar, officers, now)
    return given


def is_working_hour(now: datetime, calendar: Calendar) -> bool:
    """This function will say whether somebody is at the desk."""
    local = now.astimezone(calendar.zone)
    return calendar.is_working_day(local.date()) and local.hour in WORKING_HOURS


@transaction.atomic
def _warn(clock: TicketClock, officers: list[Any], calendar: Calendar, now: datetime) -> int:
    today = local_date(now, calendar=calendar)
    reached = [level for level, day in warning_days(clock, calendar) if day <= today]
    said = set(clock.warnings.values_list("level", flat=True))
    levels = [level for level in reached if level not in said]
    rows = [TicketWarning(clock=clock, level=level, at=now) for level in levels]
    TicketWarning.objects.bulk_create(rows, ignore_conflicts=True)
    if levels:
        # Of several that became due at once, the gravest is enough to read.
        _tell(_listeners(clock, levels[-1], officers), clock, levels[-1], now)
    clock.warn_on = next_warning_day(clock, calendar)
    clock.save(update_fields=["warn_on"])
    return len(levels)


def _listeners(clock: TicketClock, level: Level, officers: list[Any]) -> Iterable[Any]:
    assignee = clock.ticket.assignee
    if assignee is None:
        return officers
    return {assignee, *officers} if level in GRAVE else {assignee}


def _tell(people: Iterable[Any], clock: TicketClock, level: Level, now: datetime) -> None:
    for person in people:
        give_notice(
            person,
            Notice.Kind.TICKET_DUE,
            cause=f"{clock.pk}:{level}",
            parameters={"ticket": str(clock.ticket_id), "level": str(level)},
            now=now,
        )


def _warn_of_calendar(calendar: Calendar, officers: list[Any], now: datetime) -> None:
    if calendar.last_day - local_date(now, calendar=calendar) > CALENDAR_MARGIN:
        return
    for person in officers:
        give_notice(person, Notice.Kind.CALENDAR_ENDS, cause=calendar.version, now=now)
