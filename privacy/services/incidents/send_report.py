"""Note that a report went to the regulator, and warn of those that have not gone."""

from datetime import datetime, timedelta

from privacy.models import Incident, Notice, RegulatorReport
from privacy.models.refusal import Refused
from privacy.registry.roles import Right
from privacy.selectors.incidents import open_reports
from privacy.selectors.staff import staff_to_tell
from privacy.services.give_notice import give_notice
from privacy.services.incidents.steps import STEPS
from privacy.services.registers.move_record import move_record
from privacy.services.transitions import Actor

# How much of the time is left when staff hear of it: half, a quarter, nothing.
LEVELS = {"half": 0.5, "quarter": 0.25, "late": 0.0}


def send_report(
    incident: Incident, clock: str, reference: str, sent_at: datetime, *, by: Actor, now: datetime
) -> None:
    """This function will note when a report went and under which number the regulator has it.

    :raises Refused: `record_state`, 409, for a report that is not owed or has gone; or as
        `move_record`
    """
    if not incident.detected_at <= sent_at <= now:
        raise Refused("time_impossible", 400)
    owed = open_reports(incident).filter(clock=clock)
    if not owed.exists():
        raise Refused("record_state", 409)
    move_record(incident, "send_report", steps=STEPS, by=by, now=now, detail=clock)
    owed.update(sent_at=sent_at, sent_by=by.name, reference=reference.strip())


def warn_of_reports(*, now: datetime) -> int:
    """This function will tell staff what comes due, at any hour, each level once."""
    owed = RegulatorReport.objects.filter(sent_at__isnull=True).select_related("incident")
    return sum(_warn(report, now) for report in owed)


def _warn(report: RegulatorReport, now: datetime) -> int:
    period = report.due_at - report.incident.detected_at
    left = (report.due_at - now) / period if period > timedelta(0) else 0.0
    reached = [level for level, share in LEVELS.items() if left <= share]
    if not reached:
        return 0
    # Of several that became due at once, the gravest is enough to read.
    return sum(
        give_notice(
            person,
            Notice.Kind.INCIDENT_REPORT_DUE,
            cause=f"{report.pk}:{reached[-1]}",
            parameters={"incident": str(report.incident_id), "level": reached[-1]},
            now=now,
        )
        for person in staff_to_tell(Right.WORK_ON_INCIDENTS)
    )
