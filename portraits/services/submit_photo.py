"""Take in a photo that lies sealed in the store: from here on a job answers for it."""

from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction

from portraits.engine import codec
from portraits.engine.options import parse_options
from portraits.models import IdempotencyRecord, Portrait, Template, Upload
from portraits.services.check_quota import require_quota
from portraits.services.end_job import fail_job
from portraits.services.life_steps import reach
from portraits.services.remember_request import fingerprint_of, first_answer, remember_answer
from portraits.services.send_render import START_PATIENCE, send_render
from privacy.models import DataKey
from privacy.models.refusal import Refused
from privacy.promises import UPLOAD_CEILING
from privacy.sealed_upload import SealedFile
from privacy.storage import adopt, renew_lease

# From the end of the body to the commit; afterwards the job, not the lease, keeps the photo.
COMMIT_LEASE = timedelta(seconds=30)


def submit_photo(
    *,
    owner: Any,
    template: Template,
    upload: SealedFile,
    options: dict[str, Any],
    face: int | None,
    now: datetime,
    idempotency: IdempotencyRecord | None = None,
) -> Portrait:
    """This function will make a job of a sealed photo and send it to the workers.

    A repeated request gets the first one's job, and its photo is left to whoever received it.

    :raises Refused: `too_large` 413, `unsupported_format` or `not_an_image` 415 (by first bytes),
        `quota_exceeded` 429, `idempotency_conflict` 422, `interrupted_upload` 400
    :raises BadOption: when the template does not take an option
    """
    reach("sealed")
    _check_file(upload, is_size_only=True)
    parsed = parse_options(template.kind, options, template.extra_options)
    _check_file(upload)
    fingerprint = fingerprint_of(
        template=template.slug, options=parsed, face=face, byte_count=upload.byte_count
    )
    earlier = first_answer(idempotency, fingerprint) if idempotency else None
    if earlier is not None:
        return earlier
    received_at = _received_at(upload)
    renew_lease(upload.object_id, lease_until=now + COMMIT_LEASE)
    with transaction.atomic():
        _lock(owner)
        require_quota(owner, now)
        portrait = _create_job(owner, template, upload, parsed, face, now)
        Upload.objects.create(
            object_id=upload.object_id,
            owner=owner,
            portrait=portrait,
            byte_count=upload.byte_count,
            received_at=received_at,
        )
        if idempotency is not None:
            remember_answer(idempotency, portrait, fingerprint)
        transaction.on_commit(lambda: _start(portrait, received_at, now))
    return portrait


def _check_file(upload: SealedFile, *, is_size_only: bool = False) -> None:
    if upload.is_too_large:
        raise Refused("too_large", 413)
    if is_size_only or codec.sniff(upload.first_bytes) is not None:
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


def _create_job(
    owner: Any,
    template: Template,
    upload: SealedFile,
    options: dict[str, Any],
    face: int | None,
    now: datetime,
) -> Portrait:
    return Portrait.objects.create(
        owner=owner,
        template=template,
        options=options,
        chosen_face=face,
        upload_object=upload.object_id,
        created_at=now,
        # While a job is queued, its lease is the message's: nobody took it by then, send it again.
        lease_until=now + START_PATIENCE,
    )


def _start(portrait: Portrait, received_at: datetime, now: datetime) -> None:
    reach("committed")
    if not adopt(portrait.upload_object, destroy_at=received_at + UPLOAD_CEILING):
        fail_job(Portrait.objects.unfinished(), portrait, "interrupted", now=now)
        return
    send_render(portrait.pk)
