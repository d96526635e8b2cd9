"""End a role, at once."""

from datetime import datetime

from privacy.models import StaffRole
from privacy.services.staff.end_record import end_staff_record
from privacy.services.transitions import Actor


def end_role(role: StaffRole, *, by: Actor, now: datetime) -> None:
    """This function will take the role away; a role that has ended stays as it was.

    :raises Refused: `permission_denied`, 403; `nobody_for_themselves`, 403; `record_state`, 409
    """
    end_staff_record(role, "end", by=by, now=now, ended_at=now)
