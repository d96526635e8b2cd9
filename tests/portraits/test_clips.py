"""A clip's life: the same as a portrait's, on a longer road."""

import io
from datetime import timedelta
from fractions import Fraction
from typing import Any
from uuid import uuid4

import av
import pytest
from rest_framework.test import APIClient

from accounts.models import User
from portrait_site.celery import CLIPS, app
from portraits.models import Clip, ClipUpload, Portrait
from portraits.selectors import queue_estimate
from portraits.services import life_steps
from portraits.services import make_clip as making
from portraits.services.end_effect import delete_effect
from portraits.services.make_clip import make_clip
from portraits.services.sweep_jobs import sweep
from privacy import storage
from privacy.encryption import FRAME_BYTES
from privacy.models import DataKey
from privacy.promises import CLIP_CEILING, EFFECT_KEPT
from privacy.selectors import receipt_of
from privacy.services.decide_consent import withdraw_consent
from tests.clips import clip_of_a_face, clip_of_nobody, numbered
from tests.clips import make_clip as file_of
from tests.factories import agree_to, has_photo, send_clip, send_photo
from tests.photos import photo
from tests.portraits.conftest import Clock, Committing, Queue

pytestmark = pytest.mark.django_db(databases=["default", "keys", "log"])

COLOURED = {"filter": "sepia"}


@pytest.fixture
def director(sitter: User, clock: Clock) -> User:
    """A sitter who has agreed to clips, and to importing them."""
    agree_to(sitter, "face_video", "media_import", now=clock())
    return sitter


@pytest.fixture
def job(director: User, clock: Clock, queue: Queue, committing: Committing) -> Clip:
    with committing():
        return send_clip(director, clip_of_a_face(), now=clock(), **COLOURED)


@pytest.fixture
def clip(job: Clip, clock: Clock) -> Clip:
    make_clip(job.pk, now=clock)
    job.refresh_from_db()
    return job


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


# --- the API


def post(client: APIClient, **more: Any) -> Any:
    upload = io.BytesIO(more.pop("content", clip_of_a_face()))
    upload.name = "our holiday.mp4"
    return client.post("/api/v1/clips/", {"clip": upload} | more, format="multipart")


def test_a_client_sends_a_video_and_gets_a_clip(
    api_as: Any, director: User, committing: Committing
) -> None:
    api = api_as(director)
    answer = post(api, options='{"filter": "sepia", "end_ms": 500}')
    assert answer.status_code == 202
    assert set(answer.json()) == {"id", "status", "url", "estimated_wait_s"}
    make_clip(answer.json()["id"])

    job = api.get(answer.json()["url"]).json()
    assert (job["status"], job["options"]["filter"], job["stage"]) == ("ready", "sepia", "")
    assert (job["duration_ms"], job["seconds_left"], job["error"]) == (500, None, None)
    file = api.get(job["image_url"])
    assert (file.status_code, file["Content-Type"]) == (200, "video/mp4")
    assert file["Content-Disposition"] == 'inline; filename="clip.mp4"'
    assert "no-store" in file["Cache-Control"]
    content = file.getvalue()
    assert len(content) == int(file["Content-Length"]) == job["byte_count"]
    receipt = api.get(job["receipt_url"]).json()
    assert api.post("/api/v1/receipts/verify/", receipt, format="json").json() == {"valid": True}

    assert api.delete(job["url"]).status_code == 204
    assert api.delete(job["url"]).status_code == 204
    assert api.get(job["image_url"]).status_code == 410
    receipt = api.get(job["receipt_url"] + "?of=effect").json()
    assert (receipt["class"], receipt["reason"]) == ("effect", "deleted")
    assert [one["id"] for one in api.get("/api/v1/clips/").json()["results"]] == [job["id"]]


@pytest.mark.promise("P-1", "P-2", "P-5")
@pytest.mark.parametrize("missing", ["face_video", "media_import"])
def test_without_both_consents_nothing_is_taken_and_portraits_go_on(
    api_as: Any, sitter: User, clock: Clock, missing: str, template: object
) -> None:
    agree_to(sitter, *({"face_video", "media_import"} - {missing}), now=clock())
    api = api_as(sitter)

    answer = post(api)

    assert (answer.status_code, answer.json()["code"]) == (403, "consent_required")
    assert not ClipUpload.objects.exists()
    sent = {"photo": io.BytesIO(photo()), "template": "plain"}
    assert api.post("/api/v1/portraits/", sent, format="multipart").status_code == 202


@pytest.mark.promise("P-2")
def test_after_the_import_is_taken_back_the_route_is_closed_at_once(
    api_as: Any, director: User, clock: Clock, committing: Committing
) -> None:
    api = api_as(director)
    assert post(api).status_code == 202

    with committing():
        withdraw_consent(director, "media_import", locale="en", now=clock(), method="test")

    assert post(api).status_code == 403


@pytest.mark.parametrize(
    ("given", "status", "code"),
    [
        ({"options": '{"filter": "no-such"}'}, 400, "bad_option"),
        ({"options": '{"lips": 101}'}, 400, "bad_option"),
        ({"options": '{"start_ms": 5000, "end_ms": 5000}'}, 400, "bad_option"),
        ({"options": '{"start_ms": 1000, "end_ms": 61001}'}, 400, "bad_option"),
        ({"content": b"not a video"}, 415, "not_a_clip"),
        ({"content": b""}, 415, "not_a_clip"),
        ({"content": photo()}, 415, "unsupported_format"),
        ({"template": "plain"}, 400, "invalid"),
    ],
)
def test_what_makes_no_clip_is_refused_and_destroyed(
    api_as: Any, director: User, given: dict[str, Any], status: int, code: str
) -> None:
    answer = post(api_as(director), **given)

    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert not Clip.objects.exists()
    assert list(storage.stored_objects(storage.CLIP)) == []


def test_a_video_that_is_too_large_is_refused_in_its_own_words(
    api_as: Any, director: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("portraits.gates.CLIP_BYTES", 10_000)
    answer = post(api_as(director))

    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")
    assert "100 MB" in answer.json()["detail"]
    assert list(storage.stored_objects(storage.CLIP)) == []


@pytest.mark.parametrize("rest", ["", "image/", "receipt/"])
@pytest.mark.parametrize("headers", [{}, {"HTTP_RANGE": "bytes=0-9"}])
def test_anothers_clip_is_like_one_that_never_was(
    api_as: Any, bob: User, clip: Clip, rest: str, headers: dict[str, str]
) -> None:
    api = api_as(bob)

    theirs = api.get(f"/api/v1/clips/{clip.pk}/{rest}", **headers)
    unknown = api.get(f"/api/v1/clips/{uuid4()}/{rest}", **headers)

    assert (theirs.status_code, theirs.content) == (404, unknown.content)


@pytest.mark.parametrize(
    ("asked", "status", "span"),
    [
        ("bytes=0-99", 206, (0, 100)),
        (f"bytes={FRAME_BYTES - 5}-{FRAME_BYTES + 4}", 206, (FRAME_BYTES - 5, FRAME_BYTES + 5)),
        ("bytes=70000-", 206, (70_000, None)),
        ("bytes=-100", 206, (-100, None)),
        ("bytes=10-99999999", 206, (10, None)),
        ("bytes=0-1,5-9", 200, (0, None)),
        ("bytes=9-5", 200, (0, None)),
        ("bytes=-", 200, (0, None)),
        ("lines=1-2", 200, (0, None)),
        ("bytes=99999999-", 416, (0, 0)),
    ],
)
def test_a_player_gets_the_bytes_it_asks_for(
    api_as: Any, clip: Clip, director: User, asked: str, status: int, span: tuple[int, int | None]
) -> None:
    whole = storage.open_sealed(clip.effect_object)

    answer = api_as(director).get(f"/api/v1/clips/{clip.pk}/image/", HTTP_RANGE=asked)

    content = answer.getvalue()
    assert (answer.status_code, content) == (status, whole[slice(*span)])
    assert answer["Accept-Ranges"] == "bytes"
    if status == 206:
        start = whole.index(content) if len(content) > 50 else span[0]
        assert answer["Content-Range"] == f"bytes {start}-{start + len(content) - 1}/{len(whole)}"
    if status == 416:
        assert answer["Content-Range"] == f"bytes */{len(whole)}"


def test_a_damaged_frame_is_never_given_out_and_its_neighbours_are(
    api_as: Any, clip: Clip, director: User
) -> None:
    name = storage.object_name(clip.effect_object, storage.EFFECT)
    path = storage.sealed_store().path(name)
    with open(path, "r+b") as file:
        file.seek(FRAME_BYTES + 500)
        file.write(b"\0\0\0\0")
    api = api_as(director)

    damaged = api.get(f"/api/v1/clips/{clip.pk}/image/", HTTP_RANGE=f"bytes={FRAME_BYTES + 9}-")
    sound = api.get(f"/api/v1/clips/{clip.pk}/image/", HTTP_RANGE="bytes=0-999")

    assert damaged.status_code == 410
    assert sound.status_code == 206
    assert api.get(f"/api/v1/clips/{clip.pk}/image/").status_code == 410


def test_a_clip_that_lost_its_end_is_not_given_out(api_as: Any, clip: Clip, director: User) -> None:
    path = storage.sealed_store().path(storage.object_name(clip.effect_object, storage.EFFECT))
    with open(path, "r+b") as file:
        file.truncate(11 + FRAME_BYTES + 16)

    answer = api_as(director).get(f"/api/v1/clips/{clip.pk}/image/", HTTP_RANGE="bytes=0-9")

    assert answer.status_code == 410


def test_no_file_stays_open_behind_an_answer_that_was_not_read(
    api_as: Any, clip: Clip, director: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = []
    store = type(storage.sealed_store())
    open_ = store._open

    def remember(self: Any, name: str, mode: str = "rb") -> Any:
        files.append(open_(self, name, mode))
        return files[-1]

    monkeypatch.setattr(store, "_open", remember)
    answer = api_as(director).get(f"/api/v1/clips/{clip.pk}/image/")
    next(iter(answer.streaming_content))
    answer.close()

    assert files
    assert all(file.closed for file in files)


def test_a_repeated_request_makes_one_clip(api_as: Any, director: User) -> None:
    api = api_as(director)
    first, again = (
        api.post(
            "/api/v1/clips/",
            {"clip": io.BytesIO(clip_of_a_face())},
            format="multipart",
            HTTP_IDEMPOTENCY_KEY="k",
        ).json()
        for _turn in range(2)
    )

    assert first["id"] == again["id"]
    assert Clip.objects.count() == 1
