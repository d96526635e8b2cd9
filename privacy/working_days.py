"""Working days in mainland China: when an answer that was promised is due.

Holidays move work to weekends there, so that counting Monday to Friday is wrong for one date in
twenty. The notices of the State Council are kept as data, one entry a year, usually published in
November. The day the clock starts does not count; the answer is due by the end of the last day.

A due date that would need a year without a notice is provisional: the plain count from Monday to
Friday of two days less, which was never too late for 10 or 15 days in any year since 2005. New
data can so only make it final, never later than what the law will say.
"""

import json
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

REGION = "CN"
ZONE = ZoneInfo("Asia/Shanghai")
# What the law leaves for an answer, from receipt, where a calendar names nothing else.
LAW_WORKING_DAYS = 15
BUNDLED_FILE = Path(__file__).parent / "calendars" / "cn.json"
# How many days earlier a date is promised while a year's notice is missing.
CAUTION = 2
DAY = timedelta(days=1)
SATURDAY = 5


class UnknownRegion(ValueError):
    """Only mainland China has a calendar that is shipped; others are loaded."""


class NotACalendar(ValueError):
    """The text is no calendar; the message says what is wrong with it."""


@dataclass(frozen=True)
class Calendar:
    """Official years: weekdays off and weekend days worked, with the version of the data.

    A jurisdiction is its calendar: the clock on its walls and the days its law leaves come along.
    """

    version: str
    off: frozenset[date]
    worked: frozenset[date]
    years: frozenset[int]
    zone: ZoneInfo = ZONE
    law_working_days: int = LAW_WORKING_DAYS
    # Where the law counts in months, whatever the holidays; 0 where it counts in working days.
    law_months: int = 0
    # Days within which a standard wants every answer, beside what binds; 0 for none.
    wall_days: int = 0

    @cached_property
    def last_day(self) -> date:
        """The last day that official data covers; before all days when there is none."""
        return date(max(self.years, default=1), 12, 31)

    def is_official(self, day: date) -> bool:
        return day.year in self.years

    def is_working_day(self, day: date) -> bool:
        if day.weekday() >= SATURDAY:
            return day in self.worked
        return day not in self.off


def parse_calendar(text: str) -> Calendar:
    """This function will read a calendar from the text of its data file.

    :raises NotACalendar: when something is missing, no date, or on the wrong kind of day
    """
    try:
        data = json.loads(text)
        calendar = make_calendar(str(data["version"]), data["years"])
        calendar = replace(
            calendar,
            zone=ZoneInfo(data.get("zone", ZONE.key)),
            law_working_days=int(data.get("law_working_days", LAW_WORKING_DAYS)),
            law_months=int(data.get("law_months", 0)),
            wall_days=int(data.get("wall_days", 0)),
        )
    except (KeyError, TypeError, ValueError, AttributeError, ZoneInfoNotFoundError) as wrong:
        raise NotACalendar(f"{type(wrong).__name__}: {wrong}") from wrong
    if calendar.law_working_days < 1 or min(calendar.law_months, calendar.wall_days) < 0:
        raise NotACalendar("the law leaves at least a day")
    odd = [day for day in calendar.off if day.weekday() >= SATURDAY]
    odd += [day for day in calendar.worked if day.weekday() < SATURDAY]
    if odd:
        raise NotACalendar(f"{min(odd)} is off on a weekend, or worked on a weekday")
    return calendar


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


BUNDLED = parse_calendar(BUNDLED_FILE.read_text(encoding="utf-8"))
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


def local_date(moment: datetime, *, calendar: Calendar = BUNDLED) -> date:
    """This function will return the date that it is there at a moment; in China, if not told."""
    return moment.astimezone(calendar.zone).date()


def nth_working_day(start: date, count: int, *, calendar: Calendar = BUNDLED) -> date:
    """This function will return the working day `count` days after a start, that day not counted.

    Years without a notice are counted from Monday to Friday: for warnings, not for promises.
    """
    day, left = start, count
    while left > 0:
        day += DAY
        left -= calendar.is_working_day(day)
    return day


def working_day_before(end: date, count: int, *, calendar: Calendar = BUNDLED) -> date:
    """This function will go back from a day by working days; by none, it is the day itself."""
    day, left = end, count
    while left > 0:
        left -= calendar.is_working_day(day)
        day -= DAY
    while count and not calendar.is_working_day(day):
        day -= DAY
    return day


def months_after(start: date, count: int) -> date:
    """This function will return the same day some months later, or the last of a shorter month.

    As Regulation 1182/71, article 3, ends a period in months; that a weekend would prolong it is
    left out, since an answer may be early.
    """
    years, month = divmod(start.month - 1 + count, 12)
    year, month = start.year + years, month + 1
    return date(year, month, min(start.day, monthrange(year, month)[1]))


def working_days_between(start: date, end: date, *, calendar: Calendar = BUNDLED) -> int:
    """This function will count the working days after a start, up to and with the end."""
    days = (start + offset * DAY for offset in range(1, (end - start).days + 1))
    return sum(calendar.is_working_day(day) for day in days)


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
