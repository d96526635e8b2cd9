"""What may become of a request, and who may do it: one table, and the one way to move.

Every act checks the table, changes the state by one conditional update, and leaves a line in the
timeline, in the caller's transaction. Staff act by right: agents work, only the privacy officer
rejects and takes pictures down. Nobody but the requester ends what was not answered.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any

from privacy.models import Ticket, TicketEvent
from privacy.models.refusal import Refused

State = Ticket.State
WORK = "privacy.work_on_tickets"
DECIDE = "privacy.decide_tickets"
ASKED, SCHEDULED = "requester", "schedule"
UNANSWERED = frozenset(Ticket.UNANSWERED)
# Where it may still be open who asks.
UNKNOWN = frozenset({State.RECEIVED, State.VERIFYING, State.REOPENED})


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: by number or as a role, never by name; and with which rights."""

    name: str
    rights: frozenset[str]


REQUESTER = Actor("requester", frozenset({ASKED}))
SCHEDULE = Actor("schedule", frozenset({SCHEDULED}))


def staff_actor(person: Any) -> Actor:
    """This function will return a member of the staff with what they may do at the desk."""
    rights = frozenset(right for right in (WORK, DECIDE) if person.has_perm(right))
    return Actor(f"person {person.pk}", rights)


@dataclass(frozen=True, slots=True)
class Act:
    """From which states, into which (or staying), by whom."""

    starts: frozenset[State]
    ends: State | None
    rights: frozenset[str]


def _act(starts: Any, ends: State | None, *rights: str) -> Act:
    return Act(frozenset(starts), ends, frozenset(rights))


ACTS: Mapping[str, Act] = MappingProxyType(
    {
        "assign": _act(UNANSWERED | {State.ANSWERED}, None, WORK),
        "check": _act(UNKNOWN, State.VERIFYING, WORK),
        "verify": _act(UNKNOWN, State.OPEN, WORK),
        "ask": _act({State.OPEN, State.REOPENED}, State.WAITING_USER, WORK),
        "resume": _act({State.WAITING_USER}, State.OPEN, WORK, ASKED, SCHEDULED),
        "answer": _act(UNANSWERED, State.ANSWERED, WORK),
        "reject": _act(UNANSWERED, State.REJECTED, DECIDE),
        "take_down": _act(UNANSWERED, None, DECIDE),
        "close": _act({State.ANSWERED}, State.CLOSED, WORK, SCHEDULED),
        "withdraw": _act(UNANSWERED | {State.ANSWERED}, State.CLOSED, ASKED),
        "reopen": _act({State.ANSWERED, *Ticket.ENDED}, State.REOPENED, WORK, ASKED),
    }
)


def may_do(ticket: Ticket, act: str, *, by: Actor) -> bool:
    """This function will say whether the act is possible now, for whoever asks.

    Who it is can be found out once; only then is there a promise that a question can pause.
    """
    is_known = ticket.verified_at is not None
    if (is_known and act in ("check", "verify")) or (not is_known and act == "ask"):
        return False
    return ticket.state in ACTS[act].starts and bool(by.rights & ACTS[act].rights)


def move_ticket(
    ticket: Ticket, act: str, *, by: Actor, now: datetime, detail: str = "", **changes: Any
) -> None:
    """This function will do one act of the table; `changes` are columns that go with it.

    :raises Refused: `permission_denied`, 403, without the right; `ticket_state`, 409, when the
        table has no such move, or somebody else moved it meanwhile
    """
    rule, before = ACTS[act], ticket.state
    if not by.rights & rule.rights:
        raise Refused("permission_denied", 403)
    if before not in rule.starts:
        raise Refused("ticket_state", 409)
    after = rule.ends or before
    changes |= {"state": after, "queue_on": ticket.due_on if after in UNANSWERED else None}
    if not Ticket.objects.filter(pk=ticket.pk, state=before).update(**changes):
        raise Refused("ticket_state", 409)
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
