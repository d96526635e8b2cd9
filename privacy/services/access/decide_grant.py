"""Approve or refuse a leave to look; about a minor two others approve it."""

from datetime import datetime, timedelta

from privacy.models import AccessGrant
from privacy.services.access.grant_steps import GRANT_STEPS
from privacy.services.registers.move_record import move_record
from privacy.services.transitions import Actor


def approve_grant(grant: AccessGrant, *, by: Actor, now: datetime) -> None:
    """This function will let its hours begin.

    :raises Refused: as `move_record`; `minor_not_approved`, 409, before the approval for a minor
    """
    until = now + timedelta(hours=grant.hours)
    move_record(
        grant, "approve", steps=GRANT_STEPS, by=by, now=now, approved_by=by.name, until=until
    )


def approve_for_minor(grant: AccessGrant, *, by: Actor, now: datetime) -> None:
    """This function will add the approval that data about somebody under 18 needs.

    :raises Refused: as `move_record`; `minor_approval_not_needed`, 409, for anybody else's
    """
    move_record(
        grant, "approve_for_minor", steps=GRANT_STEPS, by=by, now=now, minor_approved_by=by.name
    )


def refuse_grant(grant: AccessGrant, *, by: Actor, now: datetime) -> None:
    """This function will refuse it.

    :raises Refused: as `move_record`
    """
    move_record(grant, "refuse", steps=GRANT_STEPS, by=by, now=now)
