"""Refuse work beyond a person's quota or beyond what the workers can do while somebody waits."""

import math
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings

from portraits.models import Queue
from portraits.selectors import in_flight, nth_newest, queue_estimate
from privacy.models.refusal import Refused

# Who waits for a clip may leave the page; its ceiling of 30 minutes counts from its arrival.
LONGEST_CLIP_WAIT_S = 300
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def require_capacity(now: datetime, queue: Queue = Queue.PORTRAITS) -> None:
    """This function will refuse new work while the wait is longer than a person would stay.

    :raises Refused: `busy`, 503, with the wait
    """
    _depth, wait_s = queue_estimate(now, queue)
    most_s = settings.LONGEST_WAIT_S if queue == Queue.PORTRAITS else LONGEST_CLIP_WAIT_S
    if wait_s > most_s:
        raise Refused("busy", 503, retry_after=math.ceil(wait_s - most_s) + 1)


def require_quota(person: Any, now: datetime) -> None:
    """This function will refuse whoever has used up their share; only accepted photos count.

    :raises Refused: `quota_exceeded`, 429, with the time until there is room again
    """
    if in_flight(person) >= settings.QUOTA_IN_FLIGHT:
        raise Refused("quota_exceeded", 429, retry_after=2)
    for period, limit in ((HOUR, settings.QUOTA_PER_HOUR), (DAY, settings.QUOTA_PER_DAY)):
        _require_room(person, now, period, limit)


def _require_room(person: Any, now: datetime, period: timedelta, limit: int) -> None:
    # The limit-th newest leaves the window first; until then there is no room.
    in_the_way = nth_newest(person, limit, since=now - period)
    if in_the_way is not None:
        wait = in_the_way + period - now
        raise Refused("quota_exceeded", 429, retry_after=math.ceil(wait.total_seconds()) + 1)
