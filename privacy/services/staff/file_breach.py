"""File a breach of the duty of confidentiality: every right of theirs rests from this moment."""

from datetime import datetime

from django.db import transaction

from privacy.models import AccessGrant, DutyBreach
from privacy.services.access.end_grant import end_grant
from privacy.services.access.grant_steps import GRANT_STEPS
from privacy.services.staff.file_record import PERSON, file_staff_record
from privacy.services.transitions import Actor


@transaction.atomic
def file_breach(person_number: int, *, what: str, by: Actor, now: datetime) -> DutyBreach:
    """This function will suspend them, and end the leaves to look that they have.

    :raises Refused: as `file_staff_record`
    :raises ValidationError: when nothing says what happened
    """
    breach = DutyBreach(person_number=person_number, what=what)
    filed = file_staff_record(breach, by=by, now=now)
    leaves = AccessGrant.objects.filter(
        filed_by=f"{PERSON}{person_number}", state__in=GRANT_STEPS["end"].starts
    )
    for grant in leaves:
        end_grant(grant, by=by, now=now)
    return filed
