"""Sending a photo to the API: what is answered at once, in which order, and what stays behind."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from rest_framework.test import APIClient

from accounts.models import User
from portraits import gates
from portraits.models import IdempotencyRecord, Portrait
from portraits.services.sweep_jobs import sweep
from privacy import storage
from privacy.models import ConsentState, DataKey, Receipt
from privacy.models.refusal import explain
from tests import factories, photos
from tests.conftest import ApiAs
from tests.portraits.conftest import Committing, Queue
from tests.portraits.test_quota import make_jobs

PORTRAITS = "/api/v1/portraits/"

Send = Callable[..., Any]


@pytest.fixture
def send(sitter: User, api_as: ApiAs, queue: Queue, committing: Committing) -> Send:
    """Post a photo as Alice: `send(content, template=...)`; a field that is None is left out."""
    client = api_as(sitter)

    def post(content: bytes | None = None, *, key: str | None = None, **fields: Any) -> Any:
        return post_photo(client, content, committing, key=key, **fields)

    return post


def post_photo(
    client: APIClient,
    content: bytes | None,
    committing: Committing,
    *,
    name: str = "IMG_1234 Alice at home.jpg",
    key: str | None = None,
    **fields: Any,
) -> Any:
    sent = photos.photo() if content is None else content
    form = {"photo": SimpleUploadedFile(name, sent), "template": "plain"} | fields
    headers = {"Idempotency-Key": key} if key else {}
    with committing():
        return client.post(
            PORTRAITS,
            {name: value for name, value in form.items() if value is not None},
            format="multipart",
            headers=headers,
        )


def code_of(answer: Any) -> tuple[int, str]:
    body = json.loads(answer.content)
    assert answer["Content-Type"] == "application/problem+json"
    assert body["detail"] == explain(body["code"])
    return answer.status_code, body["code"]


def nothing_is_left() -> bool:
    """No key and no byte of anything, and every deletion verified."""
    stored = [one for kind in ("upload", "effect") for one in storage.stored_objects(kind)]
    pending = Receipt.objects.filter(document="").exists()
    return not (stored or DataKey.objects.exists() or pending)


def test_an_accepted_photo_is_answered_with_where_to_look(send: Send) -> None:
    answer = send()

    assert answer.status_code == 202
    body = answer.json()
    assert set(body) == {"id", "status", "url", "estimated_wait_s"}
    assert body["status"] == "queued"
    assert body["url"] == f"http://testserver{PORTRAITS}{body['id']}/"
    assert body["estimated_wait_s"] == 1.5


def test_the_name_of_the_file_is_kept_nowhere(send: Send, caplog: pytest.LogCaptureFixture) -> None:
    send()

    assert "Alice at home" not in caplog.text
    rows = [list(Portrait.objects.values()), list(DataKey.objects.values())]
    assert "Alice at home" not in json.dumps(rows, default=str)


def test_what_is_wrong_is_said_in_one_order_and_the_first_alone(
    sitter: User,
    api: APIClient,
    api_as: ApiAs,
    queue: Queue,
    committing: Committing,
    settings: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A request with everything wrong; one thing after the other is put right."""
    monkeypatch.setattr(gates, "PHOTO_BYTES", 1000)
    monkeypatch.setattr(gates, "FORM_BYTES", 0)
    settings.LONGEST_WAIT_S = 1
    make_jobs(sitter, 4, at=timezone.now(), status="queued")
    ConsentState.objects.all().delete()
    too_large = b"no picture" + bytes(2000)

    def post(client: APIClient, photo: bytes = too_large) -> Any:
        return post_photo(client, photo, committing, template="unknown")

    client = api_as(sitter)
    assert code_of(post(api)) == (401, "not_authenticated")
    assert code_of(post(client)) == (403, "consent_required")
    factories.agree_to_portraits(sitter, now=timezone.now())
    assert code_of(post(client)) == (503, "busy")
    settings.LONGEST_WAIT_S = 60
    assert code_of(post(client)) == (429, "quota_exceeded")
    Portrait.objects.update(status="failed")
    assert code_of(post(client)) == (413, "too_large")
    monkeypatch.setattr(gates, "PHOTO_BYTES", 20_000_000)
    assert code_of(post(client)) == (400, "unknown_template")
    assert code_of(post_photo(client, too_large, committing)) == (415, "not_an_image")
    assert post_photo(client, None, committing).status_code == 202
    assert Portrait.objects.filter(status="queued").count() == 1


def test_overload_and_a_used_up_share_say_when_to_come_back_and_store_nothing(
    send: Send, sitter: User, settings: Any
) -> None:
    make_jobs(sitter, 4, at=timezone.now(), status="queued")
    answers = [send()]
    settings.LONGEST_WAIT_S = 1
    answers.append(send())

    assert [answer.status_code for answer in answers] == [429, 503]
    assert all(int(answer["Retry-After"]) >= 1 for answer in answers)
    # Not even for a moment: a destroyed object would have left a receipt.
    assert not Receipt.objects.exists()
    assert nothing_is_left()


@pytest.mark.parametrize(
    ("photo", "status", "code"),
    [
        (b"", 415, "not_an_image"),
        (b"hello", 415, "not_an_image"),
        (b"GIF89a" + bytes(60), 415, "unsupported_format"),
        (b"II*\0" + bytes(60), 415, "unsupported_format"),
    ],
)
def test_what_is_no_photo_is_refused_and_destroyed_with_the_answer(
    send: Send, photo: bytes, status: int, code: str
) -> None:
    assert code_of(send(photo)) == (status, code)

    assert nothing_is_left()
    assert Receipt.objects.get().reason == "refused"


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({"template": None}, "template"),
        ({"template": "no such"}, "template"),
        ({"template": "unknown"}, "template"),
        ({"photo": None}, "photo"),
        ({"photo": "text instead of a file"}, "photo"),
        ({"options": "not json"}, "options"),
        ({"options": "[1]"}, "options"),
        ({"options": '{"strength": 900}'}, "options"),
        ({"options": '{"glow": 1}'}, "options"),
        ({"face": "first"}, "face"),
        ({"face": "-1"}, "face"),
        ({"shutter": "1/60"}, "shutter"),
    ],
)
def test_a_wrong_field_is_named_and_nothing_stays_behind(
    send: Send, fields: dict[str, Any], named: str
) -> None:
    answer = send(**fields)

    assert answer.status_code == 400
    assert named in json.loads(answer.content)["errors"]
    assert nothing_is_left()
    assert not Portrait.objects.exists()


def test_a_photo_of_more_than_twenty_megabytes_is_never_kept(send: Send) -> None:
    answer = send(b"\xff\xd8\xff" + bytes(20_000_001))

    assert code_of(answer) == (413, "too_large")
    assert nothing_is_left()


def test_a_photo_of_exactly_twenty_megabytes_is_taken(send: Send) -> None:
    assert send(photos.photo().ljust(20_000_000, b"\0")).status_code == 202


@pytest.mark.parametrize("scopes", [("consents",), ("account", "tickets")])
def test_a_token_without_the_scope_can_send_nothing(
    sitter: User, api_as: ApiAs, committing: Committing, scopes: tuple[str, ...]
) -> None:
    answer = post_photo(api_as(sitter, *scopes), None, committing)

    assert code_of(answer) == (403, "scope_missing")


def test_a_page_of_another_site_cannot_send_a_photo_in_somebodys_name(
    send: Send, sitter: User, api_as: ApiAs
) -> None:
    client = api_as(sitter)
    answer = client.post(
        PORTRAITS,
        {"photo": SimpleUploadedFile("x", photos.photo()), "template": "plain"},
        format="multipart",
        headers={"Sec-Fetch-Site": "cross-site"},
    )

    assert code_of(answer) == (403, "csrf_failed")
    assert not Receipt.objects.exists()


def test_a_session_needs_the_csrf_token_and_the_photo_is_destroyed_without_it(
    sitter: User, committing: Committing
) -> None:
    browser = APIClient(enforce_csrf_checks=True)
    browser.force_login(sitter, "accounts.backends.sign_in.SignInBackend")

    answer = post_photo(browser, None, committing)

    assert code_of(answer) == (403, "csrf_failed")
    assert nothing_is_left()


def test_the_same_key_gives_the_same_answer(send: Send) -> None:
    first, second = send(key="k1"), send(key="k1")

    assert (first.status_code, second.status_code) == (202, 202)
    assert first.json()["id"] == second.json()["id"]
    assert len(list(storage.stored_objects(storage.UPLOAD))) == 1
    assert DataKey.objects.count() == 1


def test_another_content_with_the_same_key_is_a_conflict(send: Send) -> None:
    send(key="k1")

    assert code_of(send(photos.photo_of_two(), key="k1")) == (422, "idempotency_conflict")
    assert len(list(storage.stored_objects(storage.UPLOAD))) == 1


def test_a_repeated_request_is_answered_even_when_there_is_no_room(
    send: Send, sitter: User, settings: Any
) -> None:
    first = send(key="k1")
    make_jobs(sitter, 4, at=timezone.now(), status="queued")
    settings.LONGEST_WAIT_S = 1

    assert send(key="k1").json()["id"] == first.json()["id"]


@pytest.mark.parametrize("reason", ["busy", "quota", "format", "size"])
def test_after_a_refusal_the_same_key_works(
    send: Send, sitter: User, settings: Any, monkeypatch: pytest.MonkeyPatch, reason: str
) -> None:
    if reason in ("busy", "quota"):
        make_jobs(sitter, 4, at=timezone.now(), status="queued")
    settings.LONGEST_WAIT_S = 1 if reason == "busy" else 60
    with monkeypatch.context() as narrow:
        if reason == "size":
            narrow.setattr(gates, "PHOTO_BYTES", 10)
            narrow.setattr(gates, "FORM_BYTES", 0)
        refused = send(b"no picture" if reason == "format" else None, key="k1")
    assert refused.status_code in (503, 429, 415, 413)
    assert not IdempotencyRecord.objects.exists()

    settings.LONGEST_WAIT_S = 60
    Portrait.objects.all().delete()
    assert send(key="k1").status_code == 202


def test_a_key_that_is_too_long_is_refused(send: Send) -> None:
    assert send(key="k" * 201).status_code == 400


def test_the_queue_of_everybody_counts_for_the_estimate(send: Send, bob: User) -> None:
    make_jobs(bob, 3, at=timezone.now(), status="queued")

    assert send().json()["estimated_wait_s"] == 6.0


@pytest.mark.promise("F-14")
def test_no_photo_ever_lies_in_a_temp_folder_or_in_clear(send: Send) -> None:
    send()

    folder = django_settings.DATA_DIR
    window = photos.photo()[2000:2032]
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert any("upload" in str(path) for path in files)
    assert not [path for path in files if window in path.read_bytes()]


def test_a_photo_that_was_refused_is_gone_even_when_the_store_was_away(
    send: Send, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(type(storage.sealed_store()), "delete", lambda _self, _name: None)
        assert send(b"no picture").status_code == 415

    sweep(timezone.now())

    assert nothing_is_left()
