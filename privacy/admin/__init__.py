"""Staff pages of the privacy app: desk, registers, the staff itself, what was done and found."""

from privacy.admin import (
    access,
    desk,
    exceptions,
    holds,
    holidays,
    organisation,
    records,
    releases,
    staff,
    third_parties,
    transfers,
)

__all__ = [
    "access",
    "desk",
    "exceptions",
    "holds",
    "holidays",
    "organisation",
    "records",
    "releases",
    "staff",
    "third_parties",
    "transfers",
]
