"""Tell people that something of theirs was disclosed, as soon as no order forbids it."""

from datetime import datetime

from django.db import transaction

from privacy.models import DisclosureRequest, Notice
from privacy.selectors.access_log import DISCLOSED
from privacy.selectors.disclosures import person_of, to_be_told
from privacy.services.disclosures.disclosure_steps import STEPS
from privacy.services.give_notice import give_notice
from privacy.services.log_staff_access import tell_in_access_log
from privacy.services.registers.move_record import move_record
from privacy.services.transitions import SCHEDULE


def tell_of_disclosures(*, now: datetime) -> int:
    """This function will tell whoever may be told by now, once each, and count them."""
    return sum(_tell(request, now) for request in to_be_told(now))


@transaction.atomic
def _tell(request: DisclosureRequest, now: datetime) -> int:
    person = person_of(request)
    move_record(request, "tell", steps=STEPS, by=SCHEDULE, now=now, told_at=now)
    if person is None:
        return 0
    tell_in_access_log(
        request.subject,
        by=request.approved_by,
        model=request._meta.label,
        key=str(request.pk),
        reason=DISCLOSED,
        now=now,
    )
    give_notice(person, Notice.Kind.DISCLOSED, cause=str(request.pk), now=now)
    return 1
