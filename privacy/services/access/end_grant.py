"""End a leave to look: given back, or when its time is over."""

from datetime import datetime, timedelta

from django.db.models import Q

from privacy.models import AccessGrant
from privacy.models.refusal import Refused
from privacy.services.access.grant_steps import GRANT_STEPS, TAKE_AWAY, State
from privacy.services.registers.move_record import move_record
from privacy.services.transitions import SCHEDULE, Actor

# What nobody approved within a week was not urgent.
WAITS_AT_MOST = timedelta(days=7)


def end_grant(grant: AccessGrant, *, by: Actor, now: datetime) -> None:
    """This function will give it back, or take it away from whoever has it.

    :raises Refused: as `move_record`; `permission_denied`, 403, for a colleague's
    """
    if by.name != grant.filed_by and not by.rights.intersection(TAKE_AWAY):
        raise Refused("permission_denied", 403)
    move_record(grant, "end", steps=GRANT_STEPS, by=by, now=now)


def expire_grants(*, now: datetime) -> int:
    """This function will end what is over and return how many that were."""
    over = Q(state=State.LIVE, until__lte=now)
    forgotten = Q(state=State.REQUESTED, filed_at__lte=now - WAITS_AT_MOST)
    grants = AccessGrant.objects.filter(over | forgotten)
    for grant in grants:
        move_record(grant, "expire", steps=GRANT_STEPS, by=SCHEDULE, now=now)
    return len(grants)
