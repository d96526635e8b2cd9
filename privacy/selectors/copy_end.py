"""Until when a copy of somebody's data may be kept: no longer than the face data in it."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Min, Q

from privacy.registry import Category, PersonalData
from privacy.selectors.subject_rows import about_people, rows_of


def copy_end(person: Any, latest: datetime, *, left_out: tuple[str, ...]) -> datetime:
    """This function will return `latest`, or when the first face data in a copy must be gone.

    `left_out` names the classes of sealed objects that no copy has.
    """
    return min((latest, *_ends(person, left_out)))


def _ends(person: Any, left_out: tuple[str, ...]) -> Iterator[datetime]:
    for declaration in about_people():
        faces = _with_faces(declaration, left_out)
        for clock in declaration.clocks if faces else ():
            rows = rows_of(declaration, person).filter(faces & clock.where)
            first = rows.aggregate(first=Min(clock.anchor))["first"]
            if first is not None:
                yield first + clock.after


def _with_faces(declaration: PersonalData, left_out: tuple[str, ...]) -> Q:
    """Which rows hold face data; an empty condition when the class has none in a copy."""
    held = Q()
    for name, category in declaration.holds.items():
        if category is Category.FACE and declaration.files.get(name) not in left_out:
            held |= Q(**{f"{name}__isnull": False})
    return held
