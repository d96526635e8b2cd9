"""What a person sees of their portraits over the API, and what nobody else ever sees."""

import json
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from accounts.models import User
from portraits.models import Portrait
from portraits.services.render_portrait import render_portrait
from privacy.models.refusal import SENTENCES, explain
from privacy.services.purge_expired import purge_expired
from tests import factories, photos
from tests.conftest import ApiAs
from tests.portraits.conftest import Clock, Committing, Queue
from tests.portraits.test_render import REFUSED, raise_bar

PORTRAITS = "/api/v1/portraits/"
KEYS = {
    *("id", "status", "progress", "template", "faces", "error", "quality", "created_at"),
    *("ready_at", "expires_at", "upload_deleted_at", "image_url", "receipt_url", "url"),
    "timings_ms",
}
VERBS = [
    ("get", ""),
    ("delete", ""),
    ("get", "image/"),
    ("get", "image/?download"),
    ("get", "receipt/"),
    ("get", "receipt/?of=effect"),
]


@pytest.fixture
def client(sitter: User, api_as: ApiAs) -> APIClient:
    return api_as(sitter)


@pytest.fixture
def job(sitter: User, clock: Clock, queue: Queue, committing: Committing) -> Portrait:
    with committing():
        return factories.send_photo(sitter, now=clock())


@pytest.fixture
def portrait(job: Portrait) -> Portrait:
    render_portrait(job.pk)
    job.refresh_from_db()
    return job


def at(portrait: Portrait, rest: str = "") -> str:
    return f"{PORTRAITS}{portrait.pk}/{rest}"


def test_a_waiting_job_has_every_key_and_null_for_what_is_not_known(
    client: APIClient, job: Portrait
) -> None:
    body = client.get(at(job)).json()

    assert set(body) == KEYS
    assert (body["status"], body["progress"], body["template"]) == ("queued", 0.0, "plain")
    unknown = KEYS - {"id", "status", "progress", "template", "created_at", "url"}
    assert {body[name] for name in unknown} == {None}


def test_a_finished_portrait_says_until_when_and_that_the_photo_is_gone(
    client: APIClient, portrait: Portrait
) -> None:
    body = client.get(at(portrait)).json()

    assert (body["status"], body["progress"], body["error"]) == ("ready", 1.0, None)
    assert all(body[name].endswith("Z") for name in ("ready_at", "expires_at", "upload_deleted_at"))
    assert body["image_url"] == f"http://testserver{at(portrait, 'image/')}"
    assert body["receipt_url"] == f"http://testserver{at(portrait, 'receipt/')}"
    assert body["timings_ms"]["total"] > 0


@pytest.mark.promise("P-6")
def test_the_picture_is_a_jpeg_for_its_owner_and_no_cache(
    client: APIClient, portrait: Portrait
) -> None:
    shown, saved = client.get(at(portrait, "image/")), client.get(at(portrait, "image/?download"))

    assert shown["Content-Type"] == "image/jpeg"
    assert shown.content == saved.content
    assert shown.content[:3] == b"\xff\xd8\xff"
    assert shown["Content-Disposition"] == 'inline; filename="portrait-plain.jpg"'
    assert saved["Content-Disposition"] == 'attachment; filename="portrait-plain.jpg"'
    assert "no-store" in shown["Cache-Control"]
    assert "ETag" not in shown


@pytest.mark.promise("F-5")
@pytest.mark.parametrize(("verb", "rest"), VERBS)
def test_anothers_portrait_is_answered_byte_for_byte_like_one_that_does_not_exist(
    portrait: Portrait, bob: User, api_as: ApiAs, verb: str, rest: str
) -> None:
    stranger = api_as(bob)

    theirs = getattr(stranger, verb)(at(portrait, rest))
    nobodys = getattr(stranger, verb)(f"{PORTRAITS}{uuid4()}/{rest}")

    assert theirs.status_code == nobodys.status_code == 404
    assert theirs.content == nobodys.content
    assert dict(theirs.headers) == dict(nobodys.headers)
    assert Portrait.objects.get(pk=portrait.pk).status == "ready"


@pytest.mark.parametrize(("verb", "rest"), VERBS)
def test_without_a_token_there_is_nothing(
    api: APIClient, portrait: Portrait, verb: str, rest: str
) -> None:
    answer = getattr(api, verb)(at(portrait, rest))

    assert answer.status_code == 401
    assert answer["WWW-Authenticate"].startswith("Bearer")


def test_a_list_has_ones_own_alone_newest_first(
    client: APIClient, sitter: User, bob: User, clock: Clock, queue: Queue, committing: Committing
) -> None:
    with committing():
        first = factories.send_photo(sitter, now=clock())
        second = factories.send_photo(sitter, now=clock.move(seconds=1))
        factories.send_photo(bob, now=clock.move(seconds=1))

    body = client.get(PORTRAITS).json()

    assert set(body) == {"count", "next", "previous", "results"}
    assert [one["id"] for one in body["results"]] == [str(second.pk), str(first.pk)]


def test_while_it_is_made_picture_and_receipt_are_not_there_yet(
    client: APIClient, job: Portrait
) -> None:
    answers = [client.get(at(job, "image/")), client.get(at(job, "receipt/"))]

    assert [answer.status_code for answer in answers] == [409, 409]
    codes = [json.loads(answer.content)["code"] for answer in answers]
    assert codes == ["not_ready", "receipt_pending"]


@pytest.mark.parametrize("code", [*REFUSED, "face_not_found"])
def test_every_reason_a_photo_can_fail_for_is_said_in_two_sentences(
    client: APIClient,
    sitter: User,
    clock: Clock,
    queue: Queue,
    committing: Committing,
    code: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    raise_bar(code, monkeypatch)
    content = REFUSED.get(code, photos.photo)()
    face = 7 if code == "face_not_found" else None
    with committing():
        job = factories.send_photo(sitter, now=clock(), content=content, face=face)
    render_portrait(job.pk)

    answer = client.get(at(job))

    assert answer.status_code == 200
    body = answer.json()
    assert (body["status"], body["error"]["code"]) == ("failed", code)
    wrong, remedy = SENTENCES[code]
    assert body["error"]["detail"] == f"{wrong} {remedy}" == explain(code)
    assert str(wrong).endswith(".")
    assert str(remedy).endswith(".")
    assert client.get(at(job, "image/")).status_code == 410
    assert client.get(at(job, "receipt/")).json()["class"] == "upload"
    assert (body["faces"] is not None) == (code == "several_faces")


def test_deleting_answers_the_same_however_often_and_the_picture_is_gone(
    client: APIClient, portrait: Portrait
) -> None:
    assert [client.delete(at(portrait)).status_code for _ in range(3)] == [204, 204, 204]

    assert client.get(at(portrait)).json()["status"] == "deleted"
    assert client.get(at(portrait, "image/")).status_code == 410
    receipts = [
        client.get(at(portrait, rest)).json() for rest in ("receipt/", "receipt/?of=effect")
    ]
    assert [one["class"] for one in receipts] == ["upload", "effect"]


def test_deleting_a_job_that_waits_cancels_it(client: APIClient, job: Portrait) -> None:
    assert client.delete(at(job)).status_code == 204

    body = client.get(at(job)).json()
    assert (body["status"], body["image_url"]) == ("cancelled", None)
    assert body["upload_deleted_at"] is not None


@pytest.mark.promise("F-8")
def test_after_ten_days_the_picture_is_gone_and_after_forty_the_row(
    client: APIClient, portrait: Portrait
) -> None:
    Portrait.objects.update(expires_at=timezone.now(), ready_at=timezone.now() - timedelta(days=10))
    assert client.get(at(portrait, "image/")).status_code == 410

    purge_expired(now=timezone.now(), trigger="test")
    assert client.get(at(portrait)).json()["status"] == "expired"
    assert client.get(at(portrait)).json()["image_url"] is None

    purge_expired(now=timezone.now() + timedelta(days=30), trigger="test")
    assert client.get(at(portrait)).status_code == 404


def test_a_receipt_from_the_api_is_verified_by_the_api(
    client: APIClient, api: APIClient, portrait: Portrait
) -> None:
    receipt: dict[str, Any] = client.get(at(portrait, "receipt/")).json()

    verdicts = [
        api.post("/api/v1/receipts/verify/", one, format="json").json()
        for one in (receipt, receipt | {"reason": "other"})
    ]

    assert verdicts[0] == {"valid": True}
    assert verdicts[1] == {"valid": False, "reason": "signature"}
    assert receipt["object"] != str(portrait.pk)


def test_reading_ones_own_job_is_never_throttled(client: APIClient, job: Portrait) -> None:
    assert {client.get(at(job)).status_code for _ in range(100)} == {200}
