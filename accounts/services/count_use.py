"""The limit of what one address may do without an account in an hour: sign up, write to us."""

import math
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import F

from accounts.models import SignupTally
from privacy.models.refusal import Refused

WINDOW = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class HourlyLimit:
    """How often, and the code of the refusal; the address's mark differs by purpose."""

    most: int
    code: str


def require_room(address_hash: str, limit: HourlyLimit, *, now: datetime) -> None:
    """This function will stop an address that has used up its hour.

    :raises Refused: with the limit's code, 429
    """
    full = SignupTally.objects.filter(
        address_hash=address_hash, started_at__gt=now - WINDOW, count__gte=limit.most
    ).first()
    if full is not None:
        raise _too_many(limit, full.started_at, now)
    if limit.most <= 0:
        raise _too_many(limit, now, now)


def count_use(address_hash: str, limit: HourlyLimit, *, now: datetime) -> None:
    """This function will count one use, unless the address's hour is full.

    One conditional UPDATE decides, so that parallel requests cannot pass the limit together.

    :raises Refused: with the limit's code, 429
    """
    tally, _is_new = SignupTally.objects.get_or_create(
        address_hash=address_hash, defaults={"started_at": now}
    )
    rows = SignupTally.objects.filter(address_hash=address_hash)
    rows.filter(started_at__lte=now - WINDOW).update(started_at=now, count=0)
    if not rows.filter(count__lt=limit.most).update(count=F("count") + 1):
        tally.refresh_from_db()
        raise _too_many(limit, tally.started_at, now)


def _too_many(limit: HourlyLimit, started_at: datetime, now: datetime) -> Refused:
    wait = math.ceil((started_at + WINDOW - now).total_seconds())
    return Refused(limit.code, 429, retry_after=max(1, wait))
