"""Take a request of an authority in, and put its document on file."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.contrib.auth import get_user_model

from privacy.encryption import seal_field
from privacy.models import DisclosureRequest, LedgerEntry, SubjectPseudonym
from privacy.models.refusal import Refused
from privacy.selectors.disclosures import disclosable_fields
from privacy.services.disclosures.disclosure_steps import FILE, STEPS
from privacy.services.name_subject import name_subject
from privacy.services.registers.move_record import file_record, move_record
from privacy.services.transitions import Actor

DOCUMENT_CONTEXT = "privacy.disclosure.document"
Ground = DisclosureRequest.Ground


@dataclass(frozen=True, slots=True)
class Asked:
    """What an authority asks: whose data (by their whole address), which fields, and what for."""

    authority: str
    email: str
    requested: tuple[str, ...]
    purpose: str
    ground: str = Ground.LAW
    consent_entry: int | None = None


def receive_request(asked: Asked, *, by: Actor, now: datetime) -> DisclosureRequest:
    """This function will write a request down; nothing of anybody is looked at for it.

    :raises Refused: `permission_denied`, 403; else as `check_request`
    """
    check_request(asked)
    person = _person(asked.email)
    subject = name_subject(person, now=now) if person is not None else None
    request = DisclosureRequest(
        authority=asked.authority,
        subject=subject,
        requested=sorted(asked.requested),
        purpose=asked.purpose,
        ground=asked.ground,
        consent_entry=asked.consent_entry,
    )
    return file_record(request, by=by, right=FILE, now=now)


def check_request(asked: Asked) -> None:
    """This function will let pass a request that can be written down.

    :raises Refused: `disclosure_field`, 400, for a field that is none of the register's, or a
        face; `disclosure_consent`, 409, when the entry of the ledger that names what to disclose is
        not that person's
    """
    if not set(asked.requested) <= set(disclosable_fields()):
        raise Refused("disclosure_field", 400)
    if asked.ground != Ground.CONSENT:
        return
    names = SubjectPseudonym.objects.filter(person=_person(asked.email)).values("pseudonym")
    decided = LedgerEntry.objects.filter(stream="consents", subject__in=names)
    if not decided.filter(sequence=asked.consent_entry or 0).exists():
        raise Refused("disclosure_consent", 409)


def _person(email: str) -> Any:
    return get_user_model()._default_manager.filter(email=email.strip().lower()).first()


def document_request(
    request: DisclosureRequest,
    *,
    reference: str,
    legal_basis: str,
    document: str,
    by: Actor,
    now: datetime,
) -> None:
    """This function will put the legal document on file: what it says, sealed, and its hash.

    :raises Refused: `disclosure_document`, 400, while any of it is missing; else as `move_record`
    """
    if not (reference.strip() and legal_basis.strip() and document.strip()):
        raise Refused("disclosure_document", 400)
    move_record(
        request,
        "document",
        steps=STEPS,
        by=by,
        now=now,
        reference=reference.strip(),
        legal_basis=legal_basis.strip(),
        sealed_document=seal_field(document, context=DOCUMENT_CONTEXT),
        document_sha256=sha256(document.encode()).hexdigest(),
    )
