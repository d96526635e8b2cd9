"""Controls of the made-up people: what was found of them, and whether they still go."""

from datetime import datetime, timedelta

from privacy.models import CanaryRun, LedgerEntry
from privacy.registry.control import Finding, Kind, control

# A day between two, and time for one that is late.
MISSED_AFTER = timedelta(hours=30)
SHOWN_FOR = timedelta(days=10)


@control("F-12", kind=Kind.QUERY)
@control("E-4", kind=Kind.QUERY)
def the_canaries_left_no_trace(now: datetime) -> Finding:
    """Of nobody made up is a photo, an address or a pseudonym found anywhere afterwards."""
    since = now - SHOWN_FOR
    seen = CanaryRun.objects.filter(last_look_at__gte=since)
    findings = [one for run in seen.with_findings(since) for one in run.findings]
    kinds = sorted({f"{one['what']} in {one['where']}" for one in findings})
    return Finding(
        is_kept=not findings,
        value=f"{seen.count()} looked for in ten days, found: {', '.join(kinds) or 'nothing'}",
        target="nothing found",
    )


@control("F-12", kind=Kind.METRIC)
def a_canary_goes_every_day(now: datetime) -> Finding:
    """The newest one set out within the last day; a new copy has a day for its first."""
    newest = CanaryRun.objects.order_by("-started_at").first()
    first_sign = LedgerEntry.objects.order_by("sequence").values_list("at", flat=True).first()
    since = newest.started_at if newest else first_sign or now
    hours = (now - since).total_seconds() / 3600
    return Finding(
        is_kept=now - since <= MISSED_AFTER,
        value=f"{hours:.0f} hours since {'the newest' if newest else 'this copy began'}",
        target="at most 30 hours",
    )
