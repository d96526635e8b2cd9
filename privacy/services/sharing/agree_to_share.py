"""A person's own yes to one recipient: which fields, what for, how, once or until a day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from privacy.models import SharingConsent
from privacy.registry.sharing import category_of
from privacy.services.append_ledger import append_ledger
from privacy.services.name_subject import name_subject

CONSENT_STREAM = "consents"


@dataclass(frozen=True, slots=True, kw_only=True)
class SharingWish:
    """What the person asks for; without `until` it holds for one time."""

    recipient: str
    region: str
    purpose: str
    fields: Sequence[str]
    manner: str
    kind: SharingConsent.Kind = SharingConsent.Kind.SHARE
    until: datetime | None = None


def agree_to_share(person: Any, wish: SharingWish, *, now: datetime) -> SharingConsent:
    """This function will record the yes in the ledger and as the row that the gate asks for.

    :raises NeverShared: when a face, a secret or an unknown field is among the fields
    """
    for name in wish.fields:
        category_of(name)
    with transaction.atomic():
        consent = SharingConsent(
            person=person,
            kind=wish.kind,
            recipient=wish.recipient,
            region=wish.region,
            purpose=wish.purpose,
            fields=sorted(wish.fields),
            manner=wish.manner,
            until=wish.until,
            given_at=now,
        )
        told = {"sharing_consent": str(consent.pk), "decision": "granted", "kind": wish.kind}
        consent.entry = append_ledger(
            CONSENT_STREAM,
            told | {"fields": consent.fields},
            subject=name_subject(person, now=now),
            now=now,
        )
        consent.save(force_insert=True)
    return consent


def withdraw_sharing(consent: SharingConsent, *, now: datetime) -> None:
    """This function will end the yes: the gate is shut for it from this moment."""
    with transaction.atomic():
        given = SharingConsent.objects.filter(pk=consent.pk, withdrawn_at__isnull=True)
        if given.update(withdrawn_at=now):
            told = {"sharing_consent": str(consent.pk), "decision": "withdrawn"}
            subject = name_subject(consent.person, now=now)
            append_ledger(CONSENT_STREAM, told, subject=subject, now=now)
