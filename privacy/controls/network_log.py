"""Controls of the network log: kept for the time the law says, whole, and naming nobody."""

import re
from datetime import datetime

from django.db.models import Count, Max, Min

from privacy.models import NetworkLogEntry
from privacy.promises import NETWORK_LOG_CEILING, NETWORK_LOG_FLOOR
from privacy.registry import declaration_of
from privacy.registry.control import Finding, Kind, control, tested

SAMPLED_ENTRIES = 500
PSEUDONYM = re.compile(r"^([0-9a-f]{64})?$")
# A database that refuses a batch may use up its numbers.
TOLERATED_GAPS = 0.01

tested("R-1", "U-14", "U-15")


@control("R-1", kind=Kind.SETTINGS)
def the_purge_waits_for_the_legal_time(_now: datetime) -> Finding:
    """Six months are at most 184 days; whatever deletes the log waits for them, no longer."""
    declared = declaration_of("privacy.NetworkLogEntry")
    periods = [clock.after for clock in declared.clocks] if declared else []
    is_kept = bool(periods) and all(
        NETWORK_LOG_FLOOR <= period < NETWORK_LOG_CEILING for period in periods
    )
    days = ", ".join(str(period.days) for period in periods) or "never"
    return Finding(
        is_kept=is_kept,
        value=f"deleted after {days} days",
        target=f"from {NETWORK_LOG_FLOOR.days} to {NETWORK_LOG_CEILING.days} days",
    )


@control("R-1", kind=Kind.QUERY)
@control("U-15", kind=Kind.QUERY)
def the_log_is_whole_and_not_too_old(now: datetime) -> Finding:
    """No row is past the ceiling, none lies ahead, and between first and last none is missing."""
    seen = NetworkLogEntry.objects.aggregate(
        first=Min("id"), last=Max("id"), count=Count("id"), oldest=Min("at"), newest=Max("at")
    )
    if not seen["count"]:
        return Finding(is_kept=True, value="no request yet", target="no gap")
    span = seen["last"] - seen["first"] + 1
    missing = span - seen["count"]
    age = now - seen["oldest"]
    is_kept = age <= NETWORK_LOG_CEILING and seen["newest"] <= now
    return Finding(
        is_kept=is_kept and missing <= span * TOLERATED_GAPS,
        value=f"oldest {age.days} days, {missing} of {span} missing",
        target=f"at most {NETWORK_LOG_CEILING.days} days, none missing",
    )


@control("U-14", kind=Kind.QUERY)
def the_log_names_nobody(_now: datetime) -> Finding:
    """Who asked is a keyed mark of one day, and the address is sealed."""
    newest = NetworkLogEntry.objects.order_by("-id")[:SAMPLED_ENTRIES]
    rows = list(newest.values_list("person", "sealed_address"))
    named = sum(not PSEUDONYM.match(person) for person, _address in rows)
    plain = sum(bytes(address).isascii() for _person, address in rows)
    return Finding(
        is_kept=named + plain == 0,
        value=f"{named} names and {plain} addresses in clear, of the last {len(rows)}",
        target="0 and 0",
    )
