"""Third parties, what was shared with them, and what was done without consent."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from privacy import promises
from privacy.models import Agreement, SharingEvent
from privacy.models.register import RegisterRecord
from privacy.registry import Category, Clock, OnErasure, PersonalData, register, register_without
from privacy.selectors.third_parties import names_of

NO_PERSON = "The record is about a company or a table of sums; staff appear by number."


def _named(model: Any) -> Callable[[Any], QuerySet[Any]]:
    return lambda person: model.objects.filter(subject__in=names_of(person))


register(
    PersonalData(
        model="privacy.SharingEvent",
        label=_("What others received"),
        subject=_named(SharingEvent),
        holds={
            "subject": Category.PROOF,
            "fields": Category.PROOF,
            "reference": Category.PROOF,
        },
        plain=(
            "id",
            "at",
            "ground",
            "purpose",
            "party",
            "region",
            "categories",
            "payload_sha256",
            "release",
            "basis",
            "transfer",
            "entry",
        ),
        purpose="proof",
        clocks=(Clock("at", promises.SHARING_LOG_KEPT, "S-0"),),
        on_erasure=OnErasure.KEEP,
        because=_("Proof of what left and why; nothing ties it to you once your account is gone."),
    )
)
register(
    PersonalData(
        model="privacy.SharingConsent",
        label=_("What you agreed to give to others"),
        subject="person",
        holds={
            "person": Category.IDENTITY,
            "recipient": Category.CHOICE,
            "fields": Category.CHOICE,
            "purpose": Category.CHOICE,
            "manner": Category.CHOICE,
        },
        plain=("id", "kind", "region", "given_at", "until", "used_at", "withdrawn_at", "entry"),
        purpose="proof",
        on_erasure=OnErasure.DELETE,
    )
)
register(
    PersonalData(
        model="privacy.BasisInvocation",
        label=_("What was done without your consent, on a ground in law"),
        # The person's own view is “Who looked”: an order may keep it secret until a day.
        subject=None,
        holds={
            "subject": Category.PROOF,
            "reason": Category.PROOF,
            "evidence": Category.PROOF,
            "document_sha256": Category.PROOF,
        },
        plain=(
            *RegisterRecord.PLAIN,
            "ground",
            "purpose",
            "categories",
            "release",
            "starts_at",
            "until",
            "secret_until",
            "told_at",
            "approved_by",
            "approved_at",
        ),
        purpose="proof",
        clocks=(Clock("until", promises.SHARING_LOG_KEPT, "X-1"),),
        on_erasure=OnErasure.KEEP,
        because=_("Proof of the ground on which something was done without consent."),
    )
)
register(
    PersonalData(
        model="privacy.Agreement",
        label=_("Agreements with others that you signed"),
        subject=_named(Agreement),
        holds={"subject": Category.PROOF},
        plain=(
            "id",
            "party",
            "document_sha256",
            "parties",
            "signed_on",
            "until",
            "filed_by",
            "filed_at",
        ),
        purpose="proof",
        on_erasure=OnErasure.KEEP,
        because=_("Proof of what binds a recipient of data."),
    )
)
for _model in (
    "ThirdParty",
    "ThirdPartyCategory",
    "AgreementWarning",
    "DeidRelease",
    "CrossBorderTransfer",
    "ControllerTransfer",
):
    register_without(f"privacy.{_model}", because=NO_PERSON)
