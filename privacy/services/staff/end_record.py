"""End what stands on file about one of the staff."""

from datetime import datetime
from typing import Any

from django.db import transaction

from privacy.models.refusal import Refused
from privacy.models.staff import DutyBreach, StaffRole
from privacy.registry.roles import Right
from privacy.services.registers.move_record import write_step
from privacy.services.staff.file_record import number_of
from privacy.services.transitions import Actor


def end_staff_record(
    record: StaffRole | DutyBreach, name: str, *, by: Actor, now: datetime, **changes: Any
) -> None:
    """This function will write down the end of a record that is open, and by whom.

    :raises Refused: `permission_denied`, 403; `nobody_for_themselves`, 403; `record_state`, 409,
        when it has ended already
    """
    if Right.FILE_STAFF not in by.rights:
        raise Refused("permission_denied", 403)
    if record.person_number == number_of(by):
        raise Refused("nobody_for_themselves", 403)
    before, ends = record.state, dict.fromkeys(one for one in changes if one.endswith("_at"))
    with transaction.atomic():
        rows = type(record)._default_manager.filter(pk=record.pk, **ends)
        if not rows.update(**changes):
            raise Refused("record_state", 409)
        record.refresh_from_db()
        write_step(record, name, by=by, now=now, before=before)
