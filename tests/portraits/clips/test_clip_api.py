"""Clips as an API client meets them: sent, asked for, played in ranges."""

import io
from typing import Any
from uuid import uuid4

import pytest
from rest_framework.test import APIClient

from accounts.models import User
from portraits.models import Clip, ClipUpload
from portraits.services.make_clip import make_clip
from privacy import storage
from privacy.encryption import FRAME_BYTES
from privacy.services.decide_consent import withdraw_consent
from tests.clips import clip_of_a_face
from tests.factories import agree_to
from tests.photos import photo
from tests.portraits.conftest import Clock, Committing

pytestmark = pytest.mark.django_db(databases=["default", "keys", "log"])


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
