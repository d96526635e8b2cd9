"""A way across the border: filed with assessment and contract, opened by a second person."""

from datetime import datetime
from typing import Any

from privacy.models import CrossBorderTransfer
from privacy.registry.roles import Right
from privacy.selectors.calendars import today_there
from privacy.services.registers.move_record import file_record, move_record
from privacy.services.transitions import SCHEDULE, SCHEDULED, Actor, Steps, step

State = CrossBorderTransfer.State

STEPS: Steps = {
    "open": step((State.DRAFT,), State.ACTIVE, Right.APPROVE_SHARING, not_by=("filed_by",)),
    "close": step(
        (State.DRAFT, State.ACTIVE),
        State.ENDED,
        Right.FILE_SHARING,
        Right.APPROVE_SHARING,
        SCHEDULED,
    ),
}


def file_transfer(*, by: Actor, now: datetime, **given: Any) -> CrossBorderTransfer:
    """This function will file a transfer; it opens nothing yet.

    :raises Refused: as `file_record`
    :raises ValidationError: without one receiver, an assessment, a contract or a citation
    """
    return file_record(CrossBorderTransfer(**given), by=by, right=Right.FILE_SHARING, now=now)


def open_transfer(transfer: CrossBorderTransfer, *, by: Actor, now: datetime) -> None:
    """This function will let the gate use the transfer until its day.

    :raises Refused: as `move_record`
    """
    move_record(transfer, "open", steps=STEPS, by=by, now=now, approved_by=by.name, approved_at=now)


def close_transfer(transfer: CrossBorderTransfer, *, by: Actor, now: datetime) -> None:
    """This function will shut the way again.

    :raises Refused: as `move_record`
    """
    move_record(transfer, "close", steps=STEPS, by=by, now=now)


def close_past_transfers(*, now: datetime) -> None:
    """This function will close what is past its day; the gate has not used it since."""
    past = CrossBorderTransfer.objects.filter(state=State.ACTIVE, until__lt=today_there(now))
    for transfer in past:
        close_transfer(transfer, by=SCHEDULE, now=now)
