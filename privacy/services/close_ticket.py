"""End a request: after its answer, or because whoever sent it does not want it any more."""

from datetime import datetime, timedelta

from django.db import transaction

from privacy.models import Ticket
from privacy.services.ask_person import end_pause
from privacy.services.move_ticket import REQUESTER, move_ticket
from privacy.services.stop_clocks import stop_answer_clocks
from privacy.services.transitions import SCHEDULE, Actor

# Time to say that the answer was none; after it the periods of keeping the text begin.
SILENCE = timedelta(days=30)
BATCH_ROWS = 500


@transaction.atomic
def close_ticket(ticket: Ticket, *, by: Actor, now: datetime) -> None:
    """This function will close what was answered.

    :raises Refused: as `move_ticket`: nobody closes what was not answered
    """
    move_ticket(ticket, "close", by=by, now=now, closed_at=now)


@transaction.atomic
def withdraw_ticket(ticket: Ticket, *, now: datetime) -> None:
    """This function will end a request at the wish of whoever sent it.

    :raises Refused: `ticket_state` when it has ended
    """
    end_pause(ticket, now=now)
    move_ticket(ticket, "withdraw", by=REQUESTER, now=now, closed_at=now)
    stop_answer_clocks(ticket, now=now, is_answered=False)


def close_silent_tickets(*, now: datetime) -> int:
    """This function will close what was answered a month ago without a word since."""
    silent = Ticket.objects.filter(state=Ticket.State.ANSWERED, answered_at__lte=now - SILENCE)
    tickets = list(silent.order_by("answered_at")[:BATCH_ROWS])
    for ticket in tickets:
        close_ticket(ticket, by=SCHEDULE, now=now)
    return len(tickets)
