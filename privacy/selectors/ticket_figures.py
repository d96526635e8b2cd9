"""How well requests are answered: shares, days, breaches; and the load week by week."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count, F, Q, QuerySet

from privacy.models import Ticket, TicketClock
from privacy.selectors.calendars import calendar_in_force, today_there

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
    """This function will sum up what each rule promised, over the last 90 days, in one query.

    What is counted is how many answers took how many days: shares and ranks follow from that.
    """
    today = today_there(now)
    is_answered = Q(stopped_on__gte=today - PERIOD, taken_days__isnull=False)
    is_overdue = Q(stopped_on__isnull=True, due_on__lt=today)
    rows = TicketClock.objects.filter(is_answered | is_overdue, rule__in=rules).order_by()
    counted = rows.values_list("rule", "taken_days").annotate(
        count=Count("pk"), on_time=Count("pk", filter=Q(stopped_on__lte=F("due_on")))
    )
    groups = list(counted)
    return [_figures([group[1:] for group in groups if group[0] == rule]) for rule in rules]


def _figures(groups: list[tuple[int | None, int, int]]) -> AnswerFigures:
    """Each group: days taken, or none while it is overdue; how many; how many of them on time."""
    taken = Counter({days: count for days, count, _on_time in groups if days is not None})
    return AnswerFigures(
        answered=taken.total(),
        on_time=sum(on_time for _days, _count, on_time in groups),
        median_days=_rank(taken, 0.5),
        slowest_days=_rank(taken, SLOW),
        overdue=sum(count for days, count, _on_time in groups if days is None),
    )


def _rank(taken: Counter[int], share: float) -> int | None:
    """The nearest rank: a value that really occurred."""
    left = math.ceil(share * taken.total())
    for days in sorted(taken):
        left -= taken[days]
        if left <= 0:
            return days
    return None


def weeks_of_load(*, now: datetime) -> list[Week]:
    """This function will count what came in and what was missed, for half a year of weeks."""
    today = today_there(now)
    this_monday = today - timedelta(days=today.weekday())
    mondays = [this_monday - timedelta(weeks=back) for back in reversed(range(WEEKS))]
    zone = calendar_in_force().zone
    midnights = [datetime.combine(day, time(), zone) for day in mondays]
    received = _by_week(Ticket.objects.all(), "received_at", midnights)
    missed = TicketClock.objects.filter(kind=TicketClock.Kind.PROMISE, due_on__lt=today)
    late = missed.filter(Q(stopped_on__isnull=True) | Q(stopped_on__gt=F("due_on")))
    breaches = _by_week(late, "due_on", mondays)
    return [Week(*one) for one in zip(mondays, received, breaches, strict=True)]


def _by_week(
    rows: QuerySet[Ticket] | QuerySet[TicketClock],
    field: str,
    mondays: Sequence[date] | Sequence[datetime],
) -> list[int]:
    """One query with a count for each week: plain comparisons, no functions of the database."""
    week = timedelta(weeks=1)
    spans = {
        f"week_{number}": Count(
            "pk", filter=Q(**{f"{field}__gte": monday, f"{field}__lt": monday + week})
        )
        for number, monday in enumerate(mondays)
    }
    counted = rows.filter(**{f"{field}__gte": mondays[0]}).order_by().aggregate(**spans)
    return [counted[name] for name in spans]
