"""The table of disclosures: no step can be left out, and the reviewer never approves."""

from datetime import datetime
from types import MappingProxyType

from privacy.models import DisclosureRequest
from privacy.models.refusal import Refused
from privacy.registry.roles import Right
from privacy.services.transitions import SCHEDULED, Steps, step

State = DisclosureRequest.State
FILE, REVIEW, APPROVE = (
    Right.FILE_DISCLOSURES,
    Right.REVIEW_DISCLOSURES,
    Right.APPROVE_DISCLOSURES,
)


def has_scope(request: DisclosureRequest, _now: datetime) -> None:
    """This function will let pass a request of which something may be disclosed.

    :raises Refused: `disclosure_empty`, 409
    """
    if not request.scope:
        raise Refused("disclosure_empty", 409)


STEPS: Steps = MappingProxyType(
    {
        "document": step({State.RECEIVED}, State.DOCUMENTED, FILE),
        "review": step({State.DOCUMENTED}, State.REVIEWED, REVIEW),
        "approve": step(
            {State.REVIEWED}, State.APPROVED, APPROVE, not_by=("reviewed_by",), needs=(has_scope,)
        ),
        "refuse": step(
            {State.RECEIVED, State.DOCUMENTED, State.REVIEWED, State.APPROVED},
            State.REFUSED,
            REVIEW,
            APPROVE,
        ),
        "release": step({State.APPROVED}, State.RELEASED, APPROVE, not_by=("reviewed_by",)),
        "take": step({State.RELEASED}, None, APPROVE),
        "tell": step({State.RELEASED, State.CLOSED}, None, SCHEDULED),
        "close": step({State.RELEASED}, State.CLOSED, FILE, APPROVE),
    }
)
