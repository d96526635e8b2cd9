"""What may become of a request, and who may do it: one table, and the one way to move.

Every act checks the table, changes the state by one conditional update, and leaves a line in the
timeline, in the caller's transaction. Staff act by right: agents work, only the privacy officer
rejects and takes pictures down. Nobody but the requester ends what was not answered.
"""

from datetime import datetime
from types import MappingProxyType
from typing import Any

from privacy.models import Ticket, TicketEvent
from privacy.models.refusal import Refused
from privacy.registry.roles import Right
from privacy.services.transitions import SCHEDULED, Actor, Steps, may_step, require_step, step

State = Ticket.State
WORK, DECIDE = Right.WORK_ON_TICKETS, Right.DECIDE_TICKETS
ASKED = "requester"
WRONG_STATE = "ticket_state"
REQUESTER = Actor("requester", frozenset({ASKED}))
UNANSWERED = frozenset(Ticket.UNANSWERED)
# Where it may still be open who asks.
UNKNOWN = frozenset({State.RECEIVED, State.VERIFYING, State.REOPENED})

ACTS: Steps = MappingProxyType(
    {
        "assign": step(UNANSWERED | {State.ANSWERED}, None, WORK),
        "check": step(UNKNOWN, State.VERIFYING, WORK),
        "verify": step(UNKNOWN, State.OPEN, WORK),
        "ask": step({State.OPEN, State.REOPENED}, State.WAITING_USER, WORK),
        "resume": step({State.WAITING_USER}, State.OPEN, WORK, ASKED, SCHEDULED),
        "answer": step(UNANSWERED, State.ANSWERED, WORK),
        "reject": step(UNANSWERED, State.REJECTED, DECIDE),
        "take_down": step(UNANSWERED, None, DECIDE),
        "close": step({State.ANSWERED}, State.CLOSED, WORK, SCHEDULED),
        "withdraw": step(UNANSWERED | {State.ANSWERED}, State.CLOSED, ASKED),
        "reopen": step({State.ANSWERED, *Ticket.ENDED}, State.REOPENED, WORK, ASKED),
    }
)


def may_do(ticket: Ticket, act: str, *, by: Actor) -> bool:
    """This function will say whether the act is possible now, for whoever asks.

    Who it is can be found out once; only then is there a promise that a question can pause.
    """
    is_known = ticket.verified_at is not None
    if (is_known and act in ("check", "verify")) or (not is_known and act == "ask"):
        return False
    return may_step(ACTS[act], ticket, by=by)


def move_ticket(
    ticket: Ticket, act: str, *, by: Actor, now: datetime, detail: str = "", **changes: Any
) -> None:
    """This function will do one act of the table; `changes` are columns that go with it.

    :raises Refused: `permission_denied`, 403, without the right; `ticket_state`, 409, when the
        table has no such move, or somebody else moved it meanwhile
    """
    rule, before = ACTS[act], ticket.state
    require_step(rule, ticket, by=by, now=now, wrong_state=WRONG_STATE)
    after = rule.ends or before
    changes |= {"state": after, "queue_on": ticket.due_on if after in UNANSWERED else None}
    if not Ticket.objects.filter(pk=ticket.pk, state=before).update(**changes):
        raise Refused(WRONG_STATE, 409)
    for name, value in changes.items():
        setattr(ticket, name, value)
    note_event(ticket, act, by=by, now=now, before=before, detail=detail)


def note_event(
    ticket: Ticket, act: str, *, by: Actor, now: datetime, before: str = "", detail: str = ""
) -> None:
    """This function will write a line into the timeline."""
    TicketEvent.objects.create(
        ticket=ticket,
        at=now,
        act=act,
        by=by.name,
        from_state=before,
        to_state=ticket.state,
        detail=detail,
    )
