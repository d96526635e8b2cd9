"""A cutout's life: the same as a portrait's, with a shorter end."""

import io
from typing import Any
from uuid import uuid4

import numpy as np
import pytest
from PIL import Image
from rest_framework.test import APIClient

from accounts.models import User
from portraits.models import Cutout, Portrait, Upload
from portraits.services import life_steps
from portraits.services.hand_over_cutout import KEPT_AFTER_FETCH, hand_over_cutout
from portraits.services.make_cutout import make_cutout
from portraits.services.sweep_jobs import sweep
from privacy import storage
from privacy.models import DataKey
from privacy.models.refusal import Refused
from privacy.policies.consents import CONSENTS
from privacy.promises import CUTOUT_KEPT
from privacy.selectors import receipt_of
from privacy.services.decide_consent import grant_consent, withdraw_consent
from tests.factories import has_photo, send_photo, send_photo_for_cutout
from tests.photos import photo, photo_without_a_face
from tests.portraits.conftest import Clock, Committing, Queue

pytestmark = pytest.mark.django_db(databases=["default", "keys", "log"])


@pytest.fixture
def cutter(sitter: User, clock: Clock) -> User:
    """A sitter who has agreed to cutouts too."""
    version = CONSENTS["face_cutout"].version
    grant_consent(
        sitter, "face_cutout", text_version=version, locale="en", now=clock(), method="test"
    )
    return sitter


@pytest.fixture
def job(cutter: User, clock: Clock, queue: Queue, committing: Committing) -> Cutout:
    with committing():
        return send_photo_for_cutout(cutter, now=clock())


@pytest.fixture
def cutout(job: Cutout, clock: Clock) -> Cutout:
    make_cutout(job.pk, now=clock)
    job.refresh_from_db()
    return job


def is_gone(cutout: Cutout) -> bool:
    """Neither key nor byte of any cutout is left, and a receipt says so."""
    cutout.refresh_from_db()
    keys = DataKey.objects.filter(object_class=storage.CUTOUT).exists()
    bytes_left = list(storage.stored_objects(storage.CUTOUT))
    return not keys and not bytes_left and receipt_of(cutout.ended_effect_object) is not None


@pytest.mark.promise("P-10")
def test_a_cutout_exists_and_its_photo_does_not(cutout: Cutout, clock: Clock) -> None:
    assert (cutout.status, cutout.expires_at) == ("ready", clock() + CUTOUT_KEPT)
    assert not has_photo(cutout)
    receipt = receipt_of(cutout.upload_object)
    assert receipt is not None
    assert receipt.reason == "rendered"


@pytest.mark.promise("P-11")
def test_a_cutout_that_was_fetched_is_gone_within_a_minute(cutout: Cutout, clock: Clock) -> None:
    picture = Image.open(io.BytesIO(hand_over_cutout(cutout, now=clock())))
    # Who lost the connection half way asks once more, and wins no time by it.
    hand_over_cutout(cutout, now=clock.move(seconds=20))
    sweep(clock.move(seconds=25))

    assert KEPT_AFTER_FETCH.total_seconds() == 45
    assert is_gone(cutout)
    assert cutout.status == "expired"
    assert (picture.mode, picture.size) == ("RGBA", (512, 600))
    with pytest.raises(Refused) as refusal:
        hand_over_cutout(cutout, now=clock())
    assert (refusal.value.code, refusal.value.status) == ("gone", 410)


@pytest.mark.promise("P-11")
def test_a_cutout_that_nobody_fetched_is_gone_after_a_quarter_of_an_hour(
    cutout: Cutout, clock: Clock
) -> None:
    sweep(clock.move(minutes=14))
    assert not is_gone(cutout)

    sweep(clock.move(minutes=1))

    assert is_gone(cutout)


def test_behind_the_person_nothing_of_the_photo_is_left(cutout: Cutout, clock: Clock) -> None:
    pixels = np.asarray(Image.open(io.BytesIO(hand_over_cutout(cutout, now=clock()))))

    assert pixels[150, 256, 3] == 255
    assert not pixels[pixels[..., 3] == 0].any()
    assert Image.open(io.BytesIO(hand_over_cutout(cutout, now=clock()))).info == {}


@pytest.mark.promise("F-7")
@pytest.mark.parametrize("step", ["leased", "decoded", "effect_sealed", "effect_committed"])
def test_a_worker_that_dies_at_a_step_leaves_neither_photo_nor_a_second_cutout(
    job: Cutout, clock: Clock, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as dying:
        dying.setattr("portraits.services.do_job.reach", _die_at(step))
        dying.setattr("portraits.services.open_photo.reach", _die_at(step))
        dying.setattr("portraits.services.commit_effect.reach", _die_at(step))
        with pytest.raises(KeyboardInterrupt):
            make_cutout(job.pk, now=clock)

    sweep(clock.move(seconds=31))
    make_cutout(job.pk, now=clock)
    sweep(clock.move(seconds=61))

    job.refresh_from_db()
    assert job.status == "ready"
    assert not has_photo(job)
    assert [one for one, _at in storage.stored_objects(storage.CUTOUT)] == [job.effect_object]


def _die_at(step: str) -> Any:
    def reach(reached: str) -> None:
        # As a kill does, it passes every handler of errors.
        if reached == step:
            raise KeyboardInterrupt
        life_steps.reach(reached)

    return reach


def test_a_photo_without_anybody_fails_in_words(
    cutter: User, clock: Clock, queue: Queue, committing: Committing
) -> None:
    with committing():
        job = send_photo_for_cutout(cutter, now=clock(), content=photo_without_a_face())
    make_cutout(job.pk, now=clock)

    job.refresh_from_db()
    assert (job.status, job.error_code) == ("failed", "no_person")
    assert not has_photo(job)


def test_taking_the_consent_back_ends_cutouts_and_leaves_portraits(
    cutter: User, cutout: Cutout, clock: Clock, committing: Committing
) -> None:
    with committing():
        waiting = send_photo_for_cutout(cutter, now=clock())
        portrait = send_photo(cutter, now=clock())
        withdraw_consent(cutter, "face_cutout", locale="en", now=clock(), method="test")

    cutout.refresh_from_db()
    waiting.refresh_from_db()
    portrait.refresh_from_db()
    assert (cutout.status, waiting.status) == ("deleted", "cancelled")
    assert portrait.status == Portrait.Status.QUEUED
    assert not has_photo(waiting)


def test_cutouts_and_portraits_share_one_quota(
    cutter: User, clock: Clock, queue: Queue, settings: Any, template: object
) -> None:
    settings.QUOTA_PER_HOUR = 2
    send_photo(cutter, now=clock())
    send_photo_for_cutout(cutter, now=clock.move(minutes=10))

    with pytest.raises(Refused) as refusal:
        send_photo_for_cutout(cutter, now=clock.move(minutes=10))

    assert (refusal.value.code, refusal.value.retry_after) == ("quota_exceeded", 2401)


# --- the API


def post(client: APIClient, **more: Any) -> Any:
    upload = io.BytesIO(more.pop("content", photo()))
    upload.name = "my holiday.jpg"
    return client.post("/api/v1/cutouts/", {"photo": upload} | more, format="multipart")


def test_a_client_sends_a_photo_and_gets_a_person_without_background(
    api_as: Any, cutter: User, template: object
) -> None:
    api = api_as(cutter)
    answer = post(api, options='{"format": "webp", "crop": true}')
    assert answer.status_code == 202
    assert set(answer.json()) == {"id", "status", "url", "estimated_wait_s"}
    make_cutout(answer.json()["id"])

    job = api.get(answer.json()["url"]).json()
    assert (job["status"], job["options"]) == ("ready", {"format": "webp", "crop": True})
    image = api.get(job["image_url"])
    assert image["Content-Type"] == "image/webp"
    assert image["Content-Disposition"] == 'inline; filename="cutout.webp"'
    picture = Image.open(io.BytesIO(image.content))
    assert (picture.format, picture.size) == ("WEBP", (job["width"], job["height"]))
    receipt = api.get(job["receipt_url"]).json()
    assert api.post("/api/v1/receipts/verify/", receipt, format="json").json() == {"valid": True}

    assert api.delete(job["url"]).status_code == 204
    assert api.delete(job["url"]).status_code == 204
    assert api.get(job["image_url"]).status_code == 410
    receipt = api.get(job["receipt_url"] + "?of=effect").json()
    assert (receipt["class"], receipt["reason"]) == ("cutout", "deleted")
    assert [one["id"] for one in api.get("/api/v1/cutouts/").json()["results"]] == [job["id"]]


def test_without_the_consent_to_cutouts_nothing_is_taken(api_as: Any, sitter: User) -> None:
    answer = post(api_as(sitter))

    assert (answer.status_code, answer.json()["code"]) == (403, "consent_required")
    assert not Upload.objects.exists()


@pytest.mark.parametrize(
    ("given", "status", "code"),
    [
        ({"options": '{"format": "gif"}'}, 400, "bad_option"),
        ({"options": '{"size": "square"}'}, 400, "bad_option"),
        ({"content": b"not a picture"}, 415, "not_an_image"),
        ({"template": "plain"}, 400, "invalid"),
    ],
)
def test_what_makes_no_cutout_is_refused_and_destroyed(
    api_as: Any, cutter: User, given: dict[str, Any], status: int, code: str
) -> None:
    answer = post(api_as(cutter), **given)

    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert not Cutout.objects.exists()
    assert list(storage.stored_objects(storage.UPLOAD)) == []


@pytest.mark.parametrize("rest", ["", "image/", "receipt/"])
def test_anothers_cutout_is_like_one_that_never_was(
    api_as: Any, bob: User, cutout: Cutout, rest: str
) -> None:
    api = api_as(bob)

    theirs = api.get(f"/api/v1/cutouts/{cutout.pk}/{rest}")
    unknown = api.get(f"/api/v1/cutouts/{uuid4()}/{rest}")

    assert (theirs.status_code, theirs.content) == (404, unknown.content)


def test_a_repeated_request_makes_one_cutout(api_as: Any, cutter: User, template: object) -> None:
    api = api_as(cutter)
    first, again = (
        api.post(
            "/api/v1/cutouts/",
            {"photo": io.BytesIO(photo())},
            format="multipart",
            HTTP_IDEMPOTENCY_KEY="k",
        ).json()
        for _turn in range(2)
    )

    assert first["id"] == again["id"]
    assert Cutout.objects.count() == 1
    assert Upload.objects.count() <= 1
