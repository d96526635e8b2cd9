"""Remove a row for good: the sealed objects that it names first, then the row itself.

In this order, since a crash between the two leaves a row that says what must still go; the other
way round it would leave an object that nobody knows of.
"""

from datetime import datetime
from typing import Any

from django.db.models import Model

from privacy.registry import PersonalData
from privacy.services.destroy_object import destroy_object
from privacy.services.respect_holds import require_free


class StillStored(Exception):
    """The store does not yet say that an object is absent: the row waits for the next try."""


def remove_row(declaration: PersonalData, row: Model, *, reason: str, now: datetime) -> None:
    """This function will destroy what a row names and delete the row; repeating it is harmless.

    :raises Held: when an order keeps the row; nothing of it was touched
    :raises StillStored: when an object could not be verified as absent
    """
    require_free(row, act=reason, now=now)
    for field, object_class in declaration.files.items():
        _destroy(getattr(row, field), object_class, reason, now)
    row.delete()


def _destroy(object_id: Any, object_class: str, reason: str, now: datetime) -> None:
    if object_id is None:
        return
    receipt = destroy_object(object_id, object_class=object_class, reason=reason, now=now)
    if not receipt.document:
        raise StillStored
