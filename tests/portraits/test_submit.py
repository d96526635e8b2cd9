"""A photo is taken in: sealed, with a job that answers for it, or refused and left to the gate."""

import json

import pytest

from accounts.models import User
from portraits.engine.errors import BadOption
from portraits.models import Portrait, Template, Upload
from portraits.services.submit_portrait import submit_portrait
from privacy.models import DataKey
from privacy.models.refusal import Refused
from privacy.promises import UPLOAD_CEILING
from privacy.sealed_upload import SealedFile
from privacy.storage import delete_key, open_sealed
from tests.factories import after, seal_photo, send_photo
from tests.photos import photo, photo_without_a_face
from tests.portraits.conftest import Clock, Committing, Queue


@pytest.mark.promise("F-3")
def test_a_photo_waits_sealed_with_a_template_until_a_worker_comes(
    sitter: User, clock: Clock, queue: Queue, committing: Committing
) -> None:
    with committing():
        job = send_photo(sitter, now=clock())

    assert (job.status, job.template.slug) == ("queued", "plain")
    assert open_sealed(job.upload_object) == photo()
    key = DataKey.objects.get(object_id=job.upload_object)
    assert (key.lease_until, key.destroy_at) == (None, key.created_at + UPLOAD_CEILING)


def test_the_message_to_the_workers_holds_the_jobs_id_and_nothing_else(
    sitter: User, clock: Clock, queue: Queue, committing: Committing
) -> None:
    with committing():
        job = send_photo(sitter, now=clock())

    (message,) = queue.messages()
    arguments, named, _embedded = message  # type: ignore[misc]
    assert arguments == []
    assert named == {"job_id": str(job.pk)}


def test_the_ceiling_counts_from_the_first_byte_not_from_the_last(
    sitter: User, clock: Clock, queue: Queue, committing: Committing
) -> None:
    upload = seal_photo(photo(), now=clock())
    with committing():
        submit_portrait(
            owner=sitter,
            template=Template.objects.get(),
            upload=upload,
            options={},
            face=None,
            now=after(clock(), seconds=20),
        )

    assert DataKey.objects.get().destroy_at == clock() + UPLOAD_CEILING
    assert Upload.objects.get().received_at == clock()


def test_a_broker_that_is_away_costs_nobody_their_photo(
    sitter: User, clock: Clock, committing: Committing, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unreachable(*_arguments: object, **_options: object) -> None:
        raise OSError

    monkeypatch.setattr("celery.canvas.Signature.apply_async", unreachable)
    with committing():
        job = send_photo(sitter, now=clock())

    assert Portrait.objects.get(pk=job.pk).status == "queued"
    assert open_sealed(job.upload_object) == photo()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "not_an_image"),
        (b"hello, this is no picture", "not_an_image"),
        (b"GIF89a" + b"\0" * 60, "unsupported_format"),
        (b"%PDF-1.7" + b"\0" * 60, "unsupported_format"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "unsupported_format"),
        (b"\0\0\0\x18ftypisom" + b"\0" * 60, "not_an_image"),
    ],
)
def test_what_is_no_photo_is_refused_by_its_first_bytes(
    sitter: User, clock: Clock, content: bytes, code: str
) -> None:
    with pytest.raises(Refused) as refusal:
        send_photo(sitter, now=clock(), content=content)

    assert (refusal.value.code, refusal.value.status) == (code, 415)
    assert not Portrait.objects.exists()


def test_a_photo_that_was_too_large_is_refused_before_anything_else(
    sitter: User, clock: Clock
) -> None:
    upload = seal_photo(b"not even a picture", now=clock())
    upload.is_too_large = True

    with pytest.raises(Refused) as refusal:
        _submit(sitter, upload, clock, options={"strength": "very"})

    assert (refusal.value.code, refusal.value.status) == ("too_large", 413)


@pytest.mark.parametrize(
    "options", [{"strength": 101}, {"strength": "much"}, {"glow": 5}, {"strength": True}]
)
def test_an_option_that_the_template_does_not_take_is_refused_before_the_format(
    sitter: User, clock: Clock, options: dict[str, object]
) -> None:
    with pytest.raises(BadOption):
        _submit(sitter, seal_photo(b"no picture", now=clock()), clock, options=options)


def test_options_are_kept_whole_with_their_defaults(
    sitter: User, clock: Clock, queue: Queue, committing: Committing
) -> None:
    with committing():
        job = _submit(sitter, seal_photo(photo(), now=clock()), clock, options={"strength": "60"})

    assert job.options == {"strength": 60}


def test_a_photo_whose_key_is_gone_is_asked_for_again(sitter: User, clock: Clock) -> None:
    upload = seal_photo(photo(), now=clock())
    delete_key(upload.object_id)

    with pytest.raises(Refused, match="Send it again") as refusal:
        _submit(sitter, upload, clock)

    assert refusal.value.status == 400


def test_a_photo_that_the_sweep_took_meanwhile_ends_its_job(
    sitter: User, clock: Clock, queue: Queue, committing: Committing
) -> None:
    with committing():
        job = send_photo(sitter, now=clock())
        delete_key(job.upload_object)

    job.refresh_from_db()
    assert (job.status, job.error_code) == ("failed", "interrupted")
    assert queue.messages() == []


def test_somebody_whose_account_is_switched_off_can_send_nothing(
    sitter: User, clock: Clock
) -> None:
    User.objects.filter(pk=sitter.pk).update(is_active=False)

    with pytest.raises(Refused) as refusal:
        send_photo(sitter, now=clock())

    assert refusal.value.status == 401


@pytest.mark.promise("F-13")
def test_a_sealed_photo_serves_one_job_and_no_second(
    sitter: User, clock: Clock, queue: Queue, committing: Committing
) -> None:
    upload = seal_photo(photo(), now=clock())
    with committing():
        _submit(sitter, upload, clock)

    with pytest.raises(Exception, match="UNIQUE"), committing():
        _submit(sitter, upload, clock)


def test_a_job_says_nothing_about_the_photo(
    sitter: User, clock: Clock, queue: Queue, committing: Committing
) -> None:
    with committing():
        job = send_photo(sitter, now=clock(), content=photo_without_a_face())

    row = Portrait.objects.filter(pk=job.pk).values().get()
    known = {"id", "owner_id", "template_id", "status", "created_at", "upload_object"}
    known |= {"options", "progress", "attempts", "lease_until", "has_attestation"}
    assert {name for name, value in row.items() if value not in (None, "")} <= known
    assert "upload" not in json.dumps(row["options"])


def _submit(
    person: User, upload: SealedFile, clock: Clock, *, options: dict[str, object] | None = None
) -> Portrait:
    return submit_portrait(
        owner=person,
        template=Template.objects.get(slug="plain"),
        upload=upload,
        options=options or {},
        face=None,
        now=clock(),
    )
