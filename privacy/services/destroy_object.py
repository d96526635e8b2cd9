"""Destroy a sealed object, verify that it is gone, and sign a receipt for it.

Design. An unsigned receipt is written first, so that a deletion that breaks off is found again.
Then four steps, each committed before the next: the key row goes (from here on the bytes are noise,
in a backup or on a stolen disk too), the object goes, the store is asked whether it is absent, the
receipt is signed and chained. A crash between two steps leaves work that the same call finishes
later; what is gone already counts as done. Nothing is deleted inside a transaction that could be
rolled back.
"""

import time
from collections.abc import Callable
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
    started = time.monotonic()
    reached = on_step or (lambda _step: None)
    receipt = _begin(object_id, object_class, reason, now, created_at)
    if receipt.document:
        return receipt
    if storage.delete_key(object_id):
        receipt.key_destroyed_at = now
    reached("key_destroyed")
    is_absent = storage.delete_bytes(object_id, object_class)
    reached("object_deleted")
    if not is_absent:
        return receipt
    reached("absence_verified")
    _sign(receipt, now + timedelta(seconds=time.monotonic() - started))
    reached("receipt_signed")
    return receipt


def _begin(
    object_id: UUID, object_class: str, reason: str, now: datetime, created_at: datetime | None
) -> Receipt:
    key = storage.find_key(object_id)
    receipt, _is_new = Receipt.objects.get_or_create(
        object_id=object_id,
        defaults={
            "object_class": object_class,
            "reason": reason,
            "created_at": key.created_at if key else created_at or now,
            "key_destroyed_at": now,
        },
    )
    return receipt


def _sign(receipt: Receipt, absent_at: datetime) -> None:
    receipt.absent_verified_at = absent_at
    receipt.document = canonical(signed_document(receipt))
    with transaction.atomic():
        # Of two that destroy one object at once, the first signs.
        unsigned = Receipt.objects.filter(pk=receipt.pk, document="")
        is_ours = unsigned.update(
            key_destroyed_at=receipt.key_destroyed_at,
            absent_verified_at=absent_at,
            document=receipt.document,
        )
        if is_ours:
            digest = sha256(receipt.document.encode()).hexdigest()
            append_ledger(
                "receipts",
                {"object": str(receipt.object_id), "receipt_sha256": digest},
                now=absent_at,
            )
    if not is_ours:
        receipt.refresh_from_db()


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
