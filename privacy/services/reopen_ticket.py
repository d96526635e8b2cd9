"""Open a request again: what was measured stays, and new clocks start."""

from datetime import datetime

from django.db import transaction

from privacy.models import Ticket
from privacy.services.move_ticket import move_ticket
from privacy.services.start_clocks import start_promise_clock, start_receipt_clocks
from privacy.services.transitions import Actor


@transaction.atomic
def reopen_ticket(ticket: Ticket, *, by: Actor, now: datetime) -> None:
    """This function will open a request again; nobody is assigned, so that fresh eyes may look.

    :raises Refused: as `move_ticket`
    """
    move_ticket(
        ticket,
        "reopen",
        by=by,
        now=now,
        detail=f"time {ticket.round + 1}",
        round=ticket.round + 1,
        assignee_id=None,
        answered_at=None,
        closed_at=None,
    )
    start_receipt_clocks(ticket, since=now)
    start_promise_clock(ticket, since=now)
