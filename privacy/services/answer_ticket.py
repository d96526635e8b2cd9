"""Answer a request, or reject it with a reason and the way to object.

"Answered" is what a person wrote for this request: no automatic reply, no template with its gaps
left open. Rights are used by their owner, so these kinds are answered only once it is known who
asks.
"""

import re
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from privacy.models import Ticket, TicketMessage
from privacy.models.refusal import Refused
from privacy.services.ask_person import end_pause
from privacy.services.move_ticket import move_ticket
from privacy.services.stop_clocks import stop_answer_clocks
from privacy.services.tell_requester import tell_requester
from privacy.services.transitions import Actor
from privacy.services.write_message import write_message

Kind = Ticket.Kind
OF_A_RIGHT = (Kind.ACCESS, Kind.CORRECTION, Kind.ERASURE, Kind.WITHDRAWAL)
# Room for one short sentence in either language.
SHORTEST_ANSWER = 15
LONGEST_ANSWER = 5_000
GAP = re.compile(r"\[\[.*?\]\]")


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
    require_substance(text)
    end_pause(ticket, now=now)
    changes: dict[str, Any] = {**times}
    move_ticket(ticket, act, by=by, now=now, **changes)
    message = write_message(ticket, TicketMessage.Author.STAFF, text, now=now)
    stop_answer_clocks(ticket, now=now, is_answered=True)
    tell_requester(ticket, cause=str(message.pk), now=now)
    return message


def require_substance(text: str) -> None:
    """This function will let pass what answers something.

    :raises ValidationError: when it is too short or too long, or a gap of a template is left open
    """
    if not SHORTEST_ANSWER <= len(text.strip()) <= LONGEST_ANSWER:
        raise ValidationError(
            _("Write an answer of %(least)d to %(most)d characters.")
            % {"least": SHORTEST_ANSWER, "most": LONGEST_ANSWER},
            code="answer_missing",
        )
    if GAP.search(text):
        raise ValidationError(
            _("Fill every gap that stands in [[double brackets]]."), code="answer_incomplete"
        )
