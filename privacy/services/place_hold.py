"""Keep something on an order by law: one person places it, another approves, anybody releases.

Design. A hold is an exception to everything the policy promises about deletion, so it is narrow
(one model, and one subject or one object), has a document and a day on which it is looked at
again, and binds only when a second person has approved it. Each step is in the ledger.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from privacy.encryption import open_field, seal_field
from privacy.models import Hold
from privacy.models.refusal import Refused
from privacy.registry import declaration_of
from privacy.services.append_ledger import append_ledger

DOCUMENT_CONTEXT = "privacy.hold.document"


@dataclass(frozen=True, slots=True)
class HoldOrder:
    """What an order says: which rows, on which ground, by which document."""

    model: str
    ground: str
    document: str
    review_at: datetime
    subject: UUID | None = None
    object_key: str = ""


def place_hold(order: HoldOrder, *, placed_by: str, now: datetime) -> Hold:
    """This function will write the order down; it binds once it is approved.

    :raises Refused: as `check_order`
    """
    check_order(order, now)
    hold = Hold(
        model=order.model,
        subject=order.subject,
        object_key=order.object_key,
        ground=order.ground,
        sealed_document=seal_field(order.document, context=DOCUMENT_CONTEXT),
        placed_by=placed_by,
        placed_at=now,
        review_at=order.review_at,
    )
    with transaction.atomic():
        hold.save()
        _note(hold, "placed", placed_by, now)
    return hold


def check_order(order: HoldOrder, now: datetime) -> None:
    """This function will let pass an order that can be placed.

    :raises Refused: `hold_not_possible` for a class that no order keeps, `hold_incomplete`
    """
    declaration = declaration_of(order.model)
    if declaration is None or declaration.not_held_because:
        raise Refused("hold_not_possible", 400)
    if order.subject is not None and declaration.subject is None:
        raise Refused("hold_not_possible", 400)
    names_one = (order.subject is None) == bool(order.object_key)
    if not (names_one and order.document.strip() and order.review_at > now):
        raise Refused("hold_incomplete", 400)


def approve_hold(hold: Hold, *, approved_by: str, now: datetime) -> None:
    """This function will make the hold binding.

    :raises Refused: `second_person_needed`, 403, for whoever placed it
    """
    if approved_by == hold.placed_by:
        raise Refused("second_person_needed", 403)
    with transaction.atomic():
        waiting = Hold.objects.filter(pk=hold.pk, approved_at__isnull=True)
        if waiting.update(approved_by=approved_by, approved_at=now):
            _note(hold, "approved", approved_by, now)


def release_hold(hold: Hold, *, released_by: str, now: datetime) -> None:
    """This function will end the hold: what was due meanwhile goes with the next purge."""
    with transaction.atomic():
        bound = Hold.objects.filter(pk=hold.pk, released_at__isnull=True)
        if bound.update(released_by=released_by, released_at=now):
            _note(hold, "released", released_by, now)


def document_of(hold: Hold) -> str:
    """This function will open what the order is."""
    return open_field(bytes(hold.sealed_document), context=DOCUMENT_CONTEXT)


def _note(hold: Hold, step: str, who: str, now: datetime) -> None:
    event: dict[str, Any] = {"hold": str(hold.pk), "step": step, "by": who, "ground": hold.ground}
    append_ledger("holds", event | {"model": hold.model}, now=now)
