"""The sweep: every story that did not go as planned ends with the photo gone and a clear state."""

import os
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings

from accounts.models import User
from portraits.models import Portrait, Upload
from portraits.services import background_sweep, sweep_jobs
from portraits.services.render_portrait import render_portrait
from portraits.services.sweep_jobs import is_due, sweep, sweep_if_due
from portraits.services.sweep_objects import missing_objects
from privacy import storage
from privacy.models import DataKey, Heartbeat, Receipt
from privacy.promises import EFFECT_KEPT
from privacy.services.purge_expired import purge_expired
from tests.factories import after, has_photo, seal_photo, send_photo
from tests.photos import photo
from tests.portraits.conftest import Clock, Committing, Queue


@pytest.fixture
def job(sitter: User, clock: Clock, queue: Queue, committing: Committing) -> Portrait:
    with committing():
        return send_photo(sitter, now=clock())


def object_is_stored(object_id: object, object_class: str = storage.UPLOAD) -> bool:
    name = storage.object_name(object_id, object_class)  # type: ignore[arg-type]
    return storage.sealed_store().exists(name)


@pytest.mark.promise("F-7")
def test_with_no_worker_a_photo_is_gone_after_a_quarter_of_an_hour(
    job: Portrait, clock: Clock
) -> None:
    sweep(clock.move(minutes=14, seconds=59))
    job.refresh_from_db()
    assert (job.status, has_photo(job)) == ("queued", True)

    sweep(clock.move(seconds=1))

    job.refresh_from_db()
    assert (job.status, job.error_code) == ("failed", "timed_out")
    assert not has_photo(job)


@pytest.mark.promise("F-7")
def test_a_photo_that_is_being_worked_on_for_a_quarter_of_an_hour_is_gone(
    job: Portrait, clock: Clock
) -> None:
    Portrait.objects.filter(pk=job.pk).update(
        status="rendering", lease_token=job.pk, lease_until=after(clock(), days=1)
    )

    sweep(clock.move(minutes=15))

    job.refresh_from_db()
    assert (job.status, job.error_code) == ("failed", "timed_out")
    assert not has_photo(job)


@pytest.mark.promise("F-7")
def test_the_purge_keeps_the_ceiling_too_when_no_sweep_runs(job: Portrait, clock: Clock) -> None:
    purge_expired(now=clock.move(minutes=15), trigger="test")

    job.refresh_from_db()
    assert (job.status, job.error_code) == ("failed", "timed_out")
    assert not has_photo(job)


def test_a_queued_job_that_nobody_heard_of_is_sent_again_with_patience(
    job: Portrait, clock: Clock, queue: Queue
) -> None:
    queue.messages()
    sent = []
    for _second in range(200):
        sweep(clock.move(seconds=1))
        sent.append(len(queue.messages()))

    assert [second + 1 for second, count in enumerate(sent) if count] == [20, 80, 140, 200]


def test_a_submission_that_died_before_its_commit_leaves_nothing(
    sitter: User, clock: Clock
) -> None:
    upload = seal_photo(photo(), now=clock())
    sweep(clock.move(seconds=29))
    assert object_is_stored(upload.object_id)

    sweep(clock.move(seconds=1))

    assert not object_is_stored(upload.object_id)
    assert not DataKey.objects.exists()
    assert Receipt.objects.get().reason == "abandoned"


def test_a_submission_that_died_after_its_commit_is_taken_up_by_the_sweep(
    sitter: User, clock: Clock, queue: Queue
) -> None:
    job = send_photo(sitter, now=clock())  # the callbacks of the commit never run
    assert DataKey.objects.get().lease_until is not None

    sweep(clock.move(seconds=30))

    assert DataKey.objects.get().lease_until is None
    assert len(queue.messages()) == 1
    render_portrait(job.pk, now=clock)
    job.refresh_from_db()
    assert job.status == "ready"


def test_an_effect_that_was_sealed_and_never_named_is_destroyed(
    job: Portrait, clock: Clock
) -> None:
    writer = storage.start_object(
        storage.EFFECT,
        now=clock(),
        destroy_at=clock() + EFFECT_KEPT,
        lease_until=after(clock(), seconds=60),
    )
    writer.write(b"a portrait")
    writer.finish()

    sweep(clock.move(seconds=60))

    assert not object_is_stored(writer.object_id, storage.EFFECT)
    assert not DataKey.objects.filter(object_id=writer.object_id).exists()


def test_an_effect_that_was_committed_and_not_adopted_is_kept(job: Portrait, clock: Clock) -> None:
    render_portrait(job.pk, now=clock)
    job.refresh_from_db()
    keys = DataKey.objects.filter(object_id=job.effect_object)
    keys.update(lease_until=after(clock(), seconds=60))

    sweep(clock.move(seconds=61))

    assert keys.get().lease_until is None
    assert storage.open_sealed(job.effect_object)  # type: ignore[arg-type]


def test_a_photo_whose_job_ended_without_it_is_destroyed(job: Portrait, clock: Clock) -> None:
    """The worker died between the portrait and the photo's end."""
    Portrait.objects.filter(pk=job.pk).update(
        status="failed", error_code="no_face", ended_at=clock()
    )

    sweep(clock())

    job.refresh_from_db()
    assert not has_photo(job)
    assert job.upload_deleted_at is not None


def test_one_row_that_cannot_go_does_not_stop_the_others(
    sitter: User,
    clock: Clock,
    queue: Queue,
    committing: Committing,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with committing():
        jobs = [send_photo(sitter, now=clock()) for _ in range(3)]
    delete = storage.delete_bytes

    def stuck(object_id: object, object_class: str) -> bool:
        if object_id == jobs[0].upload_object:
            raise OSError(5, "input/output error")
        return delete(object_id, object_class)  # type: ignore[arg-type]

    monkeypatch.setattr(storage, "delete_bytes", stuck)
    report = sweep(clock.move(minutes=15))
    assert report.failed > 0
    assert [object_is_stored(job.upload_object) for job in jobs] == [True, False, False]
    # Its key is gone all the same: what is left in the store is noise.
    assert not DataKey.objects.exists()

    monkeypatch.undo()
    sweep(clock.move(seconds=15))
    assert not object_is_stored(jobs[0].upload_object)
    assert all(receipt.document for receipt in Receipt.objects.all())
    assert not Upload.objects.exists()


def test_a_file_without_a_key_is_removed_after_half_an_hour(db: None, clock: Clock) -> None:
    object_id = storage.seal_bytes(
        storage.EFFECT, b"noise", now=clock(), destroy_at=after(clock(), days=1)
    )
    storage.delete_key(object_id)
    path = Path(settings.DATA_DIR, "store", storage.object_name(object_id, storage.EFFECT))

    sweep(clock())
    assert path.exists()
    os.utime(path, (clock().timestamp() - 1801,) * 2)
    sweep(clock.move(minutes=10))

    assert not path.exists()


def test_a_key_whose_file_is_missing_is_found(db: None, clock: Clock) -> None:
    object_id = storage.seal_bytes(
        storage.EFFECT, b"lost", now=clock(), destroy_at=after(clock(), days=1)
    )
    storage.delete_bytes(object_id, storage.EFFECT)

    assert [one.object_id for one in missing_objects(after(clock(), hours=1))] == [object_id]


def test_two_sweeps_at_once_do_the_work_once(job: Portrait, clock: Clock) -> None:
    first = sweep_if_due(clock())
    second = sweep_if_due(after(clock(), seconds=3))
    third = sweep_if_due(after(clock(), seconds=15))

    assert [report is None for report in (first, second, third)] == [False, True, False]


def test_a_clock_that_was_set_back_does_not_stop_the_sweeps(db: None, now: datetime) -> None:
    period = timedelta(seconds=15)
    assert is_due("x", period, now)

    assert is_due("x", period, now - timedelta(hours=2))


def test_a_sweep_of_nothing_changes_nothing(db: None, clock: Clock) -> None:
    report = sweep(clock())

    assert (sum(report.done.values()), report.failed) == (0, 0)


def test_the_web_process_survives_a_database_that_is_away(
    db: None, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def away(_now: datetime) -> None:
        raise OSError("the host name of the database")

    monkeypatch.setattr(background_sweep, "sweep_if_due", away)
    monkeypatch.setattr(background_sweep, "close_old_connections", lambda: None)
    monkeypatch.setattr(background_sweep.connections, "close_all", lambda: None)

    background_sweep.sweep_once()

    assert "background_sweep_failed" in caplog.text
    assert "host name" not in caplog.text


def test_what_a_failing_row_held_is_in_no_log(
    job: Portrait,
    clock: Clock,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def quoting(*_arguments: object, **_options: object) -> bool:
        raise ValueError("alice@example.org")

    monkeypatch.setattr(sweep_jobs, "fail_job", quoting)
    report = sweep(clock.move(minutes=15))

    assert report.failed > 0
    assert "alice@example.org" not in caplog.text
    assert Heartbeat.objects.filter(name="strays").exists()
