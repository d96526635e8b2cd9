"""The steps of the end of the service, and what each needs."""

from datetime import datetime
from types import MappingProxyType

from privacy.models import Termination
from privacy.models.refusal import Refused
from privacy.promises import END_NOTICE
from privacy.registry.roles import Right
from privacy.services.transitions import SCHEDULED, Actor, Steps, step

State = Termination.State
# Whoever sits at the server carries out what two people have decided.
OPERATOR = Actor("operator", frozenset({SCHEDULED}))


def require_approval(end: Termination, _now: datetime) -> None:
    """This function will let pass an end that a second person approved.

    :raises Refused: `end_not_approved`, 409
    """
    if end.approved_by in ("", end.filed_by):
        raise Refused("end_not_approved", 409)


def require_notice_time(end: Termination, now: datetime) -> None:
    """This function will let pass an end of which people learn long enough before.

    :raises Refused: `end_too_soon`, 409
    """
    if end.freezes_at < now + END_NOTICE:
        raise Refused("end_too_soon", 409)


def require_day(end: Termination, now: datetime) -> None:
    """This function will let pass an end whose day has come and of which everybody was told.

    :raises Refused: `end_too_soon` or `end_not_told`, 409
    """
    if now < end.freezes_at:
        raise Refused("end_too_soon", 409)
    if end.told_at is None:
        raise Refused("end_not_told", 409)


STEPS: Steps = MappingProxyType(
    {
        "approve": step(
            {State.PLANNED},
            None,
            Right.APPROVE_END_OF_SERVICE,
            not_by=("filed_by", "approved_by"),
            needs=(require_notice_time,),
        ),
        "announce": step(
            {State.PLANNED},
            State.ANNOUNCED,
            Right.END_SERVICE,
            SCHEDULED,
            needs=(require_approval, require_notice_time),
        ),
        "freeze": step(
            {State.ANNOUNCED}, State.FROZEN, Right.END_SERVICE, SCHEDULED, needs=(require_day,)
        ),
        "delete": step({State.FROZEN}, State.DELETING, SCHEDULED, needs=(require_approval,)),
        "finish": step({State.DELETING}, State.DONE, SCHEDULED, needs=(require_approval,)),
        "withdraw": step({State.PLANNED, State.ANNOUNCED}, State.WITHDRAWN, Right.END_SERVICE),
    }
)
