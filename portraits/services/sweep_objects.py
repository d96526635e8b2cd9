"""The sweep's half that starts from keys and store: what is due, unverified, or without a key."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice
from typing import NamedTuple
from uuid import UUID

from portraits.models import JOBS, Job
from portraits.selectors import job_of
from portraits.services.destroy_upload import destroy_upload
from portraits.services.end_effect import expire_effect
from portraits.services.end_job import fail_job
from privacy import storage
from privacy.models import ObjectKey, Receipt
from privacy.selectors.holds import hold_on
from privacy.services.destroy_object import destroy_object

BATCH_ROWS = 200
UPLOAD_CLASSES = tuple({kind.UPLOAD_CLASS: None for kind in JOBS})
EFFECT_CLASSES = tuple({kind.EFFECT_CLASS: None for kind in JOBS})
CLASSES = (
    *UPLOAD_CLASSES,
    *EFFECT_CLASSES,
    storage.TEMPLATE_SOURCE,
    storage.ATTACHMENT,
    storage.PACKAGE,
)
# An object is written after its key and deleted after it, so without one it is nobody's; half an
# hour leaves room for any clock.
STRAY_AFTER = timedelta(minutes=30)


class StoredObject(NamedTuple):
    """An object by class and id."""

    object_class: str
    object_id: UUID


def due_keys(now: datetime) -> list[ObjectKey]:
    """This function will return the keys whose time or lease is over."""
    due = (keys.objects.due(now).filter(object_class__in=CLASSES) for keys in storage.KEY_MODELS)
    return [key for keys in due for key in keys[:BATCH_ROWS]]


def settle_key(key: ObjectKey, *, now: datetime) -> bool:
    """This function will destroy what a due key opens, unless a job still answers for it.

    What was committed but not adopted before a crash is adopted now.
    """
    is_over = key.destroy_at is not None and key.destroy_at <= now
    if key.object_class in UPLOAD_CLASSES:
        return _settle_upload(key, now, is_over=is_over)
    if key.object_class in EFFECT_CLASSES:
        return _settle_effect(key, now, is_over=is_over)
    return _destroy(key, now, is_over=is_over)


def unverified_receipts() -> list[Receipt]:
    """This function will return deletions whose end the store has not confirmed yet."""
    pending = Receipt.objects.filter(absent_verified_at__isnull=True, object_class__in=CLASSES)
    return list(pending.order_by("key_destroyed_at")[:BATCH_ROWS])


def verify_again(receipt: Receipt, *, now: datetime) -> bool:
    """This function will delete the object again and sign when it is absent."""
    again = destroy_object(
        receipt.object_id, object_class=receipt.object_class, reason=receipt.reason, now=now
    )
    return bool(again.document)


def stray_objects(now: datetime) -> Iterator[StoredObject]:
    """This function will list the objects that have no key and are too old to be arriving."""
    for object_class in CLASSES:
        written = storage.stored_objects(object_class)
        old = (object_id for object_id, at in written if at <= now - STRAY_AFTER)
        while batch := set(islice(old, BATCH_ROWS)):
            keys = storage.keys_of(object_class).filter(object_id__in=batch)
            for object_id in batch - set(keys.values_list("object_id", flat=True)):
                yield StoredObject(object_class, object_id)


def remove_stray(stray: StoredObject) -> bool:
    """This function will delete an object that nobody can open any more."""
    return storage.delete_bytes(stray.object_id, stray.object_class)


def missing_objects(now: datetime) -> Iterator[StoredObject]:
    """This function will list the keys whose object is not in the store."""
    store = storage.sealed_store()
    for keys in storage.KEY_MODELS:
        settled = keys.objects.filter(object_class__in=CLASSES, created_at__lte=now - STRAY_AFTER)
        for key in settled.iterator(chunk_size=BATCH_ROWS):
            if not store.exists(storage.object_name(key.object_id, key.object_class)):
                yield StoredObject(key.object_class, key.object_id)


def _settle_upload(key: ObjectKey, now: datetime, *, is_over: bool) -> bool:
    job = job_of(upload_object=key.object_id)
    if job is None:
        return _destroy(key, now, is_over=is_over)
    if job.status not in Job.UNFINISHED:
        return destroy_upload(job, reason=job.status, now=now)
    if is_over:
        return fail_job(type(job).objects.unfinished(), job, "timed_out", now=now)
    return _adopt(key)


def _settle_effect(key: ObjectKey, now: datetime, *, is_over: bool) -> bool:
    job = job_of(effect_object=key.object_id)
    if job is None:
        return _destroy(key, now, is_over=is_over)
    if not is_over:
        return _adopt(key)
    # The purge writes down what an order keeps; here it is only left alone.
    return hold_on(job) is None and expire_effect(job, now=now)


def _adopt(key: ObjectKey) -> bool:
    return key.destroy_at is not None and storage.adopt(key.object_id, destroy_at=key.destroy_at)


def _destroy(key: ObjectKey, now: datetime, *, is_over: bool) -> bool:
    receipt = destroy_object(
        key.object_id,
        object_class=key.object_class,
        reason="expired" if is_over else "abandoned",
        now=now,
    )
    return bool(receipt.document)
