"""How well requests are answered: shares, days, breaches; and the load week by week."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import TruncWeek

from privacy.models import Ticket, TicketClock
from privacy.selectors.calendars import calendar_in_force
from privacy.selectors.desk import today_at_desk

PERIOD = timedelta(days=90)
WEEKS = 26
SLOW = 0.95


@dataclass(frozen=True, slots=True)
class AnswerFigures:
    """What one promise came to: of the answers of a period, and of what waits now."""

    answered: int
    on_time: int
    median_days: int | None
    slowest_days: int | None
    overdue: int

    @property
    def on_time_percent(self) -> int | None:
        """Rounded down: all but one in a thousand are not all."""
        return self.on_time * 100 // self.answered if self.answered else None

    @property
    def breaches(self) -> int:
        return self.answered - self.on_time + self.overdue


@dataclass(frozen=True, slots=True)
class Week:
    """One week's load: what came in, and which days were missed in it."""

    monday: date
    received: int
    breaches: int


def answer_figures(rules: Sequence[str], *, now: datetime) -> list[AnswerFigures]:
    """This function will sum up what each rule promised, over the last 90 days."""
    today = today_at_desk(now)
    promised = TicketClock.objects.filter(rule__in=rules).order_by()
    answered = promised.filter(stopped_on__gte=today - PERIOD, taken_days__isnull=False)
    overdue = _by_rule(promised.filter(stopped_on__isnull=True, due_on__lt=today))
    on_time = _by_rule(answered.filter(stopped_on__lte=F("due_on")))
    count = _by_rule(answered)
    return [
        AnswerFigures(
            answered=count.get(rule, 0),
            on_time=on_time.get(rule, 0),
            median_days=_percentile(answered.filter(rule=rule), 0.5, count.get(rule, 0)),
            slowest_days=_percentile(answered.filter(rule=rule), SLOW, count.get(rule, 0)),
            overdue=overdue.get(rule, 0),
        )
        for rule in rules
    ]


def weeks_of_load(*, now: datetime) -> list[Week]:
    """This function will count what came in and what was missed, for half a year of weeks."""
    today = today_at_desk(now)
    this_monday = today - timedelta(days=today.weekday())
    mondays = [this_monday - timedelta(weeks=back) for back in reversed(range(WEEKS))]
    zone = calendar_in_force().zone
    since = datetime.combine(mondays[0], time(), zone)
    received = _by_week(
        Ticket.objects.filter(received_at__gte=since), TruncWeek("received_at", tzinfo=zone)
    )
    missed = TicketClock.objects.filter(
        kind=TicketClock.Kind.PROMISE, due_on__gte=mondays[0], due_on__lt=today
    ).filter(Q(stopped_on__isnull=True) | Q(stopped_on__gt=F("due_on")))
    breaches = _by_week(missed, TruncWeek("due_on"))
    return [Week(day, received.get(day, 0), breaches.get(day, 0)) for day in mondays]


def _by_rule(rows: QuerySet[TicketClock]) -> dict[str, int]:
    return dict(rows.values("rule").annotate(count=Count("pk")).values_list("rule", "count"))


def _percentile(rows: QuerySet[TicketClock], share: float, count: int) -> int | None:
    """The nearest rank: a value that really occurred."""
    if not count:
        return None
    rank = max(1, math.ceil(share * count)) - 1
    ordered = rows.order_by("taken_days").values_list("taken_days", flat=True)
    return ordered[rank]


def _by_week(rows: QuerySet[Ticket] | QuerySet[TicketClock], week: TruncWeek) -> dict[date, int]:
    weeks = rows.order_by().annotate(week=week).values("week")
    counted = weeks.annotate(count=Count("pk")).values_list("week", "count")
    return {_as_date(week): count for week, count in counted}


def _as_date(week: date | datetime) -> date:
    return week.date() if isinstance(week, datetime) else week
