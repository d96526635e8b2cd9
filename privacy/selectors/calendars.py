"""Which days count: the newest calendar of the jurisdiction that the site is set to."""

from datetime import date, datetime, timedelta
from functools import lru_cache

from django.conf import settings

from privacy.models import Ticket, TicketClock, WorkCalendar
from privacy.working_days import CALENDARS, Calendar, local_date, parse_calendar

# A jurisdiction without any data: every date is provisional, and nothing crashes.
EMPTY = Calendar("none", frozenset(), frozenset(), frozenset())


def calendar_in_force(region: str | None = None) -> Calendar:
    """This function will return the calendar that deadlines are counted by now.

    What was loaded counts, unless the shipped data reach further.
    """
    region = region or settings.TICKET_REGION
    shipped = CALENDARS.get(region, EMPTY)
    row = WorkCalendar.objects.filter(region=region).only("document").first()
    loaded = _parsed(row.document) if row else EMPTY
    return loaded if row and loaded.last_day >= shipped.last_day else shipped


def today_there(now: datetime) -> date:
    """This function will return the date that deadlines are compared with."""
    shipped = CALENDARS.get(settings.TICKET_REGION)
    # Where data are shipped, no query is needed to know which clock hangs on the wall.
    return local_date(now, calendar=shipped or calendar_in_force())


def outer_wall(ticket: Ticket) -> date | None:
    """This function will return the day by which a standard wants every answer, if one names any.

    It binds nobody and lies behind what does, so that it is shown and no clock of its own.
    """
    starts = [one.starts_on for one in ticket.current_clocks if one.kind == TicketClock.Kind.LAW]
    days = calendar_in_force().wall_days
    return max(starts) + timedelta(days=days) if days and starts else None


@lru_cache(maxsize=8)
def _parsed(document: str) -> Calendar:
    return parse_calendar(document)
