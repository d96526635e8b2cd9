"""Remove rows for good: the sealed objects that they name first, then the rows themselves.

In this order, since a crash between the two leaves a row that says what must still go; the other
way round it would leave an object that nobody knows of.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Model

from privacy.registry import PersonalData, model_of
from privacy.services.destroy_object import destroy_objects
from privacy.services.respect_holds import free_rows, require_free


class StillStored(Exception):
    """The store does not yet say that an object is absent: the row waits for the next try."""


def remove_row(declaration: PersonalData, row: Model, *, reason: str, now: datetime) -> None:
    """This function will destroy what a row names and delete the row; repeating it is harmless.

    :raises Held: when an order keeps the row; nothing of it was touched
    :raises StillStored: when an object could not be verified as absent
    """
    require_free(row, act=reason, now=now)
    _remove(declaration, [row], reason, now)


def remove_rows(
    declaration: PersonalData, rows: Sequence[Model], *, reason: str, now: datetime
) -> int:
    """This function will do so for rows of one model together, and return how many went.

    What an order keeps is written down and stays.

    :raises StillStored: when an object could not be verified as absent; the other rows went
    """
    named = type(rows[0])._default_manager.filter(pk__in=[row.pk for row in rows])
    return _remove(declaration, list(free_rows(named, act=reason, now=now)), reason, now)


def _remove(declaration: PersonalData, rows: Sequence[Model], reason: str, now: datetime) -> int:
    stored = _destroy(declaration, rows, reason, now)
    gone = [row.pk for row in rows if stored.isdisjoint(_objects(declaration, row))]
    model_of(declaration)._default_manager.filter(pk__in=gone).delete()
    if stored:
        raise StillStored
    return len(gone)


def _destroy(
    declaration: PersonalData, rows: Sequence[Model], reason: str, now: datetime
) -> set[UUID]:
    """The objects that could not be verified as absent."""
    stored: set[UUID] = set()
    for field, object_class in declaration.files.items():
        named = [getattr(row, field) for row in rows if getattr(row, field) is not None]
        if named:
            receipts = destroy_objects(named, object_class=object_class, reason=reason, now=now)
            stored |= {one.object_id for one in receipts if not one.document}
    return stored


def _objects(declaration: PersonalData, row: Model) -> set[Any]:
    return {getattr(row, field) for field in declaration.files}
