"""The way of a leave to look, and what must be true of its case and of the person."""

from datetime import datetime
from types import MappingProxyType
from typing import Any

from django.db.models import Model

from privacy.models import AccessGrant, DisclosureRequest, Incident, Ticket
from privacy.models.refusal import Refused
from privacy.registry.roles import Right
from privacy.services.transitions import SCHEDULED, Steps, step

State = AccessGrant.State
Case = AccessGrant.Case
# What a case of each kind is a row of, and in which states it is over.
CASES: dict[str, tuple[type[Model], tuple[str, ...]]] = {
    Case.TICKET: (Ticket, Ticket.ENDED),
    Case.INCIDENT: (Incident, (Incident.State.CLOSED,)),
    Case.DISCLOSURE: (
        DisclosureRequest,
        (DisclosureRequest.State.REFUSED, DisclosureRequest.State.CLOSED),
    ),
}

# Whose right it is to end somebody else's.
TAKE_AWAY = (Right.GRANT_ACCESS, Right.FILE_STAFF)


def require_case(kind: str, case: Any) -> None:
    """This function will let pass a case that is on file and not over.

    :raises Refused: `case_unknown`, 400
    """
    model, over = CASES[kind]
    if not model._default_manager.filter(pk=case).exclude(state__in=over).exists():
        raise Refused("case_unknown", 400)


def case_is_there(grant: AccessGrant, _now: datetime) -> None:
    """This function will let pass a leave whose case is still open.

    :raises Refused: `case_unknown`, 400
    """
    require_case(grant.case_kind, grant.case)


def minor_is_approved(grant: AccessGrant, _now: datetime) -> None:
    """This function will let pass what is about a minor only after the second approval.

    :raises Refused: `minor_not_approved`, 409
    """
    if grant.is_about_minor and not grant.minor_approved_by:
        raise Refused("minor_not_approved", 409)


def is_about_a_minor(grant: AccessGrant, _now: datetime) -> None:
    """This function will let pass a leave that needs the second approval and has none.

    :raises Refused: `minor_approval_not_needed`, 409
    """
    if not grant.is_about_minor or grant.minor_approved_by:
        raise Refused("minor_approval_not_needed", 409)


GRANT_STEPS: Steps = MappingProxyType(
    {
        "approve_for_minor": step(
            {State.REQUESTED},
            None,
            Right.GRANT_ACCESS_TO_CHILDREN,
            not_by=("filed_by", "approved_by"),
            needs=(is_about_a_minor,),
        ),
        "approve": step(
            {State.REQUESTED},
            State.LIVE,
            Right.GRANT_ACCESS,
            not_by=("filed_by", "minor_approved_by"),
            needs=(minor_is_approved, case_is_there),
        ),
        "refuse": step({State.REQUESTED}, State.REFUSED, Right.GRANT_ACCESS, not_by=("filed_by",)),
        "end": step({State.REQUESTED, State.LIVE}, State.ENDED, Right.REVEAL_DATA, *TAKE_AWAY),
        "expire": step({State.REQUESTED, State.LIVE}, State.EXPIRED, SCHEDULED),
    }
)
