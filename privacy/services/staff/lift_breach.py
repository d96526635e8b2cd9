"""Lift the suspension that followed a breach of duty; a second person does so."""

from datetime import datetime

from privacy.models import DutyBreach
from privacy.models.refusal import Refused
from privacy.services.staff.end_record import end_staff_record
from privacy.services.staff.file_record import number_of
from privacy.services.transitions import Actor


def lift_breach(breach: DutyBreach, *, by: Actor, now: datetime) -> None:
    """This function will let their roles count again.

    :raises Refused: `second_person_needed`, 403, for whoever filed it; else as `end_staff_record`
    """
    if breach.filed_by == number_of(by):
        raise Refused("second_person_needed", 403)
    end_staff_record(breach, "lift", by=by, now=now, lifted_at=now, lifted_by=by.name)
