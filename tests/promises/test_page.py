"""The page of the promises: everything at a glance, ninety days back, in few questions."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from time import process_time
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from portraits.models import Portrait
from privacy.models import CheckResult
from privacy.promises import PROMISES
from privacy.selectors.promise_history import DAYS, Stretch, recent_checks
from privacy.services.purge_expired import purge_expired
from privacy.services.run_checks import run_checks
from tests.factories import make_template
from tests.promises.world import World
from tests.sessions import sign_in

# Two of them for what stands above every page: announcements, and incidents of the reader.
MOST_QUERIES = 9
LONGEST_RUN_S = 2.0
NOON = datetime(2026, 5, 20, 12, tzinfo=UTC)


def results_of(promise: str, colours: str, *, until: datetime) -> Iterator[CheckResult]:
    """One a day, the last one today: g, r, u or - for none."""
    words = {"g": "green", "r": "red", "u": "unproven"}
    for ago, colour in enumerate(reversed(colours)):
        if colour in words:
            at = until - timedelta(days=ago)
            yield CheckResult(
                promise=promise, status=words[colour], value="1", target="0", checked_at=at
            )


@pytest.fixture
def ninety_days(policy: str) -> None:
    """Every promise was checked every day, and once a week found broken."""
    now = timezone.now()
    colours = ("gggggr" * DAYS)[:DAYS]
    rows = [row for key in PROMISES for row in results_of(key, colours, until=now)]
    CheckResult.objects.bulk_create(rows, batch_size=2000)


@pytest.mark.parametrize("who", ["nobody", "alice"])
def test_the_page_with_its_ninety_days_asks_the_database_at_most_nine_times(
    client: Client,
    request: pytest.FixtureRequest,
    ninety_days: None,
    django_assert_max_num_queries: Any,
    who: str,
) -> None:
    if who == "alice":
        sign_in(client, request.getfixturevalue("alice"))

    with django_assert_max_num_queries(MOST_QUERIES):
        page = client.get("/privacy/promises/").content.decode()

    assert page.count('class="promise"') == len(PROMISES)
    assert page.count("history__strip") == len(PROMISES)
    assert page.count("kept on 75 of 90 days checked") == len(PROMISES)


def test_a_day_is_as_good_as_its_worst_hour_and_a_day_without_a_check_is_none(db: None) -> None:
    CheckResult.objects.bulk_create(results_of("F-6", "gg-ug", until=NOON))
    CheckResult.objects.bulk_create(results_of("F-6", "r", until=NOON - timedelta(hours=3)))

    history = recent_checks(NOON).histories["F-6"]

    assert history.stretches == (
        Stretch("green", DAYS - 5, 2),
        Stretch("unproven", DAYS - 2, 1),
        Stretch("red", DAYS - 1, 1),
    )
    assert history.red_days == (date(2026, 5, 20),)
    assert (history.checked, history.kept, history.unproven) == (4, 2, 1)


def test_the_page_says_in_words_on_which_days_a_promise_was_broken(
    client: Client, policy: str
) -> None:
    now = timezone.now()
    CheckResult.objects.bulk_create(results_of("F-6", "grg", until=now))

    page = client.get("/privacy/promises/").content.decode()

    broken = (now - timedelta(days=1)).astimezone(UTC).date()
    words = page.partition('id="F-6"')[2].partition("</li>")[0]
    assert "kept on 2 of 3 days checked" in words
    assert f'<time datetime="{broken.isoformat()}">' in words


def test_what_was_found_more_than_ninety_days_ago_is_forgotten(policy: str) -> None:
    now = timezone.now()
    CheckResult.objects.bulk_create(results_of("F-6", "g" * (DAYS + 3), until=now))

    purge_expired(now=now, trigger="test", only="privacy.CheckResult")

    assert CheckResult.objects.count() == DAYS
    assert recent_checks(now).histories["F-6"].checked == DAYS


@pytest.fixture
def thousand_portraits(world: World, alice: User) -> World:
    """Rows as they are after a busy day."""
    template, ready = make_template(now=world.now), world.now - timedelta(minutes=30)
    Portrait.objects.bulk_create(
        Portrait(
            owner=alice,
            template=template,
            status=Portrait.Status.READY,
            created_at=ready,
            ready_at=ready,
            expires_at=ready + timedelta(days=10),
            upload_object=uuid4(),
            upload_deleted_at=ready + timedelta(seconds=1),
            effect_object=uuid4(),
        )
        for _ in range(1000)
    )
    return world


@pytest.mark.serial
def test_all_checks_together_cost_less_than_two_seconds(thousand_portraits: World) -> None:
    run_checks(now=thousand_portraits.now)
    started = process_time()
    results = run_checks(now=thousand_portraits.now)
    took = process_time() - started

    wrong = [one for one in results if one.status not in ("green", "recorded", "unproven")]
    assert [(one.promise, one.value) for one in wrong] == []
    assert took < LONGEST_RUN_S
