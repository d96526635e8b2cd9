"""The limit of sign-ups that one address may make in an hour."""

import math
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import F

from accounts.models import SignupTally
from privacy.models.refusal import Refused

WINDOW = timedelta(hours=1)


def require_signup_room(address_hash: str, *, now: datetime) -> None:
    """This function will stop an address that has used up its hour.

    :raises Refused: `too_many_signups`, 429
    """
    full = SignupTally.objects.filter(
        address_hash=address_hash,
        started_at__gt=now - WINDOW,
        count__gte=settings.SIGNUPS_PER_HOUR,
    ).first()
    if full is not None:
        raise _too_many(full.started_at, now)
    if settings.SIGNUPS_PER_HOUR <= 0:
        raise _too_many(now, now)


def count_signup(address_hash: str, *, now: datetime) -> None:
    """This function will count one sign-up, unless the address's hour is full.

    One conditional UPDATE decides, so that parallel requests cannot pass the limit together.

    :raises Refused: `too_many_signups`, 429
    """
    tally, _is_new = SignupTally.objects.get_or_create(
        address_hash=address_hash, defaults={"started_at": now}
    )
    rows = SignupTally.objects.filter(address_hash=address_hash)
    rows.filter(started_at__lte=now - WINDOW).update(started_at=now, count=0)
    has_room = rows.filter(count__lt=settings.SIGNUPS_PER_HOUR).update(count=F("count") + 1)
    if not has_room:
        tally.refresh_from_db()
        raise _too_many(tally.started_at, now)


def _too_many(started_at: datetime, now: datetime) -> Refused:
    wait = math.ceil((started_at + WINDOW - now).total_seconds())
    return Refused("too_many_signups", 429, retry_after=max(1, wait))
