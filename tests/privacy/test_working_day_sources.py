"""Our holidays agree with two independent sources, and so does every due date that follows."""

from collections.abc import Iterator
from datetime import date, timedelta

import chinese_calendar
import holidays
import pytest

from privacy.working_days import due_date

FIRST, LAST = date(2018, 1, 1), date(2026, 12, 31)
SECOND_SOURCE = holidays.country_holidays("CN", years=range(FIRST.year, LAST.year + 1))


def by_chinese_calendar(day: date) -> bool:
    return bool(chinese_calendar.is_workday(day))


def by_holidays(day: date) -> bool:
    return bool(SECOND_SOURCE.is_working_day(day))


def days() -> Iterator[date]:
    return (FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1))


@pytest.mark.promise("M-15", "Q-3")
@pytest.mark.parametrize("count", [10, 15])
@pytest.mark.parametrize("is_working_day", [by_chinese_calendar, by_holidays])
def test_every_due_date_from_2018_to_2026_is_that_of_both_sources(
    is_working_day: object, count: int
) -> None:
    working = [day for day in days() if is_working_day(day)]  # type: ignore[operator]
    position, wrong, compared = 0, [], 0

    for verified_on in days():
        while position < len(working) and working[position] <= verified_on:
            position += 1
        if position + count > len(working):
            break
        compared += 1
        expected = working[position + count - 1]
        if due_date(verified_on, count) != expected:
            wrong.append((verified_on, expected))

    assert wrong == []
    assert compared > 3_200
