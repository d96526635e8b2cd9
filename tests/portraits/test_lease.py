"""Who may work on a job: one worker at a time, and nobody who was thought dead."""

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import User
from portraits.models import Portrait
from portraits.services import do_job as working
from portraits.services import lease as leasing
from portraits.services.end_effect import delete_effect
from portraits.services.lease import LEASE, LeaseLost, kept, take_lease
from portraits.services.render_portrait import render_portrait
from portraits.services.sweep_jobs import sweep
from privacy import storage
from tests.factories import has_photo, send_photo
from tests.portraits.conftest import Clock, Committing, Queue


@pytest.fixture
def job(sitter: User, clock: Clock, queue: Queue, committing: Committing) -> Portrait:
    with committing():
        return send_photo(sitter, now=clock())


def test_a_job_is_taken_once(job: Portrait, clock: Clock) -> None:
    lease = take_lease(Portrait, job.pk, now=clock())

    assert lease is not None
    assert take_lease(Portrait, job.pk, now=clock()) is None
    job.refresh_from_db()
    assert (job.status, job.attempts, job.lease_token) == ("rendering", 1, lease.token)
    assert job.lease_until == clock() + LEASE


def test_a_worker_that_was_thought_dead_cannot_commit_what_it_made(
    job: Portrait, clock: Clock, queue: Queue, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The frozen worker wakes up at the end of its work: another has taken the job and made it."""
    seal = working._seal
    awake = [True]

    def freeze(*asked: Any) -> object:
        object_id = seal(*asked)
        if awake.pop() if awake else False:
            sweep(clock.move(seconds=31))
            render_portrait(job.pk, now=clock)
        return object_id

    monkeypatch.setattr(working, "_seal", freeze)
    render_portrait(job.pk, now=clock)

    job.refresh_from_db()
    assert (job.status, job.attempts) == ("ready", 2)
    (only,) = [one for one, _at in storage.stored_objects(storage.EFFECT)]
    assert only == job.effect_object
    assert not has_photo(job)


def test_a_lease_that_was_taken_away_stops_the_work_at_the_next_stage(
    job: Portrait, clock: Clock
) -> None:
    lease = take_lease(Portrait, job.pk, now=clock())
    assert lease is not None
    sweep(clock.move(seconds=31))

    with pytest.raises(LeaseLost):
        lease.note(stage="paint", progress=0.6)


def test_a_worker_that_lives_keeps_its_job(
    job: Portrait, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    lease = take_lease(Portrait, job.pk, now=clock())
    assert lease is not None
    clock.move(seconds=20)

    leasing._renew_once(lease, clock())

    sweep(clock.move(seconds=20))
    job.refresh_from_db()
    assert (job.status, job.lease_token) == ("rendering", lease.token)


def test_the_keeper_of_a_lease_ends_with_the_work(job: Portrait, clock: Clock) -> None:
    lease = take_lease(Portrait, job.pk, now=clock())
    assert lease is not None
    before = threading.active_count()

    with kept(lease, clock):
        assert threading.active_count() == before + 1

    assert threading.active_count() == before


def test_an_abandoned_job_gets_one_more_try_and_then_an_end(
    job: Portrait, clock: Clock, queue: Queue
) -> None:
    queue.messages()
    assert take_lease(Portrait, job.pk, now=clock())
    sweep(clock.move(seconds=29))
    job.refresh_from_db()
    assert job.status == "rendering"

    sweep(clock.move(seconds=1))
    job.refresh_from_db()
    assert (job.status, job.attempts, len(queue.messages())) == ("queued", 1, 1)
    assert has_photo(job)

    assert take_lease(Portrait, job.pk, now=clock())
    sweep(clock.move(seconds=30))
    job.refresh_from_db()
    assert (job.status, job.error_code, job.attempts) == ("failed", "interrupted", 2)
    assert not has_photo(job)
    assert queue.messages() == []


def test_nobody_takes_a_job_whose_attempts_are_used_up(job: Portrait, clock: Clock) -> None:
    Portrait.objects.filter(pk=job.pk).update(attempts=2)

    assert take_lease(Portrait, job.pk, now=clock()) is None


def test_a_job_cancelled_while_it_renders_leaves_neither_photo_nor_portrait(
    job: Portrait, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    seal = working._seal

    def cancel(*asked: Any) -> object:
        object_id = seal(*asked)
        delete_effect(Portrait.objects.get(pk=job.pk), now=clock())
        return object_id

    monkeypatch.setattr(working, "_seal", cancel)
    render_portrait(job.pk, now=clock)

    job.refresh_from_db()
    assert (job.status, job.effect_object) == ("cancelled", None)
    assert not has_photo(job)
    assert list(storage.stored_objects(storage.EFFECT)) == []


def test_a_portrait_whose_owner_has_gone_meanwhile_is_never_made(
    job: Portrait, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    seal = working._seal

    def leave(*asked: Any) -> object:
        User.objects.filter(pk=job.owner_id).update(is_active=False)
        return seal(*asked)

    monkeypatch.setattr(working, "_seal", leave)
    render_portrait(job.pk, now=clock)

    job.refresh_from_db()
    assert job.status == "cancelled"
    assert not has_photo(job)
    assert list(storage.stored_objects(storage.EFFECT)) == []


def test_a_job_whose_owner_has_gone_is_not_taken_and_ends_with_the_next_sweep(
    job: Portrait, clock: Clock
) -> None:
    User.objects.filter(pk=job.owner_id).update(is_active=False)

    assert take_lease(Portrait, job.pk, now=clock()) is None
    sweep(clock())

    job.refresh_from_db()
    assert job.status == "cancelled"
    assert not has_photo(job)


def test_a_real_clock_is_what_a_worker_uses(job: Portrait) -> None:
    before = timezone.now()
    render_portrait(job.pk)

    job.refresh_from_db()
    assert job.ready_at is not None
    assert before <= job.ready_at <= timezone.now()
    assert job.expires_at == job.ready_at + timedelta(days=10)
