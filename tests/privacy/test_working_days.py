"""When an answer is due, across holidays, worked weekends and years nobody has announced yet."""

import json
from bisect import bisect_right
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from importlib import import_module

import pytest

from privacy.working_days import (
    BUNDLED,
    Calendar,
    NotACalendar,
    UnknownRegion,
    due_date,
    is_provisional,
    local_date,
    make_calendar,
    nth_working_day,
    parse_calendar,
    working_days_between,
)

# verified on, due after 10 working days, due after 15
VECTORS = [
    ("2026-02-10", "2026-03-02", "2026-03-09"),
    ("2026-02-14", "2026-03-06", "2026-03-13"),
    ("2026-04-28", "2026-05-14", "2026-05-21"),
    ("2026-09-18", "2026-10-09", "2026-10-15"),
    ("2026-09-20", "2026-10-10", "2026-10-16"),
    ("2026-09-30", "2026-10-20", "2026-10-27"),
    ("2026-11-23", "2026-12-07", "2026-12-14"),
    ("2026-12-10", "2026-12-24", "2026-12-31"),
]
DAY = timedelta(days=1)


@pytest.mark.promise("M-15")
@pytest.mark.promise("Q-3")
@pytest.mark.parametrize(("verified", "in_ten", "in_fifteen"), VECTORS)
def test_the_due_date_is_right_across_holidays(verified: str, in_ten: str, in_fifteen: str) -> None:
    start = date.fromisoformat(verified)

    assert due_date(start, 10).isoformat() == in_ten
    assert due_date(start, 15).isoformat() == in_fifteen
    assert not is_provisional(start, 15)


@pytest.mark.parametrize(
    ("verified", "days", "due"),
    [("2026-12-11", 15, "2026-12-30"), ("2026-12-18", 10, "2026-12-30")],
)
def test_a_year_without_a_notice_makes_the_date_earlier_and_provisional(
    verified: str, days: int, due: str
) -> None:
    start = date.fromisoformat(verified)

    assert due_date(start, days).isoformat() == due
    assert is_provisional(start, days)


def test_the_shortest_period_still_has_a_day() -> None:
    assert due_date(date(2026, 12, 31), 1) == date(2027, 1, 1)
    assert due_date(date(2026, 12, 31), 2) == date(2027, 1, 1)


def without(year: int) -> Calendar:
    return Calendar(BUNDLED.version, BUNDLED.off, BUNDLED.worked, BUNDLED.years - {year})


@pytest.mark.parametrize("days", [10, 15])
def test_a_notice_never_makes_a_promised_date_come_too_late(days: int) -> None:
    """Every start of the last weeks of every year: promised before the notice, checked after."""
    for year in sorted(BUNDLED.years)[1:]:
        unannounced = without(year)
        for offset in range(45):
            start = date(year - 1, 12, 31) - offset * DAY
            if is_provisional(start, days, calendar=unannounced):
                promised = due_date(start, days, calendar=unannounced)
                assert promised <= due_date(start, days), start


def test_a_clock_starts_on_the_date_in_china() -> None:
    assert local_date(datetime(2026, 5, 20, 15, 59, tzinfo=UTC)) == date(2026, 5, 20)
    assert local_date(datetime(2026, 5, 20, 16, 30, tzinfo=UTC)) == date(2026, 5, 21)


def test_a_worked_saturday_counts_and_a_holiday_does_not() -> None:
    years = {"2030": {"off": ["01-01"], "worked": ["01-05"]}}
    calendar = make_calendar("test", years)

    assert calendar.is_working_day(date(2030, 1, 5))
    assert not calendar.is_working_day(date(2030, 1, 1))
    assert not calendar.is_working_day(date(2030, 1, 6))


def test_other_regions_and_empty_periods_are_refused() -> None:
    with pytest.raises(UnknownRegion):
        due_date(date(2026, 5, 20), 10, "DE")
    with pytest.raises(ValueError, match="at least one"):
        due_date(date(2026, 5, 20), 0)


def test_every_special_day_is_special() -> None:
    assert all(day.weekday() < 5 for day in BUNDLED.off)
    assert all(day.weekday() >= 5 for day in BUNDLED.worked)
    assert {day.year for day in BUNDLED.off} == BUNDLED.years
    assert BUNDLED.last_day == date(2026, 12, 31)


# How many working days each year has.
WORKED_DAYS = {
    2018: 250,
    2019: 250,
    2020: 249,
    2021: 250,
    2022: 249,
    2023: 249,
    2024: 251,
    2025: 248,
    2026: 248,
}

# Two independent sources, both of them locked for the tests, say the same.
SOURCES = ("holidays", "chinese_calendar")


def days_of(year: int) -> list[date]:
    first = date(year, 1, 1)
    return [first + offset * DAY for offset in range((date(year + 1, 1, 1) - first).days)]


def source(name: str) -> Callable[[date], bool]:
    if name == "holidays":
        is_working_day: Callable[[date], bool] = import_module(name).CN(years=BUNDLED.years)
        return is_working_day.is_working_day  # type: ignore[attr-defined]
    return import_module(name).is_workday  # type: ignore[no-any-return]


def all_days() -> list[date]:
    return [day for year in sorted(BUNDLED.years) for day in days_of(year)]


@pytest.mark.promise("M-15")
@pytest.mark.promise("Q-3")
@pytest.mark.parametrize("days", [10, 15])
def test_every_start_since_2018_has_the_due_date_that_each_source_counts(days: int) -> None:
    """Counted another way: by the place of a day in the list of all working days."""
    judges = {name: source(name) for name in SOURCES} | {"notices": BUNDLED.is_working_day}
    for name, is_working_day in judges.items():
        worked = [day for day in all_days() if is_working_day(day)]
        found = 0
        for start in all_days():
            place = bisect_right(worked, start) + days - 1
            if place < len(worked):
                assert due_date(start, days) == worked[place], (name, start)
                assert not is_provisional(start, days)
                found += 1
        assert found > 3_200, name


def test_working_days_are_counted_and_found_again() -> None:
    for start in all_days()[-400:-40]:
        for count in (1, 5, 10):
            day = nth_working_day(start, count)
            assert working_days_between(start, day) == count
            assert BUNDLED.is_working_day(day)
    assert nth_working_day(date(2026, 5, 20), 0) == date(2026, 5, 20)
    assert working_days_between(date(2026, 5, 20), date(2026, 5, 19)) == 0


def document(**changes: object) -> str:
    years = {"2030": {"off": ["01-01"], "worked": ["01-05"]}}
    return json.dumps({"version": "2030.1", "years": years} | changes)


@pytest.mark.parametrize(
    "text",
    [
        "not json",
        "[]",
        "{}",
        document(years={"2030": {"off": ["01-05"], "worked": []}}),
        document(years={"2030": {"off": [], "worked": ["01-07"]}}),
        document(years={"2030": {"off": ["02-30"], "worked": []}}),
        document(zone="Nowhere/Else"),
        document(law_working_days="soon"),
    ],
)
def test_what_is_no_calendar_is_refused(text: str) -> None:
    with pytest.raises(NotACalendar):
        parse_calendar(text)


def test_a_calendar_brings_its_own_clock_and_law() -> None:
    berlin = parse_calendar(document(zone="Europe/Berlin", law_working_days=20))

    late = datetime(2030, 5, 20, 20, tzinfo=UTC)
    assert local_date(late, calendar=berlin) == date(2030, 5, 20)
    assert local_date(late) == date(2030, 5, 21)
    assert berlin.law_working_days == 20


@pytest.mark.parametrize("year", sorted(BUNDLED.years))
def test_every_year_has_the_days_of_its_notice(year: int) -> None:
    days = days_of(year)

    assert sum(map(BUNDLED.is_working_day, days)) == WORKED_DAYS[year]
    for name in SOURCES:
        is_working_day = source(name)
        assert [day for day in days if is_working_day(day) != BUNDLED.is_working_day(day)] == []
