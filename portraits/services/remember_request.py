"""Make a repeated request safe: the same Idempotency-Key gives the first answer for a day.

The key is claimed before the body is read, so that twenty at once make one job. Only an accepted
request is remembered; a refused one gives its key back. No hash of the photo is kept: template,
options, face and byte count tell two requests apart.
"""

import json
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from django.db import IntegrityError, transaction

from portraits.models import IdempotencyRecord, Portrait
from privacy.encryption import keyed_hash
from privacy.models.refusal import Refused
from privacy.promises import IDEMPOTENCY_KEPT

# A claim this old belongs to a request that died: bodies are cut off long before.
CLAIM_KEPT = timedelta(minutes=2)


def claim_key(person: Any, key: str, *, now: datetime) -> IdempotencyRecord:
    """This function will return the first request's record, or a new claim without a portrait.

    :raises Refused: `idempotency_in_flight`, 409, while the first request still arrives
    """
    key_hash = keyed_hash(f"{person.pk}|{key}", purpose="idempotency")
    records = IdempotencyRecord.objects.filter(person=person, key_hash=key_hash)
    records.filter(created_at__lte=now - IDEMPOTENCY_KEPT).delete()
    records.filter(portrait=None, created_at__lte=now - CLAIM_KEPT).delete()
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
    if record.portrait_id is None:
        raise Refused("idempotency_in_flight", 409, retry_after=1)
    return record


def remember_answer(record: IdempotencyRecord, portrait: Portrait, fingerprint: str) -> None:
    """This function will tie the claim to the job that it made."""
    record.portrait, record.fingerprint = portrait, fingerprint
    record.save(update_fields=["portrait", "fingerprint"])


def first_answer(record: IdempotencyRecord, fingerprint: str) -> Portrait | None:
    """This function will return the job of an earlier request with the same content.

    :raises Refused: `idempotency_conflict`, 422, when the content differs
    """
    if record.portrait is not None and record.fingerprint != fingerprint:
        raise Refused("idempotency_conflict", 422)
    return record.portrait


def release_claim(record: IdempotencyRecord) -> None:
    """This function will give a key back whose request was refused."""
    IdempotencyRecord.objects.filter(pk=record.pk, portrait=None).delete()


def fingerprint_of(
    *, template: str, options: dict[str, Any], face: int | None, byte_count: int
) -> str:
    """This function will tell two requests apart without looking at the photo."""
    text = json.dumps([template, options, face, byte_count], sort_keys=True)
    return sha256(text.encode()).hexdigest()
