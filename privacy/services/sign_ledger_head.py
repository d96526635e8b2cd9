"""Sign and publish the ledger's head once a day, so that a later rewrite shows."""

from base64 import urlsafe_b64encode
from datetime import date, datetime
from typing import Any

import rfc8785
from django.db import transaction

from privacy import encryption
from privacy.models import LedgerHead, SignedHead
from privacy.services.append_ledger import GENESIS, canonical


def sign_ledger_head(*, now: datetime) -> SignedHead:
    """This function will return the day's signed head, made on the first call of the day (UTC)."""
    day = now.date()
    with transaction.atomic():
        existing = SignedHead.objects.filter(date=day).first()
        return existing or _sign(day, now)


def _sign(day: date, now: datetime) -> SignedHead:
    head = LedgerHead.objects.filter(pk=1).first() or LedgerHead(hash=GENESIS)
    body: dict[str, Any] = {
        "v": 1,
        "key_id": encryption.public_keys()[-1].key_id,
        "date": day.isoformat(),
        "sequence": head.sequence,
        "hash": head.hash,
    }
    _key_id, signature = encryption.sign(rfc8785.dumps(body))
    document = canonical(body | {"signature": urlsafe_b64encode(signature).rstrip(b"=").decode()})
    return SignedHead.objects.create(
        date=day, sequence=head.sequence, hash=head.hash, signed_at=now, document=document
    )
