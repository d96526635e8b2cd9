"""What must be true of an account before anything is done with a face."""

from typing import Any

from privacy.models.refusal import Refused


def require_guardian_consent(person: Any) -> None:
    """This function will stop a child whose guardian has not agreed.

    :raises Refused: `guardian_required`, 403
    """
    if person.has_guardian_pending:
        raise Refused("guardian_required", 403)
