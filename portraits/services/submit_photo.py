"""Take in a photo that lies sealed in the store: from here on a job answers for it."""

from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction

from portraits.engine import codec
from portraits.models import IdempotencyRecord, Job
from portraits.models.job import SomeJob
from portraits.services.check_quota import require_quota
from portraits.services.end_job import fail_job
from portraits.services.life_steps import reach
from portraits.services.remember_request import fingerprint_of, first_answer, remember_answer
from portraits.services.send_job import START_PATIENCE, send_job
from privacy.models import DataKey
from privacy.models.refusal import Refused
from privacy.sealed_upload import SealedFile
from privacy.storage import adopt, renew_lease

# From the end of the body to the commit; afterwards the job, not the lease, keeps the photo.
COMMIT_LEASE = timedelta(seconds=30)


def submit_photo(
    job: SomeJob,
    *,
    upload: SealedFile,
    now: datetime,
    idempotency: IdempotencyRecord | None = None,
) -> SomeJob:
    """This function will give a sealed photo to a new job and send it to the workers.

    :raises Refused: `too_large` 413, `unsupported_format` or `not_an_image` 415 (by first bytes),
        and whatever `submit_upload` refuses
    """
    require_size(upload)
    _require_format(upload)
    return submit_upload(job, upload=upload, now=now, idempotency=idempotency)


def submit_upload(
    job: SomeJob,
    *,
    upload: SealedFile,
    now: datetime,
    idempotency: IdempotencyRecord | None = None,
) -> SomeJob:
    """This function will give what was sealed to a new job and send it to the workers.

    `job` is not stored yet: its kind, its owner and what was chosen. A repeated request gets the
    first one's job, and its upload is left to whoever received it.

    :raises Refused: `quota_exceeded` 429, `idempotency_conflict` 422, `interrupted_upload` 400
    """
    reach("sealed")
    fingerprint = fingerprint_of(job, byte_count=upload.byte_count)
    earlier = first_answer(idempotency, type(job), fingerprint) if idempotency else None
    if earlier is not None:
        return earlier
    received_at = _received_at(upload)
    renew_lease(upload.object_id, lease_until=now + COMMIT_LEASE)
    with transaction.atomic():
        _lock(job.owner)
        require_quota(job.owner, now)
        _store(job, upload, received_at, now)
        if idempotency is not None:
            remember_answer(idempotency, job, fingerprint)
        transaction.on_commit(lambda: _start(job, received_at, now))
    return job


def require_size(upload: SealedFile, *, about: str = "") -> None:
    """This function will stop a photo of which no more was read than may be stored.

    :raises Refused: `too_large`, 413, in the words of what it is `about`
    """
    if upload.is_too_large:
        raise Refused("too_large", 413, about=about)


def _require_format(upload: SealedFile) -> None:
    if codec.sniff(upload.first_bytes) is not None:
        return
    is_other_picture = upload.first_bytes.lstrip()[:16].startswith(codec.OTHER_PICTURES)
    raise Refused("unsupported_format" if is_other_picture else "not_an_image", 415)


def _received_at(upload: SealedFile) -> datetime:
    """When the first byte arrived: the ceiling counts from there, not from the last byte."""
    key = DataKey.objects.filter(object_id=upload.object_id).first()
    if key is None:
        raise Refused("interrupted_upload", 400)
    return key.created_at


def _lock(owner: Any) -> None:
    """One submission of a person at a time, so that a hundred at once do not pass the quota."""
    people = get_user_model()._default_manager.select_for_update()
    if not people.filter(pk=owner.pk, is_active=True).exists():
        raise Refused("not_authenticated", 401)


def _store(job: Job, upload: SealedFile, received_at: datetime, now: datetime) -> None:
    job.upload_object = upload.object_id
    job.created_at = now
    # While a job is queued, its lease is the message's: nobody took it by then, send it again.
    job.lease_until = now + START_PATIENCE
    job.save(force_insert=True)
    job.UPLOAD_MODEL._default_manager.create(
        object_id=upload.object_id,
        owner=job.owner,
        byte_count=upload.byte_count,
        received_at=received_at,
    )


def _start(job: Job, received_at: datetime, now: datetime) -> None:
    reach("committed")
    if not adopt(job.upload_object, destroy_at=received_at + job.UPLOAD_CEILING):
        fail_job(type(job).objects.unfinished(), job, "interrupted", now=now)
        return
    send_job(job)
