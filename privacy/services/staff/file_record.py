"""Put something on file about one of the staff. Nobody files for themselves."""

from datetime import datetime
from typing import TypeVar

from django.contrib.auth import get_user_model
from django.db import transaction

from privacy.models.refusal import Refused
from privacy.models.staff import StaffRecord
from privacy.registry.roles import Right
from privacy.services.registers.move_record import write_step
from privacy.services.transitions import Actor

Record = TypeVar("Record", bound=StaffRecord)
# How `name_of_staff` begins.
PERSON = "person "


def file_staff_record(record: Record, *, by: Actor, now: datetime) -> Record:
    """This function will put the record on file, in the timeline and in the ledger.

    :raises Refused: as `require_fileable`
    :raises ValidationError: when the record breaks a rule of its model
    """
    require_fileable(record.person_number, by=by)
    record.filed_by, record.filed_at = number_of(by), now
    record.full_clean()
    with transaction.atomic():
        record.save(force_insert=True)
        write_step(record, "file", by=by, now=now, detail=f"{PERSON}{record.person_number}")
    return record


def require_fileable(person_number: int, *, by: Actor) -> None:
    """This function will let pass who may file something about this member of the staff.

    :raises Refused: `permission_denied`, 403; `nobody_for_themselves`, 403; `not_staff`, 400, when
        the number is nobody's who may enter the admin
    """
    if Right.FILE_STAFF not in by.rights:
        raise Refused("permission_denied", 403)
    if person_number == number_of(by):
        raise Refused("nobody_for_themselves", 403)
    people = get_user_model()._default_manager
    if not people.filter(pk=person_number, is_active=True, is_staff=True).exists():
        raise Refused("not_staff", 400)


def number_of(by: Actor) -> int:
    """This function will return the number of a member of the staff who acts."""
    return int(by.name.removeprefix(PERSON))
