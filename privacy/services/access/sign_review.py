"""Sign the review of somebody's looks in one week."""

from datetime import datetime
from types import MappingProxyType

from privacy.models import AccessReview
from privacy.registry.roles import Right
from privacy.services.registers.move_record import move_record
from privacy.services.transitions import Actor, Steps, step

State = AccessReview.State
REVIEW_STEPS: Steps = MappingProxyType(
    {"sign": step({State.OPEN}, State.SIGNED, Right.REVIEW_ACCESS, not_by=("reviewed",))}
)


def sign_review(review: AccessReview, *, outcome: str, by: Actor, now: datetime) -> None:
    """This function will note what came out of it; nobody signs for their own looks.

    :raises Refused: as `move_record`
    """
    move_record(
        review,
        "sign",
        steps=REVIEW_STEPS,
        by=by,
        now=now,
        detail=AccessReview.Outcome(outcome),
        outcome=outcome,
        signed_by=by.name,
    )
