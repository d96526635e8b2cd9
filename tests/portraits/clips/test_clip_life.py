"""A clip's life: the same as a portrait's, on a longer road."""

import io
from datetime import timedelta
from fractions import Fraction
from typing import Any

import av
import pytest

from accounts.models import User
from portrait_site.celery import CLIPS, app
from portraits.models import Clip, Portrait
from portraits.selectors import queue_estimate
from portraits.services import life_steps
from portraits.services import make_clip as making
from portraits.services.end_effect import delete_effect
from portraits.services.make_clip import make_clip
from portraits.services.sweep_jobs import sweep
from privacy import storage
from privacy.models import DataKey
from privacy.promises import CLIP_CEILING, EFFECT_KEPT
from privacy.selectors import receipt_of
from privacy.services.decide_consent import withdraw_consent
from tests.clips import clip_of_a_face, clip_of_nobody, numbered
from tests.clips import make_clip as file_of
from tests.factories import has_photo, send_clip, send_photo
from tests.portraits.conftest import Clock, Committing, Queue

pytestmark = pytest.mark.django_db(databases=["default", "keys", "log"])


def opened(content: bytes) -> Any:
    return av.open(io.BytesIO(content))


@pytest.mark.promise("P-10", "F-6", "P-8")
def test_a_clip_exists_for_ten_days_and_the_video_does_not(clip: Clip, clock: Clock) -> None:
    assert (clip.status, clip.expires_at) == ("ready", clock() + EFFECT_KEPT)
    assert not has_photo(clip)
    receipt = receipt_of(clip.upload_object)
    assert receipt is not None
    assert (receipt.object_class, receipt.reason) == ("clip", "rendered")
    with opened(storage.open_sealed(clip.effect_object)) as file:
        assert (file.streams.video[0].width, file.streams.video[0].height) == (256, 192)
        assert len(list(file.decode(video=0))) == 20
    assert (clip.width, clip.height, clip.length_ms) == (256, 192, 1000)

    sweep(clock.move(days=10))

    clip.refresh_from_db()
    assert (clip.status, clip.width, clip.length_ms) == ("expired", None, None)
    assert list(storage.stored_objects(storage.EFFECT)) == []


@pytest.mark.promise("P-10", "F-7")
def test_a_video_that_nobody_worked_on_is_gone_after_half_an_hour(job: Clip, clock: Clock) -> None:
    sweep(clock.move(minutes=29))
    assert has_photo(job)

    sweep(clock.move(minutes=1))

    job.refresh_from_db()
    assert timedelta(minutes=30) == CLIP_CEILING
    assert (job.status, job.error_code) == ("failed", "timed_out")
    assert not has_photo(job)


def test_a_clip_waits_in_a_queue_of_its_own(job: Clip, queue: Queue) -> None:
    route = app.amqp.router.route({}, Clip.TASK)["queue"].name

    assert (route, Clip.QUEUE) == (CLIPS, "clips")
    assert Portrait.QUEUE != Clip.QUEUE
    assert queue.messages() == []


def test_only_the_chosen_part_is_kept_with_its_sound(
    director: User, clock: Clock, queue: Queue, committing: Committing
) -> None:
    with committing():
        job = send_clip(director, clip_of_a_face(), now=clock(), start_ms=250, end_ms=750)
    make_clip(job.pk, now=clock)

    job.refresh_from_db()
    assert job.length_ms == 500
    with opened(storage.open_sealed(job.effect_object)) as file:
        assert len(list(file.decode(video=0))) == 10
    with opened(storage.open_sealed(job.effect_object)) as file:
        heard = sum(frame.samples for frame in file.decode(audio=0))
        assert heard == pytest.approx(24_000, abs=2048)


@pytest.mark.parametrize(
    ("content", "options", "code"),
    [
        (clip_of_nobody(), {"lips": 60}, "no_face"),
        (clip_of_nobody(), {"start_ms": 9000, "end_ms": 9500}, "empty_part"),
        (file_of(numbered(2))[:200], {}, "not_a_clip"),
        (file_of(numbered(62, 32, 32), rate=Fraction(1)), {}, "clip_too_long"),
    ],
)
def test_a_video_that_cannot_be_used_is_gone_at_once_with_a_reason(
    director: User,
    clock: Clock,
    queue: Queue,
    committing: Committing,
    content: bytes,
    options: dict[str, object],
    code: str,
) -> None:
    with committing():
        job = send_clip(director, content, now=clock(), **options)
    make_clip(job.pk, now=clock)

    job.refresh_from_db()
    assert (job.status, job.error_code) == ("failed", code)
    assert not has_photo(job)


def test_a_job_in_the_middle_says_how_far_it_is_and_how_long_it_takes(
    job: Clip, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[tuple[str, float, bool]] = []
    monkeypatch.setattr(making, "NOTE_EVERY_S", 0.0)
    monkeypatch.setattr(making, "KNOWN_AFTER_S", 0.0)
    tell = making._Pace.tell

    def remember(pace: Any, share: float) -> None:
        tell(pace, share)
        row = Clip.objects.get(pk=job.pk)
        seen.append((row.stage, row.progress, row.done_by is not None and row.done_by >= clock()))

    monkeypatch.setattr(making._Pace, "tell", remember)
    make_clip(job.pk, now=clock)

    assert len(seen) == 20
    assert {(stage, knows) for stage, _share, knows in seen} == {("paint", True)}
    shares = [share for _stage, share, _knows in seen]
    assert shares == sorted(shares)
    assert shares[-1] == pytest.approx(making.LAST_SHARE)


@pytest.mark.promise("F-7")
def test_a_clip_that_is_cancelled_half_way_stops_and_leaves_nothing(
    job: Clip, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(making, "NOTE_EVERY_S", 0.0)
    tell, told = making._Pace.tell, []

    def cancel_in_the_middle(pace: Any, share: float) -> None:
        told.append(share)
        if len(told) == 5:
            delete_effect(Clip.objects.get(pk=job.pk), now=clock())
        tell(pace, share)

    monkeypatch.setattr(making._Pace, "tell", cancel_in_the_middle)
    make_clip(job.pk, now=clock)

    job.refresh_from_db()
    assert (job.status, len(told)) == ("cancelled", 5)
    assert not has_photo(job)
    assert list(storage.stored_objects(storage.EFFECT)) == []
    assert not DataKey.objects.filter(object_class__in=(storage.EFFECT, storage.CLIP)).exists()


def _die_at(wanted: str) -> Any:
    def reach(step: str) -> None:
        if step == wanted:
            raise KeyboardInterrupt
        life_steps.reach(step)

    return reach


@pytest.mark.promise("F-7")
@pytest.mark.parametrize("step", ["leased", "decoded", "effect_sealed", "effect_committed"])
def test_a_worker_that_dies_at_a_step_leaves_neither_video_nor_a_second_clip(
    job: Clip, clock: Clock, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as dying:
        for module in ("do_job", "make_clip", "commit_effect"):
            dying.setattr(f"portraits.services.{module}.reach", _die_at(step))
        with pytest.raises(KeyboardInterrupt):
            make_clip(job.pk, now=clock)

    sweep(clock.move(seconds=31))
    make_clip(job.pk, now=clock)
    sweep(clock.move(seconds=60))

    job.refresh_from_db()
    assert job.status == "ready"
    assert not has_photo(job)
    assert [one for one, _at in storage.stored_objects(storage.EFFECT)] == [job.effect_object]


@pytest.mark.promise("P-2")
def test_who_takes_the_import_back_stops_what_is_imported_and_keeps_what_is_made(
    director: User, clip: Clip, clock: Clock, queue: Queue, committing: Committing
) -> None:
    with committing():
        waiting = send_clip(director, clip_of_a_face(), now=clock())

    with committing():
        withdraw_consent(director, "media_import", locale="en", now=clock(), method="test")

    waiting.refresh_from_db()
    clip.refresh_from_db()
    assert (waiting.status, clip.status) == ("cancelled", "ready")
    assert not has_photo(waiting)


@pytest.mark.promise("M-5")
def test_who_takes_the_consent_to_clips_back_has_none_left(
    director: User, clip: Clip, clock: Clock, committing: Committing
) -> None:
    with committing():
        withdraw_consent(director, "face_video", locale="en", now=clock(), method="test")

    clip.refresh_from_db()
    assert clip.status == "deleted"
    assert list(storage.stored_objects(storage.EFFECT)) == []


def test_clips_and_photos_wait_for_different_workers(
    director: User, job: Clip, clock: Clock, committing: Committing, template: object
) -> None:
    assert queue_estimate(clock(), Clip.QUEUE)[0] == 1
    assert queue_estimate(clock())[0] == 0
    with committing():
        send_photo(director, now=clock())
    assert queue_estimate(clock())[0] == 1
