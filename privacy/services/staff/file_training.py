"""File a training in protecting data that somebody of the staff has passed."""

from datetime import date, datetime

from privacy.models import StaffTraining
from privacy.services.staff.file_record import file_staff_record
from privacy.services.transitions import Actor


def file_training(
    person_number: int, *, course: str, passed_on: date, until: date, by: Actor, now: datetime
) -> StaffTraining:
    """This function will file it; after its last day all rights rest until the next one.

    :raises Refused: as `file_staff_record`
    :raises ValidationError: when it ends before it begins
    """
    training = StaffTraining(
        person_number=person_number, course=course, passed_on=passed_on, until=until
    )
    return file_staff_record(training, by=by, now=now)
