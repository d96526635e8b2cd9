"""Review a request, narrow it, and have a second person decide."""

from dataclasses import dataclass
from datetime import datetime

from privacy.models import DisclosureRequest
from privacy.models.refusal import Refused
from privacy.services.disclosures.disclosure_steps import STEPS
from privacy.services.registers.move_record import move_record
from privacy.services.transitions import Actor


@dataclass(frozen=True, slots=True)
class Checklist:
    """What the reviewer found; each must hold before anything can be approved."""

    has_basis: bool
    is_lawfully_held: bool
    has_purpose: bool

    @property
    def is_passed(self) -> bool:
        return self.has_basis and self.is_lawfully_held and self.has_purpose


def review_request(
    request: DisclosureRequest,
    *,
    checklist: Checklist,
    scope: tuple[str, ...],
    gag_until: datetime | None,
    by: Actor,
    now: datetime,
) -> None:
    """This function will note what the review leaves of a request.

    :raises Refused: `disclosure_checklist`, 409, while a check fails: refuse it instead;
        `disclosure_wider`, 400, for a scope beyond what was asked; `disclosure_gag`, 400, for a gag
        that has ended already
    """
    if not checklist.is_passed:
        raise Refused("disclosure_checklist", 409)
    if not set(scope) <= set(request.requested):
        raise Refused("disclosure_wider", 400)
    if gag_until is not None and gag_until <= now:
        raise Refused("disclosure_gag", 400)
    move_record(
        request,
        "review",
        steps=STEPS,
        by=by,
        now=now,
        detail=f"{len(scope)} of {len(request.requested)} fields",
        scope=sorted(scope),
        gag_until=gag_until,
        reviewed_by=by.name,
    )


def approve_request(request: DisclosureRequest, *, by: Actor, now: datetime) -> None:
    """This function will approve what the review left.

    :raises Refused: `second_person_needed`, 403, for the reviewer; `disclosure_empty`, 409
    """
    move_record(request, "approve", steps=STEPS, by=by, now=now, approved_by=by.name)


def refuse_request(request: DisclosureRequest, *, refusal: str, by: Actor, now: datetime) -> None:
    """This function will refuse a request, for a reason of the list."""
    move_record(request, "refuse", steps=STEPS, by=by, now=now, detail=refusal, refusal=refusal)
