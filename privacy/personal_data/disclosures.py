"""What authorities asked for, and what they got."""

from django.utils.translation import gettext_lazy as _

from privacy import promises
from privacy.models import DisclosureRequest
from privacy.registry import Category, Clock, OnErasure, PersonalData, register
from privacy.registry.sharing import Ground, register_record
from privacy.selectors.disclosures import is_approved_disclosure
from privacy.services.disclosures.receive_request import DOCUMENT_CONTEXT
from privacy.storage import PACKAGE

register_record(Ground.AUTHORITY, is_approved_disclosure)
register(
    PersonalData(
        model="privacy.DisclosureRequest",
        label=_("Requests of authorities"),
        subject=None,
        holds={
            "subject": Category.IDENTITY,
            "sealed_document": Category.PROOF,
            "package": Category.PROOF,
        },
        plain=(
            *DisclosureRequest.PLAIN,
            "ground",
            "authority",
            "reference",
            "legal_basis",
            "purpose",
            "document_sha256",
            "consent_entry",
            "requested",
            "scope",
            "released",
            "reviewed_by",
            "approved_by",
            "refusal",
            "gag_until",
            "told_at",
            "certificate",
            "package_sha256",
            "package_ends_at",
            "taken_at",
        ),
        purpose="proof",
        clocks=(Clock("moved_at", promises.LEDGER_KEPT, "D-3"),),
        sealed={"sealed_document": DOCUMENT_CONTEXT},
        files={"package": PACKAGE},
        on_erasure=OnErasure.KEEP,
        because=_("Proof that data went only where a law compelled us, and no further."),
    )
)
