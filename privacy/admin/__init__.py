"""Staff pages of the privacy app: desk, registers, the staff itself, what was done and found."""

from privacy.admin import (
    access,
    announcements,
    desk,
    disclosures,
    exceptions,
    holds,
    holidays,
    incidents,
    organisation,
    records,
    releases,
    staff,
    third_parties,
    transfers,
)

__all__ = [
    "access",
    "announcements",
    "desk",
    "disclosures",
    "exceptions",
    "holds",
    "holidays",
    "incidents",
    "organisation",
    "records",
    "releases",
    "staff",
    "third_parties",
    "transfers",
]
