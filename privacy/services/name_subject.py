"""The random name under which the ledger knows a person."""

from datetime import datetime
from typing import Any
from uuid import UUID

from privacy.models import SubjectPseudonym


def name_subject(person: Any, *, now: datetime) -> UUID:
    """This function will return the person's pseudonym, made on first use."""
    row, _is_new = SubjectPseudonym.objects.get_or_create(
        person=person, defaults={"created_at": now}
    )
    return row.pseudonym
