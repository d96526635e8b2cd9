"""Start the clocks of a ticket: what was promised, what the law says, what we aim for.

What the law says runs from receipt, what the policy promises from the day it is known who asks;
whoever is signed in is known on receipt. All are kept, and the earliest is the one that counts.
"""

from dataclasses import dataclass
from datetime import datetime

from privacy import promises
from privacy.models import Ticket, TicketClock
from privacy.working_days import BUNDLED, due_date, is_provisional, local_date

Kind = Ticket.Kind
OF_A_COMPLAINT = (Kind.COMPLAINT, Kind.REPORT, Kind.MISUSE, Kind.SECURITY)
LAW_WORKING_DAYS = 15
VERIFY_WORKING_DAYS = 2
CHILD_TARGET_WORKING_DAYS = 5
SECURITY_TARGET_WORKING_DAYS = 1


@dataclass(frozen=True, slots=True)
class Rule:
    """One way to count: its stable name, whom it binds, how many working days."""

    name: str
    kind: TicketClock.Kind
    working_days: int


LAW = Rule("law_15", TicketClock.Kind.LAW, LAW_WORKING_DAYS)
VERIFY = Rule("verify_2", TicketClock.Kind.TARGET, VERIFY_WORKING_DAYS)
COMPLAINT = Rule("policy_15", TicketClock.Kind.PROMISE, promises.COMPLAINT_WORKING_DAYS)
REQUEST = Rule("policy_10", TicketClock.Kind.PROMISE, promises.QUESTION_WORKING_DAYS)
CHILD = Rule("child_10", TicketClock.Kind.PROMISE, promises.CHILD_WORKING_DAYS)
CHILD_TARGET = Rule("child_5", TicketClock.Kind.TARGET, CHILD_TARGET_WORKING_DAYS)
SECURITY_TARGET = Rule("security_1", TicketClock.Kind.TARGET, SECURITY_TARGET_WORKING_DAYS)


def start_receipt_clocks(ticket: Ticket) -> None:
    """This function will start what runs from the day the ticket came in."""
    _start(ticket, LAW, ticket.received_at)
    if ticket.verified_at is None:
        _start(ticket, VERIFY, ticket.received_at)
    if ticket.kind == Kind.CHILD:
        _start(ticket, CHILD_TARGET, ticket.received_at)
    if ticket.kind == Kind.SECURITY:
        _start(ticket, SECURITY_TARGET, ticket.received_at)


def start_promise_clock(ticket: Ticket) -> None:
    """This function will start what was promised, once it is known who asks."""
    if ticket.verified_at is not None:
        _start(ticket, promise_rule(ticket.kind), ticket.verified_at)


def promise_rule(kind: str) -> Rule:
    """This function will return the rule that the policy promises for a kind."""
    if kind in OF_A_COMPLAINT:
        return COMPLAINT
    return CHILD if kind == Kind.CHILD else REQUEST


def _start(ticket: Ticket, rule: Rule, moment: datetime) -> None:
    starts_on = local_date(moment)
    TicketClock.objects.get_or_create(
        ticket=ticket,
        rule=rule.name,
        defaults={
            "kind": rule.kind,
            "starts_on": starts_on,
            "working_days": rule.working_days,
            "due_on": due_date(starts_on, rule.working_days),
            "is_provisional": is_provisional(starts_on, rule.working_days),
            "calendar_version": BUNDLED.version,
        },
    )
