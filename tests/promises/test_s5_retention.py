"""Nothing stays past its time, and the network log not a day short of the law's."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import User
from privacy.models import NetworkLogEntry, Notice
from privacy.promises import NETWORK_LOG_CEILING, NETWORK_LOG_FLOOR, NETWORK_LOG_KEPT
from privacy.registry import declarations
from privacy.services.purge_expired import due_classes, purge_expired
from tests.promises.breaches_register import LOG


@pytest.mark.promise("R-0")
def test_what_is_over_goes_with_the_next_purge_and_nothing_else(alice: User) -> None:
    now = timezone.now()
    for cause, end in (("over", now), ("not yet", now + timedelta(seconds=1))):
        Notice.objects.create(
            person=alice, kind="service", cause=cause, created_at=now, expires_at=end
        )

    purge_expired(now=now, trigger="test")

    assert list(Notice.objects.values_list("cause", flat=True)) == ["not yet"]
    assert [one for one in due_classes(now=now) if one.count] == []


@pytest.mark.promise("R-0")
def test_whatever_is_kept_about_people_has_an_end_or_says_why_not() -> None:
    endless = [
        one.model
        for one in declarations()
        if not one.clocks and one.on_erasure == "keep" and not str(one.because)
    ]

    assert endless == []


@pytest.mark.promise("R-1", "U-15")
def test_a_line_of_the_log_is_there_for_six_months_and_gone_before_the_ceiling(db: None) -> None:
    now = timezone.now()
    for age in (NETWORK_LOG_FLOOR, NETWORK_LOG_KEPT - timedelta(seconds=1), NETWORK_LOG_KEPT):
        NetworkLogEntry.objects.create(
            at=now - age, method="GET", route="home", status=200, sealed_address=b"\xff"
        )

    purge_expired(now=now, trigger="test", only=LOG)

    ages = [now - at for at in NetworkLogEntry.objects.values_list("at", flat=True)]
    assert sorted(ages) == [NETWORK_LOG_FLOOR, NETWORK_LOG_KEPT - timedelta(seconds=1)]
    assert max(ages) < NETWORK_LOG_CEILING
