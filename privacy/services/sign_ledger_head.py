"""Sign and publish the ledger's head once a day, so that a later rewrite shows."""

from datetime import date, datetime

from django.db import transaction

from privacy.models import LedgerHead, SignedHead
from privacy.services.append_ledger import GENESIS, canonical
from privacy.services.sign_document import sign_document


def sign_ledger_head(*, now: datetime) -> SignedHead:
    """This function will return the day's signed head, made on the first call of the day (UTC)."""
    day = now.date()
    with transaction.atomic():
        existing = SignedHead.objects.filter(date=day).first()
        return existing or _sign(day, now)


def _sign(day: date, now: datetime) -> SignedHead:
    head = LedgerHead.objects.filter(pk=1).first() or LedgerHead(hash=GENESIS)
    body = {
        "v": 1,
        "date": day.isoformat(),
        "sequence": head.sequence,
        "hash": head.hash,
    }
    return SignedHead.objects.create(
        date=day,
        sequence=head.sequence,
        hash=head.hash,
        signed_at=now,
        document=canonical(sign_document(body)),
    )
