"""Destroy a sealed object, verify that it is gone, and sign a receipt for it.

Design. An unsigned receipt is written first, so that a deletion that breaks off is found again.
Then four steps, each committed before the next: the key row goes (from here on the bytes are noise,
in a backup or on a stolen disk too), the object goes, the store is asked whether it is absent, the
receipt is signed and chained. A crash between two steps leaves work that the same call finishes
later; what is gone already counts as done. Nothing is deleted inside a transaction that could be
rolled back.
"""

import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db import transaction

from privacy import storage
from privacy.models import Receipt
from privacy.services.append_ledger import append_ledger, canonical
from privacy.services.sign_document import sign_document

RECEIPT_FORMAT = 1


def destroy_object(
    object_id: UUID,
    *,
    object_class: str,
    reason: str,
    now: datetime,
    created_at: datetime | None = None,
    on_step: Callable[[str], None] | None = None,
) -> Receipt:
    """This function will destroy an object for good; repeating it changes nothing.

    The receipt has no document while the store does not yet say that the object is absent: call
    again later. `on_step` is told the name of every step that was committed.
    """
    (receipt,) = destroy_objects(
        [object_id],
        object_class=object_class,
        reason=reason,
        now=now,
        created_at=created_at,
        on_step=on_step,
    )
    return receipt


def destroy_objects(
    object_ids: Sequence[UUID],
    *,
    object_class: str,
    reason: str,
    now: datetime,
    created_at: datetime | None = None,
    on_step: Callable[[str], None] | None = None,
) -> list[Receipt]:
    """This function will destroy objects of one class, each step for all of them in one commit."""
    started = time.monotonic()
    reached = on_step or (lambda _step: None)
    receipts = _begin(object_ids, object_class, reason, now, created_at)
    unsigned = [one for one in receipts if not one.document]
    if not unsigned:
        return receipts
    _destroy_keys(unsigned, now)
    reached("key_destroyed")
    absent = [one for one in unsigned if storage.delete_bytes(one.object_id, object_class)]
    reached("object_deleted")
    if absent:
        reached("absence_verified")
        _sign(absent, now + timedelta(seconds=time.monotonic() - started))
        reached("receipt_signed")
    return receipts


def _begin(
    object_ids: Sequence[UUID],
    object_class: str,
    reason: str,
    now: datetime,
    created_at: datetime | None,
) -> list[Receipt]:
    receipts = Receipt.objects.filter(object_id__in=object_ids)
    begun = set(receipts.values_list("object_id", flat=True))
    born = storage.birth_dates(object_ids)
    new = [
        Receipt(
            object_id=object_id,
            object_class=object_class,
            reason=reason,
            created_at=born.get(object_id) or created_at or now,
            key_destroyed_at=now,
        )
        for object_id in object_ids
        if object_id not in begun
    ]
    # Of two that begin at once, the first row stands.
    Receipt.objects.bulk_create(new, ignore_conflicts=True)
    return list(receipts.all())


def _destroy_keys(receipts: list[Receipt], now: datetime) -> None:
    destroyed = storage.delete_keys([one.object_id for one in receipts])
    for receipt in receipts:
        if receipt.object_id in destroyed:
            receipt.key_destroyed_at = now


@transaction.atomic
def _sign(receipts: list[Receipt], absent_at: datetime) -> None:
    for receipt in receipts:
        receipt.absent_verified_at = absent_at
        receipt.document = canonical(signed_document(receipt))
        # Of two that destroy one object at once, the first signs.
        is_ours = Receipt.objects.filter(pk=receipt.pk, document="").update(
            key_destroyed_at=receipt.key_destroyed_at,
            absent_verified_at=absent_at,
            document=receipt.document,
        )
        if is_ours:
            _chain(receipt)
        else:
            receipt.refresh_from_db()


def _chain(receipt: Receipt) -> None:
    digest = sha256(receipt.document.encode()).hexdigest()
    append_ledger(
        "receipts",
        {"object": str(receipt.object_id), "receipt_sha256": digest},
        now=receipt.absent_verified_at or receipt.key_destroyed_at,
    )


def signed_document(receipt: Receipt) -> dict[str, Any]:
    """This function will return the receipt as given out: Ed25519 over RFC 8785 of the rest."""
    body: dict[str, Any] = {
        "v": RECEIPT_FORMAT,
        "class": receipt.object_class,
        "object": str(receipt.object_id),
        "created_at": _utc(receipt.created_at),
        "key_destroyed_at": _utc(receipt.key_destroyed_at),
        "absent_verified_at": _utc(receipt.absent_verified_at or receipt.key_destroyed_at),
        "reason": receipt.reason,
    }
    return sign_document(body)


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")
