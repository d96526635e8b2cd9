"""Show an exception to the person it is about, unless an order keeps it secret until a day."""

from datetime import datetime

from django.db import transaction

from privacy.models import BasisInvocation, Notice, SubjectPseudonym
from privacy.selectors.exceptions import due_to_tell
from privacy.services.give_notice import give_notice
from privacy.services.log_staff_access import tell_in_access_log


def tell_persons(*, now: datetime) -> int:
    """This function will tell everybody who is due and return how many exceptions it told of."""
    return sum(_tell(basis, now) for basis in due_to_tell(now))


@transaction.atomic
def _tell(basis: BasisInvocation, now: datetime) -> bool:
    waiting = BasisInvocation.objects.filter(pk=basis.pk, told_at__isnull=True)
    if not waiting.update(told_at=now):
        return False
    tell_in_access_log(
        basis.subject,
        by=basis.filed_by,
        model=basis._meta.label,
        key=str(basis.pk),
        reason=f"{basis.ground}: {basis.purpose}",
        now=now,
    )
    # Whoever has cancelled cannot be reached any more; the entry stays.
    for name in SubjectPseudonym.objects.filter(pseudonym__in=[basis.subject]):
        kind = Notice.Kind.ACTED_WITHOUT_CONSENT
        give_notice(name.person, kind, cause=str(basis.pk), now=now)
    return True
