"""The table of third parties: from a draft to an end, never around the agreement."""

from datetime import datetime

from privacy.models import ThirdParty
from privacy.models.refusal import Refused
from privacy.registry.roles import Right
from privacy.selectors.calendars import today_there
from privacy.selectors.third_parties import agreements_in_date, missing_of
from privacy.services.transitions import SCHEDULED, Steps, step

State = ThirdParty.State


def require_complete(party: ThirdParty, _now: datetime) -> None:
    """This function will let pass a third party that is completely described.

    :raises Refused: `party_incomplete`, 409
    """
    if any(missing_of(party)):
        raise Refused("party_incomplete", 409)


def require_agreement(party: ThirdParty, now: datetime) -> None:
    """This function will let pass a third party that an agreement binds today.

    :raises Refused: `agreement_missing`, 409
    """
    bound = agreements_in_date(today_there(now)).filter(party=party, subject__isnull=True)
    if not bound.exists():
        raise Refused("agreement_missing", 409)


READY = (require_complete, require_agreement)
LIVING = (State.DRAFT, State.ACTIVE, State.SUSPENDED)

STEPS: Steps = {
    "describe": step((State.DRAFT,), None, Right.FILE_SHARING),
    "add_agreement": step(LIVING, None, Right.FILE_SHARING),
    "activate": step(
        (State.DRAFT, State.SUSPENDED),
        State.ACTIVE,
        Right.APPROVE_SHARING,
        not_by=("filed_by",),
        needs=READY,
    ),
    "suspend": step(
        (State.ACTIVE,), State.SUSPENDED, Right.FILE_SHARING, Right.APPROVE_SHARING, SCHEDULED
    ),
    "end": step(LIVING, State.ENDED, Right.FILE_SHARING, Right.APPROVE_SHARING),
}
