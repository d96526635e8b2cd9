"""How a promise stood on each of the last days."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import groupby
from typing import Any

from privacy.models import CheckResult
from privacy.promises import CHECK_RESULT_KEPT

DAYS = CHECK_RESULT_KEPT.days
# A day is as good as its worst hour.
WORST_FIRST = CheckResult.WORST_FIRST
KEPT = (CheckResult.Status.GREEN, CheckResult.Status.RECORDED)
COLUMNS = ("promise", "status", "checked_at", "value", "target")
RANK = {str(status): rank for rank, status in enumerate(WORST_FIRST)}


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some days in a row of one colour: where they begin on the strip, and how many they are."""

    status: str
    start: int
    days: int


@dataclass(frozen=True, slots=True)
class History:
    """The strip of one promise; a day on which nothing was checked is in no stretch."""

    stretches: tuple[Stretch, ...]
    red_days: tuple[date, ...]

    @property
    def checked(self) -> int:
        return sum(stretch.days for stretch in self.stretches)

    @property
    def kept(self) -> int:
        return sum(one.days for one in self.stretches if one.status in KEPT)

    @property
    def unproven(self) -> int:
        return self.checked - self.kept - len(self.red_days)


@dataclass(frozen=True, slots=True)
class Recent:
    """What the last days' checks found: the newest result and the strip of each promise."""

    newest: dict[str, CheckResult]
    histories: dict[str, History]


def recent_checks(now: datetime) -> Recent:
    """This function will return all that a page shows of the last days, in one query."""
    first = now.astimezone(UTC).date() - timedelta(days=DAYS - 1)
    since = datetime(first.year, first.month, first.day, tzinfo=UTC)
    rows = CheckResult.objects.filter(checked_at__gte=since, checked_at__lte=now)
    newest: dict[str, tuple[Any, ...]] = {}
    worst: dict[str, dict[date, str]] = defaultdict(dict)
    for row in rows.order_by("checked_at", "id").values_list(*COLUMNS):
        promise, status, at = row[:3]
        day = at.astimezone(UTC).date()
        worst[promise][day] = min(status, worst[promise].get(day, status), key=RANK.__getitem__)
        newest[promise] = row
    return Recent(
        newest={key: _result(row) for key, row in newest.items()},
        histories={key: _history(days, first) for key, days in worst.items()},
    )


def _result(row: tuple[Any, ...]) -> CheckResult:
    return CheckResult(**dict(zip(COLUMNS, row, strict=True)))


def _history(days: dict[date, str], first: date) -> History:
    red = sorted(day for day, status in days.items() if status == CheckResult.Status.RED)
    return History(tuple(_stretches(days, first)), tuple(red))


def _stretches(days: dict[date, str], first: date) -> Iterator[Stretch]:
    strip = [(place, days.get(first + timedelta(days=place), "")) for place in range(DAYS)]
    for status, run in groupby(strip, key=lambda one: one[1]):
        places = [place for place, _status in run]
        if status:
            yield Stretch(status, places[0], len(places))
