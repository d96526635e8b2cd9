"""Controls of questions and complaints: answered by the promised working day."""

from datetime import datetime, timedelta

from django.db.models import F

from privacy.models import Ticket, TicketClock
from privacy.promises import PROMISES
from privacy.registry.control import Finding, Kind, control, tested
from privacy.selectors.calendars import today_there
from privacy.services.start_clocks import (
    CHILD,
    COMPLAINT,
    OF_A_COMPLAINT,
    REQUEST,
    Rule,
    promise_rule,
)

# A late answer stays red for a month, so that it is seen; the strip remembers it longer.
REMEMBERED = timedelta(days=30)

tested("C-6", "M-7", "M-14", "M-15", "Q-2", "Q-3", "Q-4", "U-5")


@control("M-15", kind=Kind.QUERY)
def complaints_are_answered_in_time(now: datetime) -> Finding:
    """Within 15 working days after it is known who asks."""
    return _answered_in_time(COMPLAINT, now)


@control("Q-3", kind=Kind.QUERY)
def questions_are_answered_in_time(now: datetime) -> Finding:
    """Within 10 working days after it is known who asks."""
    return _answered_in_time(REQUEST, now)


@control("C-6", kind=Kind.QUERY)
def guardians_are_answered_in_time(now: datetime) -> Finding:
    """Within 10 working days, on a clock of their own."""
    return _answered_in_time(CHILD, now)


@control("M-7", kind=Kind.SETTINGS)
@control("Q-2", kind=Kind.SETTINGS)
def every_kind_has_its_promised_day(_now: datetime) -> Finding:
    """Whatever is asked runs on a clock that is no slower than the policy says."""
    slow = [kind for kind in Ticket.Kind if promise_rule(kind).working_days > _promised(kind)]
    return Finding(
        is_kept=not slow,
        value=f"{len(Ticket.Kind)} kinds, {len(slow)} slower than promised",
        target="0 slower",
    )


def _promised(kind: Ticket.Kind) -> int:
    key = "M-15" if kind in OF_A_COMPLAINT else "C-6" if kind == Ticket.Kind.CHILD else "Q-3"
    return PROMISES[key].working_days or 0


def _answered_in_time(rule: Rule, now: datetime) -> Finding:
    today = today_there(now)
    clocks = TicketClock.objects.filter(rule=rule.name)
    waiting = clocks.filter(stopped_on__isnull=True, due_on__lt=today).count()
    late_answers = clocks.filter(due_on__gte=today - REMEMBERED, stopped_on__gt=F("due_on"))
    late = late_answers.count()
    return Finding(
        is_kept=waiting + late == 0,
        value=f"{waiting} past their day, {late} answered late in the last month",
        target="0 and 0",
    )
