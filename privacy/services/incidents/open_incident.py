"""Put an incident on file: from here on its clocks run and its people are searched for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from privacy.encryption import open_field, seal_field
from privacy.models import Incident
from privacy.models.refusal import Refused
from privacy.registry import Grade, declaration_of
from privacy.services.incidents.grade_incident import keep_grade
from privacy.services.incidents.steps import WORK
from privacy.services.registers.move_record import file_record
from privacy.services.send_task import send_task
from privacy.services.transitions import Actor

WHAT_CONTEXT = "privacy.incident.what"
MOST_OBJECTS = 5000


@dataclass(frozen=True, slots=True)
class IncidentReport:
    """What is known at the alarm: what happened, since when, and which data it is about."""

    kind: str
    what: str
    spread: str
    detected_at: datetime
    classes: Sequence[str] = ()
    object_ids: Sequence[UUID] = ()
    covers_staff_access: bool = False
    window_from: datetime | None = None
    window_until: datetime | None = None


def open_incident(
    report: IncidentReport, *, by: Actor, now: datetime, is_drill: bool = False
) -> Incident:
    """This function will file the incident and start the search for the people it touched.

    :raises Refused: as `check_report`; `permission_denied`, 403, without the right
    """
    check_report(report, now)
    incident = Incident(
        kind=report.kind,
        is_drill=is_drill,
        sealed_what=seal_field(report.what.strip(), context=WHAT_CONTEXT),
        spread=report.spread,
        detected_at=report.detected_at,
        classes=list(report.classes),
        object_ids=[str(one) for one in report.object_ids],
        covers_staff_access=report.covers_staff_access,
        window_from=report.window_from,
        window_until=report.window_until,
        data_grade=_grade_of_data(report),
    )
    with transaction.atomic():
        file_record(incident, by=by, right=WORK, now=now)
        keep_grade(incident, now=now)
        if not is_drill:
            transaction.on_commit(lambda: search_soon(incident))
    return incident


def check_report(report: IncidentReport, now: datetime) -> None:
    """This function will let pass a report that says what happened, when and to which data.

    :raises Refused: `scope_unknown`, 400, for a class that is not in the register or too many
        objects; `time_impossible`, 400; `proof_missing`, 400, without words
    """
    known = all(declaration_of(model) is not None for model in report.classes)
    if not known or len(report.object_ids) > MOST_OBJECTS:
        raise Refused("scope_unknown", 400)
    if report.detected_at > now or not _is_window(report.window_from, report.window_until):
        raise Refused("time_impossible", 400)
    if not report.what.strip():
        raise Refused("proof_missing", 400)


def _is_window(since: datetime | None, until: datetime | None) -> bool:
    return since is None or until is None or since < until


def search_soon(incident: Incident) -> None:
    """This function will queue the search; the sweep goes on where a lost one stopped."""
    send_task("privacy.search_affected", incident_id=str(incident.pk))


def what_of(incident: Incident) -> str:
    """This function will open what happened."""
    return open_field(bytes(incident.sealed_what), context=WHAT_CONTEXT)


def _grade_of_data(report: IncidentReport) -> int:
    """The most sensitive field decides; an object that is only named could be a face."""
    if report.object_ids:
        return Grade.SENSITIVE
    grades = [
        category.grade
        for model in report.classes
        if (declaration := declaration_of(model)) is not None
        for category in declaration.holds.values()
    ]
    # A look by the staff shows at least who somebody is.
    seen = [Grade.IDENTIFYING] if report.covers_staff_access else []
    return max((*grades, *seen), default=0)
