"""Plan the end of the service, approve it as the second person, or withdraw it in time."""

from datetime import datetime

from django.db import transaction

from privacy.models import Announcement, Termination
from privacy.models.refusal import Refused
from privacy.registry.roles import Right
from privacy.selectors.service_end import current_end
from privacy.services.announcements.publish_announcement import end_announcement
from privacy.services.registers.move_record import file_record, move_record
from privacy.services.termination.steps import STEPS
from privacy.services.transitions import SCHEDULE, Actor


def plan_end(end: Termination, *, by: Actor, now: datetime) -> Termination:
    """This function will file the plan: the day, and what people are told.

    :raises Refused: `record_state`, 409, while there is another; or as `file_record`
    """
    if current_end() is not None:
        raise Refused("record_state", 409)
    return file_record(end, by=by, right=Right.END_SERVICE, now=now)


def approve_end(end: Termination, *, by: Actor, now: datetime) -> None:
    """This function will approve the day and the text as the second person.

    :raises Refused: as `move_record`
    """
    move_record(end, "approve", steps=STEPS, by=by, now=now, approved_by=by.name, approved_at=now)


@transaction.atomic
def withdraw_end(end: Termination, *, by: Actor, now: datetime) -> None:
    """This function will take the plan back; after the freeze nobody can.

    :raises Refused: as `move_record`
    """
    move_record(end, "withdraw", steps=STEPS, by=by, now=now)
    if end.announcement is not None and end.announcement.state == Announcement.State.PUBLISHED:
        end_announcement(end.announcement, by=SCHEDULE, now=now)
