"""Shares and room: nobody is served beyond their share, and nobody waits longer than they would."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from accounts.models import User
from portraits.models import Portrait, Template
from portraits.selectors import FIRST_GUESS_S, queue_estimate
from portraits.services.check_quota import require_capacity, require_quota
from privacy.models.refusal import Refused
from tests.factories import after


def make_jobs(person: User, count: int, *, at: datetime, status: str = "failed") -> None:
    """Jobs that were accepted at a time."""
    template = Template.objects.get()
    for _number in range(count):
        Portrait.objects.create(
            owner=person, template=template, upload_object=uuid4(), created_at=at, status=status
        )


def refusal(person: User, now: datetime) -> Refused:
    with pytest.raises(Refused) as raised:
        require_quota(person, now)
    return raised.value


def test_four_at_once_are_in_work_and_no_fifth(
    alice: User, template: Template, now: datetime
) -> None:
    make_jobs(alice, 3, at=now, status="queued")
    require_quota(alice, now)
    make_jobs(alice, 1, at=now, status="rendering")

    refused = refusal(alice, now)

    assert (refused.code, refused.status, refused.retry_after) == ("quota_exceeded", 429, 2)


@pytest.mark.parametrize(
    ("limit", "period"),
    [("QUOTA_PER_HOUR", timedelta(hours=1)), ("QUOTA_PER_DAY", timedelta(days=1))],
)
def test_a_share_is_used_up_until_the_oldest_leaves_the_window(
    alice: User, template: Template, now: datetime, settings: Any, limit: str, period: timedelta
) -> None:
    setattr(settings, limit, 3)
    make_jobs(alice, 1, at=now)
    make_jobs(alice, 2, at=after(now, minutes=10))

    refused = refusal(alice, after(now, minutes=20))

    assert refused.retry_after == (period - timedelta(minutes=20)).total_seconds() + 1
    require_quota(alice, now + period)


def test_one_persons_share_is_not_anothers(
    alice: User, bob: User, template: Template, now: datetime
) -> None:
    make_jobs(alice, 4, at=now, status="queued")

    require_quota(bob, now)


def test_the_shares_are_those_of_the_contract(settings: Any) -> None:
    shares = (settings.QUOTA_IN_FLIGHT, settings.QUOTA_PER_HOUR, settings.QUOTA_PER_DAY)

    assert shares == (4, 60, 300)


def test_new_work_is_refused_while_the_wait_is_longer_than_people_stay(
    alice: User, template: Template, now: datetime, settings: Any
) -> None:
    settings.LONGEST_WAIT_S = 6
    make_jobs(alice, 4, at=now, status="queued")
    require_capacity(now)
    make_jobs(alice, 2, at=now, status="queued")

    with pytest.raises(Refused) as raised:
        require_capacity(now)

    assert (raised.value.code, raised.value.status, raised.value.retry_after) == ("busy", 503, 4)


def test_the_wait_follows_what_portraits_took_lately(
    alice: User, template: Template, now: datetime
) -> None:
    assert queue_estimate(now) == (0, 0)
    make_jobs(alice, 2, at=now, status="queued")
    assert queue_estimate(now) == (2, 2 * FIRST_GUESS_S)
    make_jobs(alice, 1, at=now, status="expired")
    Portrait.objects.filter(status="expired").update(ready_at=now, timings_ms={"total": 500.0})

    assert queue_estimate(now) == (2, 1.0)


def test_more_workers_make_the_wait_shorter(
    alice: User, template: Template, now: datetime, settings: Any
) -> None:
    make_jobs(alice, 4, at=now, status="queued")
    settings.RENDER_WORKERS = 4

    assert queue_estimate(now) == (4, FIRST_GUESS_S)
