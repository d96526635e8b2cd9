"""Controls of orders by law: narrow, looked at again, and nothing removed before its floor."""

from datetime import datetime

from privacy.models import Hold, PurgeRun
from privacy.registry import declarations
from privacy.registry.control import Finding, Kind, control, tested

tested("R-2", "R-3")


@control("R-2", kind=Kind.QUERY)
@control("R-3", kind=Kind.QUERY)
def every_order_is_looked_at_again(now: datetime) -> Finding:
    """An order in force has two people behind it and a review that is not overdue."""
    bound, late = Hold.objects.in_force().count(), Hold.objects.review_overdue(now).count()
    return Finding(
        is_kept=late == 0,
        value=f"{bound} orders in force, {late} past their review",
        target="0 past their review",
    )


@control("R-1", kind=Kind.QUERY)
def nothing_went_before_its_floor(_now: datetime) -> Finding:
    """No purge has tried a row early, and no clock is shorter than the floor it has."""
    early = sum(PurgeRun.objects.filter(early__gt=0).values_list("early", flat=True))
    short = sum(
        clock.after < clock.at_least
        for one in declarations()
        for clock in one.clocks
        if clock.at_least is not None
    )
    return Finding(
        is_kept=early == 0 and short == 0,
        value=f"{early} rows tried early, {short} clocks below their floor",
        target="0 and 0",
    )
