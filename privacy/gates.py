"""What must be true before anything is done with a face."""

from typing import Any

from privacy.models.refusal import Refused
from privacy.selectors import has_accepted_current_policy, has_consent


def require_current_policy(person: Any) -> None:
    """This function will stop whoever has not agreed to the policy in force.

    :raises Refused: `policy_outdated`, 403
    """
    if not has_accepted_current_policy(person):
        raise Refused("policy_outdated", 403)


def require_consent(person: Any, purpose: str) -> None:
    """This function will stop whoever has not agreed to the purpose.

    :raises Refused: `consent_required`, 403
    """
    if not has_consent(person, purpose):
        raise Refused("consent_required", 403)
