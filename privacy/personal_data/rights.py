"""Notices, copies of one's data, cancellations, receipts of deletions."""

from datetime import timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from privacy import promises
from privacy.models import Erasure, Export
from privacy.registry import Category, Clock, OnErasure, PersonalData, register, register_without
from privacy.services.commit_erasure import ADDRESS_CONTEXT as ERASURE_ADDRESS_CONTEXT
from privacy.services.request_export import expire_export
from privacy.storage import EXPORT

NOW = timedelta(0)


def _erasures(person: Any) -> QuerySet[Erasure]:
    return Erasure.objects.filter(account=person.pk)


register(
    PersonalData(
        model="privacy.Notice",
        label=_("Notices to you"),
        subject="person",
        holds={"person": Category.IDENTITY, "parameters": Category.ACTIVITY},
        plain=("id", "kind", "cause", "created_at", "expires_at", "read_at"),
        purpose="account",
        clocks=(
            Clock("expires_at", NOW, "F-10"),
            Clock("created_at", promises.NOTICE_KEPT, "R-0"),
        ),
        is_deletable=True,
        on_erasure=OnErasure.DELETE,
    )
)
register(
    PersonalData(
        model="privacy.NoticeDelivery",
        label=_("How a notice reached you"),
        subject="notice__person",
        holds={"state": Category.ACTIVITY},
        plain=("id", "notice", "channel", "created_at", "delivered_at"),
        purpose="account",
        on_erasure=OnErasure.DELETE,
    )
)
register(
    PersonalData(
        model="privacy.Export",
        label=_("Copies of your data"),
        subject="person",
        holds={"person": Category.IDENTITY, "object_id": Category.IDENTITY},
        plain=(
            "id",
            "state",
            "progress",
            "byte_count",
            "created_at",
            "lease_until",
            "ready_at",
            "expires_at",
            "ended_at",
        ),
        purpose="account",
        files={"object_id": EXPORT},
        clocks=(
            Clock(
                "expires_at",
                NOW,
                "M-2",
                where=Q(state=Export.State.READY),
                purge=expire_export,
            ),
            Clock("ended_at", promises.JOB_ROW_KEPT, "R-0"),
        ),
        on_erasure=OnErasure.DELETE,
    )
)
register(
    PersonalData(
        model="privacy.Erasure",
        label=_("The order and the proof of a cancellation"),
        subject=_erasures,
        holds={
            "account": Category.IDENTITY,
            "sealed_address": Category.CONTACT,
            "token_sha256": Category.SECRET,
        },
        plain=("id", "locale", "committed_at", "verified_at", "steps", "retained", "certificate"),
        purpose="proof",
        clocks=(Clock("verified_at", promises.LEDGER_KEPT, "M-12"),),
        sealed={"sealed_address": ERASURE_ADDRESS_CONTEXT},
        on_erasure=OnErasure.KEEP,
        because=_("Proof of the cancellation: counts and times; it names nobody once all is gone."),
    )
)
register_without("privacy.Tombstone", because="A keyed hash that brings no account back to life.")
register(
    PersonalData(
        model="privacy.Receipt",
        label=_("Receipts of deletions"),
        subject=None,
        holds={},
        plain=(
            "id",
            "object_id",
            "object_class",
            "reason",
            "created_at",
            "key_destroyed_at",
            "absent_verified_at",
            "document",
        ),
        purpose="proof",
        clocks=(Clock("key_destroyed_at", promises.LEDGER_KEPT, "R-0"),),
        on_erasure=OnErasure.KEEP,
        because="Proof of a deletion: a random object id and times, tied to nobody once the job "
        "row is gone.",
    )
)
