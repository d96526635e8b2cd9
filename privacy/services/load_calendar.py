"""Take in a year's holidays: whole, with source and hash, and only when nobody contradicts them."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from hashlib import sha256
from importlib import import_module
from importlib.util import find_spec
from json import loads

from privacy.models import WorkCalendar
from privacy.working_days import REGION, SATURDAY, Calendar, NotACalendar, parse_calendar

DAY = timedelta(days=1)
# Independent sources for mainland China; they are asked wherever they are installed.
SOURCES = ("holidays", "chinese_calendar")

IsWorkingDay = Callable[[date], bool]


class Contradicted(Exception):
    """Another source says otherwise about a day."""


def load_calendar(text: str, *, region: str, now: datetime, is_kept: bool = True) -> WorkCalendar:
    """This function will keep a calendar, or only look at it; the same one twice is one.

    :raises NotACalendar: when the text is none, is of another region, or its version is taken
    :raises Contradicted: when a second source disagrees about a day
    """
    calendar = parse_calendar(text)
    if region != loads(text).get("region", REGION):
        raise NotACalendar(f"it is not of the region {region}")
    odd = next(contradictions(calendar, region=region), None)
    if odd is not None:
        raise Contradicted(f"{odd[0]} says otherwise about {odd[1]}")
    row = WorkCalendar(
        region=region,
        version=calendar.version,
        source=str(loads(text).get("source", ""))[:200],
        sha256=sha256(text.encode()).hexdigest(),
        document=text,
        loaded_at=now,
    )
    known = WorkCalendar.objects.filter(region=region, version=calendar.version).first()
    if known is not None and known.sha256 != row.sha256:
        raise NotACalendar(f"version {calendar.version} is loaded already, with other days")
    if known is None and is_kept:
        row.save()
    return known or row


def contradictions(calendar: Calendar, *, region: str) -> Iterator[tuple[str, date]]:
    """This function will name the days about which an installed source says otherwise.

    A source without a single make-up day in a year does not know that year's notice yet, and what
    it says of the year is a guess.
    """
    for name in sources_of(region):
        says = source_of(name, calendar.years)
        for year in sorted(calendar.years):
            yield from ((name, day) for day in _contradicted(calendar, year, says))


def sources_of(region: str) -> list[str]:
    """This function will name the installed sources that can be asked about a jurisdiction."""
    return [name for name in SOURCES if region == REGION and find_spec(name)]


def _contradicted(calendar: Calendar, year: int, says: IsWorkingDay) -> list[date]:
    first = date(year, 1, 1)
    days = [first + offset * DAY for offset in range((date(year + 1, 1, 1) - first).days)]
    said = {day: _asked(says, day) for day in days}
    if not any(said[day] for day in days if day.weekday() >= SATURDAY):
        return []
    return [day for day in days if said[day] not in (None, calendar.is_working_day(day))]


def source_of(name: str, years: frozenset[int]) -> IsWorkingDay:
    """This function will return the function of a package that says what a day is."""
    package = import_module(name)
    if name == "holidays":
        is_working: IsWorkingDay = package.CN(years=years).is_working_day
        return is_working
    is_workday: IsWorkingDay = package.is_workday
    return is_workday


def _asked(says: IsWorkingDay, day: date) -> bool | None:
    try:
        return says(day)
    except NotImplementedError:
        # A package that does not know the year yet says so.
        return None
