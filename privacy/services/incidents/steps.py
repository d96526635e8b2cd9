"""The steps of an incident: its phases in their order, and what is done beside them.

No phase can be left out, since each starts in the one before it; the notice, the reports and the
grade go their own way beside the phases, because people are told before everything is mended.
"""

from datetime import datetime
from types import MappingProxyType

from privacy.models import AffectedPerson, Incident
from privacy.models.refusal import Refused
from privacy.registry.roles import Right
from privacy.selectors.incidents import is_announced, open_reports, reach_of
from privacy.services.transitions import Steps, step

State = Incident.State
WORK, PUBLISH = Right.WORK_ON_INCIDENTS, Right.PUBLISH_INCIDENTS
OPEN = tuple(state for state in State if state != State.CLOSED)


def require_reports(incident: Incident, _now: datetime) -> None:
    """This function will let pass an incident whose reports have gone; the summary may follow.

    :raises Refused: `reports_open`, 409
    """
    if open_reports(incident).exclude(clock="summary").exists():
        raise Refused("reports_open", 409)


def require_told(incident: Incident, _now: datetime) -> None:
    """This function will let pass an incident whose people know: each of them, or everybody.

    :raises Refused: `people_not_told`, 409, before the notice went out; `announcement_needed`,
        409, while some were not reached and nothing is announced in public
    """
    nobody = incident.affected_count == 0 and incident.searched_at is not None
    if nobody or incident.is_drill:
        return
    if incident.told_at is None:
        raise Refused("people_not_told", 409)
    if reach_of(incident).unreached and not is_announced(incident):
        raise Refused("announcement_needed", 409)


def require_end(incident: Incident, _now: datetime) -> None:
    """This function will let pass an incident of which nothing is left to do.

    :raises Refused: `reports_open`, 409, or `harm_open`, 409, while harm to somebody is unknown
    """
    if open_reports(incident).exists():
        raise Refused("reports_open", 409)
    if incident.affected.filter(harm=AffectedPerson.Harm.UNKNOWN).exists():
        raise Refused("harm_open", 409)


STEPS: Steps = MappingProxyType(
    {
        "contain": step({State.DETECTED}, State.CONTAINED, WORK),
        "analyse": step({State.CONTAINED}, State.ANALYSED, WORK),
        "remedy": step({State.ANALYSED}, State.REMEDIED, WORK),
        "report": step({State.REMEDIED}, State.REPORTED, WORK, needs=(require_reports,)),
        "notify": step({State.REPORTED}, State.NOTIFIED, WORK, PUBLISH, needs=(require_told,)),
        "close": step({State.NOTIFIED}, State.CLOSED, WORK, needs=(require_end,)),
        "search": step(OPEN, None, WORK),
        "override": step(OPEN, None, WORK),
        "send_report": step(OPEN, None, WORK),
        "write": step(OPEN, None, WORK, PUBLISH),
        "publish": step(OPEN, None, PUBLISH),
        "record_harm": step(OPEN, None, WORK, PUBLISH),
    }
)
# The steps that are phases, each with a proof of its own.
PHASES = ("contain", "analyse", "remedy", "report", "notify", "close")
