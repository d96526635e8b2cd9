"""The end of a portrait: after exactly ten days, or when its person wants it gone."""

from datetime import timedelta

import pytest

from accounts.models import User
from portraits.models import Portrait, Upload
from portraits.selectors import effect_bytes
from portraits.services.end_effect import delete_effect
from portraits.services.render_portrait import render_portrait
from portraits.services.sweep_jobs import sweep
from privacy import storage
from privacy.models import DataKey, Receipt
from privacy.models.refusal import Refused
from privacy.registry import stop_purpose
from privacy.services.decide_consent import withdraw_consent
from privacy.services.purge_expired import due_classes, purge_expired
from tests.factories import after, has_photo, send_photo
from tests.photos import photo_of_two
from tests.portraits.conftest import Clock, Committing, Queue

TEN_DAYS = timedelta(hours=240)


@pytest.fixture
def job(sitter: User, clock: Clock, queue: Queue, committing: Committing) -> Portrait:
    with committing():
        return send_photo(sitter, now=clock())


@pytest.fixture
def portrait(job: Portrait, clock: Clock) -> Portrait:
    """A finished portrait; the clock stands at the moment it became ready."""
    render_portrait(job.pk, now=clock)
    job.refresh_from_db()
    assert job.status == "ready"
    return job


def refusal_of(portrait: Portrait, clock: Clock) -> tuple[str, int]:
    portrait.refresh_from_db()
    with pytest.raises(Refused) as refusal:
        effect_bytes(portrait, clock())
    return refusal.value.code, refusal.value.status


def is_stored(object_id: object) -> bool:
    name = storage.object_name(object_id, storage.EFFECT)  # type: ignore[arg-type]
    return storage.sealed_store().exists(name)


@pytest.mark.promise("F-8")
def test_a_portrait_is_shown_until_its_last_second_and_not_at_its_end(
    portrait: Portrait, clock: Clock
) -> None:
    clock.move(hours=240, seconds=-1)
    assert effect_bytes(portrait, clock())[:2] == b"\xff\xd8"

    clock.move(seconds=1)

    # No purge and no sweep has run: the row still says ready.
    assert refusal_of(portrait, clock) == ("gone", 410)
    assert Portrait.objects.get(pk=portrait.pk).status == "ready"


@pytest.mark.promise("F-8")
@pytest.mark.parametrize("by", ["purge", "sweep"])
def test_at_its_end_key_bytes_and_picture_fields_go_and_the_row_answers(
    portrait: Portrait, clock: Clock, by: str
) -> None:
    effect = portrait.effect_object
    end = {"purge": lambda: purge_expired(now=clock(), trigger="test"), "sweep": _sweep(clock)}[by]
    clock.move(hours=240, seconds=-1)
    end()
    portrait.refresh_from_db()
    assert portrait.status == "ready"

    clock.move(seconds=1)
    end()

    portrait.refresh_from_db()
    assert (portrait.status, portrait.effect_object) == ("expired", None)
    assert (portrait.width, portrait.height, portrait.byte_count) == (None, None, None)
    assert (portrait.quality, portrait.faces) == (None, None)
    assert not is_stored(effect)
    assert not DataKey.objects.exists()
    assert Receipt.objects.get(object_id=effect).reason == "expired"
    assert refusal_of(portrait, clock) == ("gone", 410)


def _sweep(clock: Clock):  # type: ignore[no-untyped-def]
    return lambda: sweep(clock())


def test_the_row_answers_for_thirty_days_and_then_is_gone(portrait: Portrait, clock: Clock) -> None:
    purge_expired(now=clock.move(hours=240), trigger="test")

    purge_expired(now=clock.move(days=29, hours=23), trigger="test")
    assert Portrait.objects.filter(pk=portrait.pk).exists()
    purge_expired(now=clock.move(hours=1), trigger="test")

    assert not Portrait.objects.filter(pk=portrait.pk).exists()


def test_a_row_that_still_has_something_to_destroy_is_never_purged(
    portrait: Portrait, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(storage, "delete_bytes", lambda *_: False)
        delete_effect(portrait, now=clock())
        purge_expired(now=clock.move(days=31), trigger="test")
        assert Portrait.objects.filter(pk=portrait.pk).exists()

    sweep(clock.move(seconds=15))
    purge_expired(now=clock(), trigger="test")

    assert not Portrait.objects.filter(pk=portrait.pk).exists()


def test_a_dry_run_counts_what_the_purge_would_take(portrait: Portrait, clock: Clock) -> None:
    counted = {
        (one.model, one.promise): one.count for one in due_classes(now=clock.move(hours=240))
    }

    assert counted["portraits.Portrait", "F-8"] == 1
    assert effect_bytes(portrait, clock.move(seconds=-1))


@pytest.mark.promise("M-4")
def test_somebody_who_deletes_a_portrait_sees_it_gone_at_once_with_a_receipt(
    portrait: Portrait, clock: Clock
) -> None:
    effect = portrait.effect_object

    delete_effect(portrait, now=clock.move(hours=1))

    portrait.refresh_from_db()
    assert (portrait.status, portrait.ended_at) == ("deleted", clock())
    assert refusal_of(portrait, clock) == ("gone", 410)
    assert not is_stored(effect)
    assert portrait.effect_deleted_at is not None
    assert Receipt.objects.get(object_id=effect).reason == "deleted"


def test_deleting_twice_changes_nothing(portrait: Portrait, clock: Clock) -> None:
    delete_effect(portrait, now=clock())
    first = Portrait.objects.values().get(pk=portrait.pk)

    delete_effect(Portrait.objects.get(pk=portrait.pk), now=clock.move(minutes=1))

    assert Portrait.objects.values().get(pk=portrait.pk) == first
    assert Receipt.objects.count() == 2


@pytest.mark.promise("F-7")
def test_somebody_who_cancels_a_waiting_job_has_their_photo_gone_at_once(
    job: Portrait, clock: Clock
) -> None:
    delete_effect(job, now=clock())

    job.refresh_from_db()
    assert job.status == "cancelled"
    assert not has_photo(job)
    assert Receipt.objects.get(object_id=job.upload_object).reason == "cancelled"
    render_portrait(job.pk, now=clock)
    assert Portrait.objects.get(pk=job.pk).status == "cancelled"


def test_while_it_is_made_there_is_no_picture_yet(job: Portrait, clock: Clock) -> None:
    assert refusal_of(job, clock) == ("not_ready", 409)


def test_deleting_a_failed_job_takes_the_places_of_its_faces(
    sitter: User, clock: Clock, queue: Queue, committing: Committing
) -> None:
    with committing():
        job = send_photo(sitter, now=clock(), content=photo_of_two())
    render_portrait(job.pk, now=clock)
    job.refresh_from_db()
    assert job.faces

    delete_effect(job, now=clock())

    job.refresh_from_db()
    assert (job.status, job.faces, job.faces_until) == ("failed", None, None)


@pytest.mark.promise("M-5")
def test_who_withdraws_the_consent_has_no_portrait_and_no_photo_left(
    sitter: User, portrait: Portrait, clock: Clock, committing: Committing
) -> None:
    with committing():
        waiting = send_photo(sitter, now=clock())
    withdraw_consent(sitter, "face_portrait", locale="en", now=clock(), method="test")

    assert set(Portrait.objects.values_list("status", flat=True)) == {"deleted", "cancelled"}
    assert not has_photo(waiting)
    assert not DataKey.objects.exists()
    assert not Upload.objects.exists()


def test_another_persons_portraits_stay_when_one_withdraws(
    sitter: User, bob: User, portrait: Portrait, clock: Clock
) -> None:
    stop_purpose(bob, "face_portrait", now=clock())

    assert effect_bytes(portrait, clock())


def test_a_portrait_whose_bytes_were_changed_is_never_shown(
    portrait: Portrait, clock: Clock
) -> None:
    name = storage.object_name(portrait.effect_object, storage.EFFECT)  # type: ignore[arg-type]
    with storage.sealed_store().open(name) as file:
        sealed = bytearray(file.read())
    sealed[-1] ^= 1
    with storage.sealed_store().open(name, "wb") as file:
        file.write(bytes(sealed))

    assert refusal_of(portrait, clock) == ("gone", 410)


def test_a_clock_set_back_never_lengthens_a_portraits_life(
    portrait: Portrait, clock: Clock
) -> None:
    expires_at = portrait.expires_at
    sweep(after(clock(), hours=-2))
    purge_expired(now=after(clock(), hours=-2), trigger="test")

    portrait.refresh_from_db()
    assert portrait.expires_at == expires_at == clock() + TEN_DAYS
