"""File what binds a third party: the hash of its text, who signed, when, until when."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from privacy.models import Agreement, ThirdParty
from privacy.services.registers.move_record import move_record
from privacy.services.sharing.party_steps import STEPS
from privacy.services.transitions import Actor


def add_agreement(
    party: ThirdParty,
    *,
    document_sha256: str,
    parties: str,
    signed_on: date,
    until: date,
    by: Actor,
    now: datetime,
    subject: UUID | None = None,
) -> Agreement:
    """This function will add an agreement; `subject` is the user who signed it, where one did.

    :raises Refused: as `move_record`
    :raises ValidationError: when it would end before it begins
    """
    agreement = Agreement(
        party=party,
        document_sha256=document_sha256,
        parties=parties,
        signed_on=signed_on,
        until=until,
        subject=subject,
        filed_by=by.name,
        filed_at=now,
    )
    agreement.full_clean()
    with transaction.atomic():
        move_record(party, "add_agreement", steps=STEPS, by=by, now=now, detail=f"until {until}")
        agreement.save(force_insert=True)
    return agreement
