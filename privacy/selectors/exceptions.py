"""Which exceptions to consent are in force, and what they cover."""

from datetime import datetime

from django.db.models import QuerySet

from privacy.models import BasisInvocation
from privacy.registry.sharing import Payload

State = BasisInvocation.State


def live_exceptions(now: datetime) -> QuerySet[BasisInvocation]:
    """This function will return what is in force at this moment."""
    return BasisInvocation.objects.filter(state=State.LIVE, starts_at__lte=now, until__gt=now)


def covers(
    basis: BasisInvocation | None, ground: BasisInvocation.Ground, payload: Payload, now: datetime
) -> bool:
    """This function will say whether an exception is live and names all that is to be given."""
    if basis is None or not live_exceptions(now).filter(pk=basis.pk, ground=ground).exists():
        return False
    return payload.categories <= set(basis.categories.split(","))


def due_to_end(now: datetime) -> QuerySet[BasisInvocation]:
    """This function will return what is past its end and not closed yet."""
    return BasisInvocation.objects.filter(state=State.LIVE, until__lte=now)


def due_to_tell(now: datetime) -> QuerySet[BasisInvocation]:
    """This function will return what a person has not been told of and may be by now."""
    used = BasisInvocation.objects.filter(
        state__in=(State.LIVE, State.ENDED), subject__isnull=False, told_at__isnull=True
    )
    return used.exclude(secret_until__gt=now)
