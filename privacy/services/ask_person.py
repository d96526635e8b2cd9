"""Ask the requester something; what was promised waits for the answer, within bounds.

Only a named question pauses a promise, for ten working days in all, and what the law counts from
receipt goes on. While the question is open the promise is shown as if the whole pause were used;
the answer brings it back to what was. Days of a year without official holidays add nothing.
"""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Sum

from privacy.models import Ticket, TicketClock, TicketMessage, TicketPause
from privacy.selectors.calendars import calendar_in_force
from privacy.services.move_ticket import move_ticket
from privacy.services.start_clocks import due_day_of, next_warning_day, note_due_day
from privacy.services.tell_requester import tell_requester
from privacy.services.transitions import SCHEDULE, Actor
from privacy.services.write_message import require_words, write_message
from privacy.working_days import (
    Calendar,
    local_date,
    nth_working_day,
    working_day_before,
    working_days_between,
)

LONGEST_PAUSE = 10
# Six characters ask something in Chinese.
SHORTEST_QUESTION = 6


@transaction.atomic
def ask_person(ticket: Ticket, question: str, *, by: Actor, now: datetime) -> TicketMessage:
    """This function will put a question to the requester.

    Before it is known who asks, no promise runs and nothing is paused.

    :raises ValidationError: when it is no question that is written out
    :raises Refused: as `move_ticket`
    """
    require_words(question, least=SHORTEST_QUESTION)
    act = "ask" if ticket.verified_at is not None else "check"
    message = write_message(ticket, TicketMessage.Author.STAFF, question, now=now)
    detail = _pause(ticket, message, now) if act == "ask" else ""
    move_ticket(ticket, act, by=by, now=now, detail=detail)
    tell_requester(ticket, cause=str(message.pk), now=now)
    return message


@transaction.atomic
def resume_ticket(ticket: Ticket, *, by: Actor, now: datetime) -> None:
    """This function will let the promise run again, longer by the days of the pause."""
    detail = end_pause(ticket, now=now)
    move_ticket(ticket, "resume", by=by, now=now, detail=detail)


def end_pause(ticket: Ticket, *, now: datetime) -> str:
    """This function will end the pause that there is, and say how many working days it had."""
    pause = ticket.pauses.filter(ended_at__isnull=True).first()
    if pause is None:
        return ""
    calendar = calendar_in_force()
    until = min(local_date(now, calendar=calendar), pause.ends_on)
    pause.days, pause.ended_at = _official_days(pause.starts_on, until, calendar), now
    pause.save(update_fields=["days", "ended_at"])
    _move_promises(ticket, calendar)
    return f"paused {pause.days}"


def end_silent_pauses(*, now: datetime) -> int:
    """This function will go on with the tickets whose question was not answered in time."""
    today = local_date(now, calendar=calendar_in_force())
    silent = TicketPause.objects.filter(ended_at__isnull=True, ends_on__lt=today)
    tickets = [pause.ticket for pause in silent.select_related("ticket")]
    for ticket in tickets:
        resume_ticket(ticket, by=SCHEDULE, now=now)
    return len(tickets)


def _pause(ticket: Ticket, question: TicketMessage, now: datetime) -> str:
    calendar = calendar_in_force()
    today = local_date(now, calendar=calendar)
    ends_on = nth_working_day(today, LONGEST_PAUSE - _paused_days(ticket), calendar=calendar)
    days = _official_days(today, ends_on, calendar)
    TicketPause.objects.create(
        ticket=ticket,
        round=ticket.round,
        question=question,
        starts_on=today,
        ends_on=ends_on,
        days=days,
    )
    _move_promises(ticket, calendar)
    return f"until {ends_on.isoformat()}"


def _paused_days(ticket: Ticket) -> int:
    pauses = ticket.pauses.filter(round=ticket.round)
    return pauses.aggregate(days=Sum("days"))["days"] or 0


def _official_days(start: date, end: date, calendar: Calendar) -> int:
    return working_days_between(start, min(end, max(start, calendar.last_day)), calendar=calendar)


def _move_promises(ticket: Ticket, calendar: Calendar) -> None:
    """Law and targets stay where they are.

    A day that newer holidays let stand, although they would allow a later one, stays as much
    earlier than they would.
    """
    paused = _paused_days(ticket)
    running = ticket.clocks.filter(
        round=ticket.round, kind=TicketClock.Kind.PROMISE, stopped_on__isnull=True
    )
    for clock in running:
        counted, _is_provisional = due_day_of(clock, calendar)
        ahead = working_days_between(clock.due_on, counted, calendar=calendar)
        clock.paused_days = paused
        counted, clock.is_provisional = due_day_of(clock, calendar)
        clock.due_on = working_day_before(counted, ahead, calendar=calendar)
        clock.warn_on = next_warning_day(clock, calendar)
        clock.save(update_fields=["paused_days", "due_on", "is_provisional", "warn_on"])
    note_due_day(ticket)
