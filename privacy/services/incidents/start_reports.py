"""Which reports an incident owes to the regulator, and by when (policy 5, H-10).

A clock that has started is never taken back: a grade that was lowered later excuses nobody from
what was owed before.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings

from privacy.models import Incident, RegulatorReport
from privacy.promises import (
    BREACH_REPORT,
    CRITICAL_REPORT,
    LARGE_INCIDENT_PERSONS,
    REGULATOR_REPORT,
    REGULATOR_SUMMARY,
)

Clock = RegulatorReport.Clock
State = Incident.State
DEALT_WITH = (State.REMEDIED, State.REPORTED, State.NOTIFIED, State.CLOSED)


@dataclass(frozen=True, slots=True)
class Rule:
    """One duty: its clause, its period, the state it may wait for, and whom it binds."""

    clock: RegulatorReport.Clock
    clause: str
    period: timedelta
    applies: Callable[[Incident], bool]
    is_from_remedy: bool = False


def _is_large(incident: Incident) -> bool:
    is_graded = incident.binding_grade != Incident.Grade.GENERAL
    return is_graded or incident.affected_count >= LARGE_INCIDENT_PERSONS


def _owes_first(incident: Incident) -> bool:
    return _binds("cn") and _is_large(incident) and not settings.IS_CRITICAL_INFRASTRUCTURE


def _owes_first_of_critical(incident: Incident) -> bool:
    return _binds("cn") and _is_large(incident) and settings.IS_CRITICAL_INFRASTRUCTURE


def _owes_breach(incident: Incident) -> bool:
    return _binds("eu") and incident.affected_count > 0


def _owes_summary(incident: Incident) -> bool:
    return _binds("cn") and _is_large(incident) and incident.state in DEALT_WITH


def _binds(law: str) -> bool:
    return law in settings.INCIDENT_LAWS


RULES = (
    Rule(Clock.FIRST, "H-10", REGULATOR_REPORT, _owes_first),
    Rule(Clock.FIRST_OF_CRITICAL, "H-10", CRITICAL_REPORT, _owes_first_of_critical),
    Rule(Clock.BREACH, "H-10", BREACH_REPORT, _owes_breach),
    Rule(Clock.SUMMARY, "H-10", REGULATOR_SUMMARY, _owes_summary, is_from_remedy=True),
)


def start_reports(incident: Incident, *, now: datetime) -> None:
    """This function will start every clock that binds the incident and does not run yet.

    Clocks run from the detection, the summary's from the end of the remedy; a drill owes none.
    """
    if incident.is_drill:
        return
    for rule in RULES:
        if rule.applies(incident):
            since = now if rule.is_from_remedy else incident.detected_at
            incident.reports.get_or_create(
                clock=rule.clock, defaults={"due_at": since + rule.period}
            )
