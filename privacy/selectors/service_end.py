"""Whether the service is ending, and how far its end has come."""

from datetime import datetime

from django.db.models import Q

from privacy.models import Termination

State = Termination.State
ENDED = (State.FROZEN, State.DELETING, State.DONE)


def current_end() -> Termination | None:
    """This function will return the end that is planned or under way."""
    return Termination.objects.exclude(state=State.WITHDRAWN).first()


def is_end_announced() -> bool:
    """This function will say whether people have been told: from then on nobody new joins."""
    return Termination.objects.filter(state__in=(State.ANNOUNCED, *ENDED)).exists()


def is_frozen(now: datetime) -> bool:
    """This function will say whether nothing new is taken in.

    The day that was announced counts by itself: nobody needs to press anything on it.
    """
    day_has_come = Q(state=State.ANNOUNCED, freezes_at__lte=now)
    return Termination.objects.filter(Q(state__in=ENDED) | day_has_come).exists()
