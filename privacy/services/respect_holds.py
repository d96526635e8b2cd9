"""Keep what a hold keeps, and write down every deletion that it refused."""

from datetime import datetime
from typing import Any

from django.db.models import F, Model, QuerySet

from privacy.models import Hold, RefusedDeletion
from privacy.models.refusal import Refused
from privacy.selectors.holds import hold_on, kept_rows, without_held


class Held(Refused):
    """A hold keeps this row: nothing of it was removed."""

    def __init__(self) -> None:
        super().__init__("held_by_law", 409)


def free_rows(rows: QuerySet[Any], *, act: str, now: datetime) -> QuerySet[Any]:
    """This function will return the rows that may go, having written down those that may not."""
    kept_here = kept_rows(rows.model)
    for kept in kept_here:
        for row in rows.filter(pk__in=kept.rows.values("pk")):
            _write_down(kept.hold, row, act, now)
    return without_held(rows) if kept_here else rows


def require_free(row: Model, *, act: str, now: datetime) -> None:
    """This function will let pass a row that no hold keeps: the last look before it is removed.

    :raises Held: for any other, after writing it down
    """
    hold = hold_on(row)
    if hold is not None:
        _write_down(hold, row, act, now)
        raise Held


def _write_down(hold: Hold, row: Model, act: str, now: datetime) -> None:
    refused, _is_new = RefusedDeletion.objects.get_or_create(
        hold=hold,
        model=row._meta.label,
        object_key=str(row.pk),
        act=act,
        defaults={"first_at": now, "last_at": now},
    )
    RefusedDeletion.objects.filter(pk=refused.pk).update(count=F("count") + 1, last_at=now)
