"""File a confidentiality agreement that somebody of the staff has signed."""

from datetime import date, datetime

from privacy.models import StaffAgreement
from privacy.services.staff.file_record import file_staff_record
from privacy.services.transitions import Actor


def file_agreement(
    person_number: int,
    *,
    document_sha256: str,
    signed_on: date,
    until: date,
    by: Actor,
    now: datetime,
) -> StaffAgreement:
    """This function will file it; after its last day all rights rest until the next one.

    :raises Refused: as `file_staff_record`
    :raises ValidationError: when it ends before it begins
    """
    agreement = StaffAgreement(
        person_number=person_number,
        document_sha256=document_sha256,
        signed_on=signed_on,
        until=until,
    )
    return file_staff_record(agreement, by=by, now=now)
