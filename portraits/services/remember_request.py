"""Make a repeated request safe: the same Idempotency-Key gives the first answer for a day.

The key is claimed before the body is read, so that twenty at once make one job. Only an accepted
request is remembered; a refused one gives its key back. No hash of the photo is kept: the kind of
job, what was chosen and the byte count tell two requests apart.
"""

import json
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from django.db import IntegrityError, transaction

from portraits.models import IdempotencyRecord, Job
from portraits.models.job import SomeJob
from privacy.encryption import keyed_hash
from privacy.models.refusal import Refused
from privacy.promises import IDEMPOTENCY_KEPT

# A claim this old belongs to a request that died: bodies are cut off long before.
CLAIM_KEPT = timedelta(minutes=2)


def claim_key(person: Any, key: str, *, now: datetime) -> IdempotencyRecord:
    """This function will return the first request's record, or a new claim without a job.

    :raises Refused: `idempotency_in_flight`, 409, while the first request still arrives
    """
    key_hash = keyed_hash(f"{person.pk}|{key}", purpose="idempotency")
    records = IdempotencyRecord.objects.filter(person=person, key_hash=key_hash)
    records.filter(created_at__lte=now - IDEMPOTENCY_KEPT).delete()
    records.filter(job_id=None, created_at__lte=now - CLAIM_KEPT).delete()
    existing = records.first()
    if existing is not None:
        return _only_answered(existing)
    try:
        with transaction.atomic():
            return IdempotencyRecord.objects.create(
                person=person, key_hash=key_hash, created_at=now
            )
    except IntegrityError as raced:
        raise Refused("idempotency_in_flight", 409, retry_after=1) from raced


def _only_answered(record: IdempotencyRecord) -> IdempotencyRecord:
    if record.job_id is None:
        raise Refused("idempotency_in_flight", 409, retry_after=1)
    return record


def remember_answer(record: IdempotencyRecord, job: Job, fingerprint: str) -> None:
    """This function will tie the claim to the job that it made."""
    record.job_id, record.fingerprint = job.pk, fingerprint
    record.save(update_fields=["job_id", "fingerprint"])


def first_answer(
    record: IdempotencyRecord, kind: type[SomeJob], fingerprint: str
) -> SomeJob | None:
    """This function will return the job of an earlier request with the same content.

    :raises Refused: `idempotency_conflict`, 422, when the content differs
    """
    if record.job_id is None:
        return None
    if record.fingerprint != fingerprint:
        raise Refused("idempotency_conflict", 422)
    first: SomeJob | None = kind.objects.filter(pk=record.job_id).first()
    return first


def release_claim(record: IdempotencyRecord) -> None:
    """This function will give a key back whose request was refused."""
    IdempotencyRecord.objects.filter(pk=record.pk, job_id=None).delete()


def fingerprint_of(job: Job, *, byte_count: int) -> str:
    """This function will tell two requests apart without looking at the photo."""
    chosen = [getattr(job, name) for name in job.CHOSEN_FIELDS]
    text = json.dumps([job._meta.label, chosen, byte_count], sort_keys=True)
    return sha256(text.encode()).hexdigest()
