"""What this app's own models hold about people, why, and until when: a room for each concern."""

from privacy.personal_data import (
    access,
    consents,
    desk,
    disclosures,
    incidents,
    operation,
    rights,
    sharing,
    staff,
)

__all__ = [
    "access",
    "consents",
    "desk",
    "disclosures",
    "incidents",
    "operation",
    "rights",
    "sharing",
    "staff",
]
