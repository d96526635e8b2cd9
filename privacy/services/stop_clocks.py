"""Stop a ticket's clocks: what they measured stays."""

from datetime import datetime

from django.db.models import QuerySet

from privacy.models import Ticket, TicketClock
from privacy.selectors.calendars import calendar_in_force
from privacy.services.start_clocks import VERIFY
from privacy.working_days import local_date, working_days_between


def stop_answer_clocks(ticket: Ticket, *, now: datetime, is_answered: bool) -> None:
    """This function will stop everything that waited for an answer, given or not wanted."""
    clocks = ticket.clocks.filter(round=ticket.round, stopped_on__isnull=True)
    _stop(clocks, now, is_measured=is_answered)


def stop_verification_clock(ticket: Ticket, *, now: datetime) -> None:
    """This function will stop the clock of finding out who asks."""
    clocks = ticket.clocks.filter(rule=VERIFY.name, stopped_on__isnull=True)
    _stop(clocks, now, is_measured=True)


def _stop(clocks: QuerySet[TicketClock], now: datetime, *, is_measured: bool) -> None:
    calendar = calendar_in_force()
    today = local_date(now, calendar=calendar)
    for clock in clocks:
        clock.stopped_on, clock.warn_on = today, None
        if is_measured:
            clock.taken_days = working_days_between(clock.starts_on, today, calendar=calendar)
        clock.save(update_fields=["stopped_on", "warn_on", "taken_days"])
