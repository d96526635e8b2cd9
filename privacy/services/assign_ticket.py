"""Say who of the staff works on a request."""

from datetime import datetime
from typing import Any

from django.db import transaction

from privacy.models import Ticket
from privacy.models.refusal import Refused
from privacy.services.move_ticket import WORK, move_ticket
from privacy.services.transitions import Actor


@transaction.atomic
def assign_ticket(ticket: Ticket, assignee: Any, *, by: Actor, now: datetime) -> None:
    """This function will give a request to somebody; repeating it changes nothing.

    :raises Refused: `not_an_agent` for somebody who may not work on it; else as `move_ticket`
    """
    if not assignee.has_perm(WORK):
        raise Refused("not_an_agent", 400)
    if ticket.assignee_id == assignee.pk:
        return
    detail = f"to person {assignee.pk}"
    move_ticket(ticket, "assign", by=by, now=now, detail=detail, assignee_id=assignee.pk)
