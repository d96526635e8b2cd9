"""Documents that rule the work: filed, looked at again by their day, replaced by the next."""

from datetime import date, datetime
from types import MappingProxyType

from django.db import transaction

from privacy.models import RuleDocument
from privacy.models.refusal import Refused
from privacy.registry.roles import Right
from privacy.selectors.calendars import today_there
from privacy.services.registers.move_record import file_record, move_record
from privacy.services.transitions import Actor, Steps, step

State = RuleDocument.State
DOCUMENT_STEPS: Steps = MappingProxyType(
    {
        "review": step({State.IN_FORCE}, None, Right.FILE_STAFF),
        "replace": step({State.IN_FORCE}, State.REPLACED, Right.FILE_STAFF),
    }
)


def require_review_day(review_on: date, now: datetime) -> None:
    """This function will let pass a day that lies ahead.

    :raises Refused: `day_is_past`, 400
    """
    if review_on <= today_there(now):
        raise Refused("day_is_past", 400)


@transaction.atomic
def file_document(document: RuleDocument, *, by: Actor, now: datetime) -> RuleDocument:
    """This function will file a version; earlier ones of the same kind and title are replaced.

    :raises Refused: `permission_denied`, 403, without the right; `day_is_past`, 400
    :raises ValidationError: when the record breaks a rule of its model
    """
    require_review_day(document.review_on, now)
    earlier = RuleDocument.objects.filter(
        kind=document.kind, title=document.title, state=State.IN_FORCE
    )
    for one in earlier:
        move_record(one, "replace", steps=DOCUMENT_STEPS, by=by, now=now)
    return file_record(document, by=by, right=Right.FILE_STAFF, now=now)


def review_document(document: RuleDocument, *, review_on: date, by: Actor, now: datetime) -> None:
    """This function will note that the document still fits, and when it is looked at next.

    :raises Refused: `day_is_past`, 400; else as `move_record`
    """
    require_review_day(review_on, now)
    move_record(
        document,
        "review",
        steps=DOCUMENT_STEPS,
        by=by,
        now=now,
        detail=review_on.isoformat(),
        review_on=review_on,
        reviewed_by=by.name,
    )


def replace_document(document: RuleDocument, *, by: Actor, now: datetime) -> None:
    """This function will take a document out of force without another in its place.

    :raises Refused: as `move_record`
    """
    move_record(document, "replace", steps=DOCUMENT_STEPS, by=by, now=now)
