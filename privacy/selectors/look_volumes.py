"""How often the staff look: what is usual in an hour and a day, and what a week came to."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.db.models import Count, QuerySet
from django.db.models.functions import TruncDay, TruncHour

from privacy.models import AccessAlert, StaffLook

Period = AccessAlert.Period
# A quick agent opens a request every other minute and reads some of them twice.
MOST_LOOKS = {Period.HOUR: 60, Period.DAY: 300}
LENGTHS = {Period.HOUR: timedelta(hours=1), Period.DAY: timedelta(days=1)}
TRUNCATED = {Period.HOUR: TruncHour, Period.DAY: TruncDay}
CASES_SHOWN = 20
WEEK = timedelta(days=7)
# How long after its week a review may wait for its signature.
REVIEWED_WITHIN = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class WeekOfLooks:
    """What one of the staff looked at in one week."""

    by: str
    looks: int
    cases: int
    alerts: int


def period_of(moment: datetime, period: str) -> tuple[datetime, datetime]:
    """This function will return the hour or day, in UTC, that a moment falls into."""
    start = moment.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
    if period == Period.DAY:
        start = start.replace(hour=0)
    return start, start + LENGTHS[Period(period)]


def week_of(moment: datetime) -> date:
    """This function will return the Monday, in UTC, of the week that a moment falls into."""
    day = moment.astimezone(UTC).date()
    return day - timedelta(days=day.weekday())


def looks_in_week(monday: date) -> QuerySet[StaffLook]:
    """This function will return the looks of a week."""
    start = datetime.combine(monday, time(), UTC)
    return StaffLook.objects.filter(at__gte=start, at__lt=start + WEEK)


def weeks_of_looks(monday: date) -> Iterator[WeekOfLooks]:
    """This function will count a week's looks for everybody who had any."""
    start = datetime.combine(monday, time(), UTC)
    raised = AccessAlert.objects.filter(starts_at__gte=start, starts_at__lt=start + WEEK)
    alerts = dict(raised.values_list("by").annotate(Count("id")).order_by())
    counted = looks_in_week(monday).values_list("by").order_by("by")
    for by, looks, cases in counted.annotate(Count("entry"), Count("case", distinct=True)):
        yield WeekOfLooks(by, looks, cases, alerts.get(by, 0))


def looks_by_case(by: str, monday: date) -> list[tuple[str, int]]:
    """This function will count one person's looks of a week by case, the most first, twenty."""
    looks = looks_in_week(monday).filter(by=by).values_list("case")
    return list(looks.annotate(count=Count("entry")).order_by("-count", "case")[:CASES_SHOWN])


def missing_alerts(since: datetime) -> int:
    """This function will count the hours and days over their most that raised no alert."""
    return sum(_missing(period, since) for period in Period)


def _missing(period: Period, since: datetime) -> int:
    first, _end = period_of(since, period)
    truncated = TRUNCATED[period]("at", tzinfo=UTC)
    looks = StaffLook.objects.filter(at__gte=first).annotate(start=truncated)
    counted = looks.values_list("by", "start").order_by().annotate(count=Count("entry"))
    over = {(by, start) for by, start, _n in counted.filter(count__gt=MOST_LOOKS[period])}
    raised = AccessAlert.objects.filter(period=period, starts_at__gte=first)
    return len(over - set(raised.values_list("by", "starts_at")))
