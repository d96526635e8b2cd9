"""Controls of incidents: graded, worked on in order, told in full, reported in time."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db.models import Count

from privacy.models import AffectedPerson, Incident, IncidentNotice, SubjectPseudonym
from privacy.promises import DRILL_KEPT, DRILL_READY
from privacy.registry.control import Finding, Kind, control, tested
from privacy.selectors.incidents import is_announced, late_reports, reach_of
from privacy.services.incidents.grade_incident import grade_of

State = Incident.State
STATES = tuple(State)
TOLD = (State.NOTIFIED, State.CLOSED)
# A late report stays red for a month, so that it is seen; the register remembers it longer.
REMEMBERED = timedelta(days=30)
# How long the delivery to everybody may take.
DELIVERED_WITHIN = timedelta(hours=6)

tested("G-13", "H-1", "H-3", "H-4", "H-5", "H-6", "H-7", "H-8", "H-9", "H-10")


@control("H-1", kind=Kind.QUERY)
def every_incident_has_the_grade_that_was_computed(_now: datetime) -> Finding:
    """What is written down is what the matrix says; who counts it otherwise has said why."""
    incidents = list(Incident.objects.filter(searched_at__isnull=False))
    wrong = sum(one.grade != grade_of(one) for one in incidents)
    bare = sum(bool(one.override_grade and not one.override_reason.strip()) for one in incidents)
    return Finding(
        is_kept=wrong + bare == 0,
        value=f"{wrong} of {len(incidents)} graded otherwise, {bare} overridden without a reason",
        target="0 and 0",
    )


@control("H-3", kind=Kind.QUERY)
def no_phase_was_left_out(_now: datetime) -> Finding:
    """An incident has a proof for every phase up to the one it is in."""
    incidents = Incident.objects.annotate(proofs=Count("phases"))
    rows = list(incidents.values_list("state", "proofs"))
    short = sum(STATES.index(State(state)) != proofs for state, proofs in rows)
    return Finding(
        is_kept=short == 0,
        value=f"{short} of {len(rows)} incidents lack a proof",
        target="0",
    )


@control("H-3", kind=Kind.QUERY)
def the_plan_is_practised(now: datetime) -> Finding:
    """The last drill was whole, quick enough, and is not older than a year."""
    last = Incident.objects.filter(is_drill=True).order_by("-filed_at").first()
    if last is None:
        return Finding(is_kept=True, value="no drill yet", target="one a year, once begun")
    ready = last.ready_s is not None and last.ready_s <= DRILL_READY.total_seconds()
    is_whole = ready and last.state == State.CLOSED
    minutes = "not ready" if last.ready_s is None else f"ready after {last.ready_s / 60:.1f} min"
    return Finding(
        is_kept=is_whole and last.filed_at > now - DRILL_KEPT,
        value=f"last drill {last.filed_at:%Y-%m-%d}: {minutes}, {last.affected_count} people",
        target=f"at most {DRILL_READY.total_seconds() / 60:.0f} min, within a year",
    )


def _part_is_told(part: str) -> Callable[[datetime], Finding]:
    def check(_now: datetime) -> Finding:
        texts = IncidentNotice.objects.filter(published_at__isnull=False)
        bare = sum(not text.strip() for text in texts.values_list(part, flat=True))
        return Finding(
            is_kept=bare == 0,
            value=f"{bare} of {texts.count()} published notices leave it out",
            target="0",
        )

    check.__name__ = f"every_notice_tells_{part}"
    return check


for _promise, _part in (
    ("H-4", "basics"),
    ("H-4", "harm"),
    ("H-5", "measures"),
    ("H-6", "advice"),
    ("H-7", "remedies"),
    ("H-7", "kinds"),
    ("H-7", "cause"),
    ("H-7", "contact"),
):
    control(_promise, kind=Kind.QUERY)(_part_is_told(_part))


@control("H-8", kind=Kind.QUERY)
def everybody_concerned_has_a_notice(now: datetime) -> Finding:
    """Once a notice is out, each of those who still have an account gets one of their own."""
    out = IncidentNotice.objects.filter(published_at__lte=now - DELIVERED_WITHIN)
    here = SubjectPseudonym.objects.values("pseudonym")
    waiting = AffectedPerson.objects.filter(
        incident__in=out.values("incident"), told_at__isnull=True, subject__in=here
    )
    count = waiting.count()
    return Finding(is_kept=count == 0, value=f"{count} people without a notice", target="0")


@control("H-9", kind=Kind.QUERY)
def who_was_not_reached_was_told_in_public(_now: datetime) -> Finding:
    """An incident counts as told when everybody was reached, or it was announced."""
    told = Incident.objects.filter(state__in=TOLD, is_drill=False, affected_count__gt=0)
    silent = sum(reach_of(one).unreached > 0 and not is_announced(one) for one in told)
    return Finding(
        is_kept=silent == 0,
        value=f"{silent} of {told.count()} neither reached everybody nor were announced",
        target="0",
    )


@control("H-10", kind=Kind.QUERY)
def the_regulator_has_its_reports_in_time(now: datetime) -> Finding:
    """No report waits past its time, and none went late in the last month."""
    late = late_reports(now, since=now - REMEMBERED)
    return Finding(is_kept=late == 0, value=f"{late} reports late", target="0")


@control("G-13", kind=Kind.QUERY)
def harm_is_noted_for_everybody(_now: datetime) -> Finding:
    """No incident is closed while it is unknown what it did to somebody."""
    closed = AffectedPerson.objects.filter(incident__state=State.CLOSED, incident__is_drill=False)
    count = closed.filter(harm=AffectedPerson.Harm.UNKNOWN).count()
    return Finding(is_kept=count == 0, value=f"{count} people of whom it is unknown", target="0")
