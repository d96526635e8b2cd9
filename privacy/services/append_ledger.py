"""Append to the one ledger, and verify it.

Design. The hash covers the stored payload text itself, not a re-serialisation of it: a verifier
that hashes what the column does not hold fails for ever. The head row is locked before the tail is
read, since locking the tail does not serialise two appends. Payloads hold ids and pseudonyms only.
"""

import hashlib
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

import rfc8785
from django.db import transaction

from privacy.models import LedgerEntry, LedgerHead

GENESIS = "0" * 64


def append_ledger(
    stream: str, payload: dict[str, Any], *, now: datetime, subject: UUID | None = None
) -> LedgerEntry:
    """This function will append one event and return it; it joins the caller's transaction."""
    with transaction.atomic():
        head = _locked_head()
        text = canonical(payload | {"at": now.isoformat(), "subject": str(subject or "")})
        entry = LedgerEntry.objects.create(
            sequence=head.sequence + 1,
            stream=stream,
            subject=subject,
            at=now,
            payload=text,
            previous_hash=head.hash,
            hash=entry_hash(head.sequence + 1, stream, text, head.hash),
        )
        LedgerHead.objects.filter(pk=head.pk).update(sequence=entry.sequence, hash=entry.hash)
    return entry


def _locked_head() -> LedgerHead:
    locked = LedgerHead.objects.select_for_update()
    head = locked.filter(pk=1).first()
    if head is None:
        LedgerHead.objects.get_or_create(pk=1, defaults={"hash": GENESIS})
        head = locked.get(pk=1)
    return head


def canonical(payload: dict[str, Any]) -> str:
    """This function will return the payload as RFC 8785 canonical JSON."""
    return rfc8785.dumps(payload).decode()


def entry_hash(sequence: int, stream: str, payload: str, previous_hash: str) -> str:
    """This function will return the SHA-256 that chains an entry to the one before it."""
    text = f"{previous_hash}\n{sequence}\n{stream}\n{payload}"
    return hashlib.sha256(text.encode()).hexdigest()


def ledger_faults() -> Iterator[str]:
    """This function will name every entry that does not follow from the one before it."""
    previous, sequence = GENESIS, 0
    for entry in LedgerEntry.objects.order_by("sequence").iterator(chunk_size=2000):
        sequence += 1
        if entry.sequence != sequence or entry.previous_hash != previous:
            yield f"entry {entry.sequence} does not follow entry {sequence - 1}"
        expected = entry_hash(entry.sequence, entry.stream, entry.payload, entry.previous_hash)
        if entry.hash != expected:
            yield f"entry {entry.sequence} was changed"
        previous, sequence = entry.hash, entry.sequence
    head = LedgerHead.objects.filter(pk=1).first()
    if head is not None and (head.sequence, head.hash) != (sequence, previous):
        yield f"the head says {head.sequence}, the last entry is {sequence}"
