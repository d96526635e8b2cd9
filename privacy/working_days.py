"""Working days in mainland China: when an answer that was promised is due.

Holidays move work to weekends there, so that counting Monday to Friday is wrong for one date in
twenty. The notices of the State Council are kept as data, one entry a year, usually published in
November. The day the clock starts does not count; the answer is due by the end of the last day.

A due date that would need a year without a notice is provisional: the plain count from Monday to
Friday of two days less, which was never too late for 10 or 15 days in any year since 2005. New
data can so only make it final, never later than what the law will say.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from zoneinfo import ZoneInfo

REGION = "CN"
ZONE = ZoneInfo("Asia/Shanghai")
BUNDLED_FILE = Path(__file__).parent / "calendars" / "cn.json"
# How many days earlier a date is promised while a year's notice is missing.
CAUTION = 2
DAY = timedelta(days=1)
SATURDAY = 5


class UnknownRegion(ValueError):
    """Only mainland China has a calendar here."""


@dataclass(frozen=True)
class Calendar:
    """Official years: weekdays off and weekend days worked, with the version of the data."""

    version: str
    off: frozenset[date]
    worked: frozenset[date]
    years: frozenset[int]

    @cached_property
    def last_day(self) -> date:
        """The last day that official data covers."""
        return date(max(self.years), 12, 31)

    def is_official(self, day: date) -> bool:
        return day.year in self.years

    def is_working_day(self, day: date) -> bool:
        if day.weekday() >= SATURDAY:
            return day in self.worked
        return day not in self.off


def read_calendar(path: Path) -> Calendar:
    """This function will read a calendar from its data file."""
    data = json.loads(path.read_text(encoding="utf-8"))
    return make_calendar(data["version"], data["years"])


def make_calendar(version: str, years: Mapping[str, Mapping[str, list[str]]]) -> Calendar:
    """This function will make a calendar from years of `{"off": [...], "worked": [...]}`."""
    return Calendar(
        version=version,
        off=_days(years, "off"),
        worked=_days(years, "worked"),
        years=frozenset(map(int, years)),
    )


def _days(years: Mapping[str, Mapping[str, list[str]]], kind: str) -> frozenset[date]:
    return frozenset(
        date.fromisoformat(f"{year}-{day}") for year, days in years.items() for day in days[kind]
    )


BUNDLED = read_calendar(BUNDLED_FILE)
CALENDARS: Mapping[str, Calendar] = MappingProxyType({REGION: BUNDLED})


def due_date(
    verified_on: date, days: int, region: str = REGION, *, calendar: Calendar = BUNDLED
) -> date:
    """This function will return the day by whose end the answer is due.

    :raises UnknownRegion: for any region but CN
    :raises ValueError: when `days` is not positive
    """
    _check(days, region)
    due = _official_due_date(verified_on, days, calendar)
    return due or _weekdays_after(verified_on, max(1, days - CAUTION))


def is_provisional(
    verified_on: date, days: int, region: str = REGION, *, calendar: Calendar = BUNDLED
) -> bool:
    """This function will say whether the due date still waits for a year's notice."""
    _check(days, region)
    return _official_due_date(verified_on, days, calendar) is None


def local_date(moment: datetime) -> date:
    """This function will return the date that it is in China at a moment."""
    return moment.astimezone(ZONE).date()


def _check(days: int, region: str) -> None:
    if region not in CALENDARS:
        raise UnknownRegion(region)
    if days < 1:
        raise ValueError("a period has at least one working day")


def _official_due_date(start: date, days: int, calendar: Calendar) -> date | None:
    day, left = start, days
    while left:
        day += DAY
        if not calendar.is_official(day):
            return None
        left -= calendar.is_working_day(day)
    return day


def _weekdays_after(start: date, days: int) -> date:
    day, left = start, days
    while left:
        day += DAY
        left -= day.weekday() < SATURDAY
    return day
