"""Answer a request, or reject it with a reason and the way to object.

"Answered" is what a person wrote for this request: no automatic reply, no template with its gaps
left open. Rights are used by their owner, so these kinds are answered only once it is known who
asks.
"""

from datetime import datetime
from typing import Any

from django.db import transaction

from privacy.models import Ticket, TicketMessage
from privacy.models.refusal import Refused
from privacy.services.ask_person import end_pause
from privacy.services.move_ticket import move_ticket
from privacy.services.stop_clocks import stop_answer_clocks
from privacy.services.tell_requester import tell_requester
from privacy.services.transitions import Actor
from privacy.services.write_message import require_words, write_message

Kind = Ticket.Kind
OF_A_RIGHT = (Kind.ACCESS, Kind.CORRECTION, Kind.ERASURE, Kind.WITHDRAWAL)
# Room for one short sentence in either language.
SHORTEST_ANSWER = 15


@transaction.atomic
def answer_ticket(ticket: Ticket, text: str, *, by: Actor, now: datetime) -> TicketMessage:
    """This function will answer a request and stop its clocks.

    :raises ValidationError: when it is no answer yet
    :raises Refused: `verify_first`, 409; else as `move_ticket`
    """
    if ticket.kind in OF_A_RIGHT and ticket.verified_at is None:
        raise Refused("verify_first", 409)
    return _reply(ticket, "answer", text, by=by, now=now, answered_at=now)


@transaction.atomic
def reject_ticket(ticket: Ticket, reason: str, *, by: Actor, now: datetime) -> TicketMessage:
    """This function will turn a request down; the reason and the way to object go to its sender.

    :raises ValidationError: when it is no reason yet
    :raises Refused: as `move_ticket`
    """
    return _reply(ticket, "reject", reason, by=by, now=now, answered_at=now, closed_at=now)


def _reply(
    ticket: Ticket, act: str, text: str, *, by: Actor, now: datetime, **times: datetime
) -> TicketMessage:
    require_words(text, least=SHORTEST_ANSWER)
    end_pause(ticket, now=now)
    changes: dict[str, Any] = {**times}
    move_ticket(ticket, act, by=by, now=now, **changes)
    message = write_message(ticket, TicketMessage.Author.STAFF, text, now=now)
    stop_answer_clocks(ticket, now=now, is_answered=True)
    tell_requester(ticket, cause=str(message.pk), now=now)
    return message
