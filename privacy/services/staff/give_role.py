"""Give somebody of the staff a role."""

from datetime import datetime

from privacy.models import StaffRole
from privacy.registry.roles import Role
from privacy.services.staff.file_record import file_staff_record
from privacy.services.transitions import Actor


def give_role(person_number: int, role: Role, *, by: Actor, now: datetime) -> StaffRole:
    """This function will give it; it works once agreement, training and second factor are there.

    :raises Refused: as `file_staff_record`
    :raises ValidationError: when they have the role already
    """
    return file_staff_record(StaffRole(person_number=person_number, role=role), by=by, now=now)
