"""What is left to delete at the end of the service, and what stays, on which ground, until when.

Staff accounts stay: somebody must answer and tend what waits for its time.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from django.utils import translation

from privacy.registry import OnErasure, PersonalData, declarations, model_of
from privacy.selectors.holds import without_held
from privacy.selectors.subject_rows import children_first, rows_of

HELD = "kept by an order of a court or an authority"
STAFF = "accounts of the staff, who tend what waits for its time"


def deletable_classes() -> list[PersonalData]:
    """This function will return the classes that end with the service, children first."""
    return [one for one in children_first() if one.on_erasure is OnErasure.DELETE]


def rows_to_delete(declaration: PersonalData) -> QuerySet[Any]:
    """This function will return the rows that must go: neither held nor of the staff."""
    return without_held(_not_of_staff(declaration))


def left_to_delete() -> dict[str, int]:
    """This function will count them, class by class."""
    return {one.model: rows_to_delete(one).count() for one in deletable_classes()}


def retained_at_end(now: datetime) -> list[dict[str, Any]]:
    """This function will list every class of which rows stay: how many, why, until when."""
    with translation.override("en"):
        return [*_kept_classes(now), *_held_and_staff()]


def last_day(declaration: PersonalData, now: datetime) -> str | None:
    """This function will return the day after which the purge leaves nothing of a class."""
    longest = max((clock.after for clock in declaration.clocks), default=timedelta(0))
    return (now + longest).date().isoformat() if longest else None


def _kept_classes(now: datetime) -> Iterator[dict[str, Any]]:
    for one in declarations():
        count = model_of(one)._default_manager.count()
        if count and one.holds and one.on_erasure is not OnErasure.DELETE:
            yield _line(one, count, str(one.because), last_day(one, now))


def _held_and_staff() -> Iterator[dict[str, Any]]:
    for one in deletable_classes():
        everything = model_of(one)._default_manager.count()
        others = _not_of_staff(one).count()
        held = others - rows_to_delete(one).count()
        if held:
            yield _line(one, held, HELD, None)
        if everything > others:
            yield _line(one, everything - others, STAFF, None)


def _line(one: PersonalData, count: int, ground: str, until: str | None) -> dict[str, Any]:
    return {"class": one.model, "count": count, "ground": ground, "until": until}


def _not_of_staff(declaration: PersonalData) -> QuerySet[Any]:
    rows = model_of(declaration)._default_manager.all()
    for person in get_user_model()._default_manager.filter(is_staff=True):
        rows = rows.exclude(pk__in=rows_of(declaration, person).values("pk"))
    return rows
