"""What may be asked for, what was disclosed, and how often, by half-years."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from privacy.models import DisclosureRequest, SubjectPseudonym
from privacy.registry import Category, PersonalData
from privacy.selectors.calendars import today_there
from privacy.selectors.inventory import shown_fields
from privacy.selectors.subject_rows import about_people

State = DisclosureRequest.State
# Photos are gone, and a portrait is for its owner alone (F-5): no order's form offers them.
NEVER = (Category.FACE, Category.SECRET)
FIRST_YEAR = 2026


def disclosable_fields() -> list[str]:
    """This function will name every field that a request could be about, as `model.field`."""
    return [f"{one.model}.{name}" for one in about_people() for name in _fields(one)]


def _fields(declaration: PersonalData) -> list[str]:
    return [name for name in shown_fields(declaration) if declaration.holds.get(name) not in NEVER]


def person_of(request: DisclosureRequest) -> Any:
    """This function will return whose data it is about; None for somebody who is not here."""
    if request.subject is None:
        return None
    known = SubjectPseudonym.objects.filter(pseudonym=request.subject, person__is_active=True)
    row = known.select_related("person").first()
    return row.person if row is not None else None


def is_approved_disclosure(reference: str, person: Any, _now: datetime) -> bool:
    """This function will say whether a request of that reference, about them, was approved."""
    approved = (State.APPROVED, State.RELEASED)
    found = DisclosureRequest.objects.filter(reference=reference, state__in=approved)
    if person is not None:
        names = SubjectPseudonym.objects.filter(person=person).values("pseudonym")
        found = found.filter(subject__in=names)
    return found.exists()


def to_be_told(now: datetime) -> QuerySet[DisclosureRequest]:
    """This function will return what was disclosed and may be told to the person by now."""
    released = DisclosureRequest.objects.filter(taken_at__isnull=False, told_at__isnull=True)
    return released.exclude(gag_until__gt=now)


@dataclass(frozen=True, slots=True)
class HalfYear:
    """What is published about six months."""

    begins: date
    ends: date
    received: int
    refused: int
    released_in_full: int
    released_in_part: int
    untold: int


def half_years(now: datetime) -> list[HalfYear]:
    """This function will count requests by the half-year in which they came, newest first."""
    today = today_there(now)
    halves = [(year, half) for year in range(FIRST_YEAR, today.year + 1) for half in (1, 2)]
    begun = [one for one in halves if date(one[0], 1 if one[1] == 1 else 7, 1) <= today]
    return [_count(year, half, now) for year, half in reversed(begun)]


def _count(year: int, half: int, now: datetime) -> HalfYear:
    begins = date(year, 1 if half == 1 else 7, 1)
    ends = date(year, 6, 30) if half == 1 else date(year, 12, 31)
    rows = list(DisclosureRequest.objects.filter(filed_at__date__range=(begins, ends)))
    released = [row for row in rows if row.package_sha256]
    in_full = [row for row in released if set(row.released) >= set(row.requested)]
    return HalfYear(
        begins=begins,
        ends=ends,
        received=len(rows),
        refused=sum(row.state == State.REFUSED for row in rows),
        released_in_full=len(in_full),
        released_in_part=len(released) - len(in_full),
        untold=sum(row.gag_until is not None and row.gag_until > now for row in released),
    )
