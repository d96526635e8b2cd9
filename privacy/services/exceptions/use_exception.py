"""Ask for an exception to consent, approve or refuse it, end it."""

from datetime import datetime
from typing import Any

from privacy.models import BasisInvocation
from privacy.registry.roles import Right
from privacy.selectors.exceptions import due_to_end
from privacy.services.exceptions.exception_steps import STEPS, require_evidence
from privacy.services.exceptions.tell_person import tell_persons
from privacy.services.registers.move_record import file_record, move_record
from privacy.services.transitions import SCHEDULE, Actor


def ask_for_exception(*, by: Actor, now: datetime, **given: Any) -> BasisInvocation:
    """This function will file what is asked; nothing may be done on it yet.

    :raises Refused: `basis_incomplete`, 409, without what its ground asks for; as `file_record`
    :raises ValidationError: when it has no end, or a grave one no document
    """
    basis = BasisInvocation(**given)
    require_evidence(basis, now)
    return file_record(basis, by=by, right=Right.FILE_SHARING, now=now)


def approve_exception(basis: BasisInvocation, *, by: Actor, now: datetime) -> None:
    """This function will put the exception in force, and tell the person it is about.

    :raises Refused: as `move_record`
    """
    move_record(basis, "approve", steps=STEPS, by=by, now=now, approved_by=by.name, approved_at=now)
    tell_persons(now=now)


def refuse_exception(basis: BasisInvocation, *, by: Actor, now: datetime) -> None:
    """This function will refuse what was asked.

    :raises Refused: as `move_record`
    """
    move_record(basis, "refuse", steps=STEPS, by=by, now=now)


def end_exception(basis: BasisInvocation, *, by: Actor, now: datetime) -> None:
    """This function will end the exception before its day.

    :raises Refused: as `move_record`
    """
    move_record(basis, "end", steps=STEPS, by=by, now=now)


def tend_exceptions(*, now: datetime) -> None:
    """This function will close what is past its end, and tell whoever may be told by now."""
    for basis in due_to_end(now):
        end_exception(basis, by=SCHEDULE, now=now)
    tell_persons(now=now)
