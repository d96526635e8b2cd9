"""How grave an incident is: computed from people, sensitivity and spread; overridden with a reason.

The names and the million come from the reporting rules that are in force since 1 November 2025
(`docs/incidents.md`); the cells between them are our own, on the careful side.
"""

from datetime import datetime

from privacy.models import Incident
from privacy.models.refusal import Refused
from privacy.promises import LARGE_INCIDENT_PERSONS
from privacy.services.incidents.start_reports import start_reports
from privacy.services.incidents.steps import STEPS
from privacy.services.registers.move_record import move_record
from privacy.services.transitions import Actor

GRADES = tuple(Incident.Grade)
GENERAL, LARGE, GRAVE, EXTREME = GRADES
# How many people make the next column: nobody, some, a hundred, ten thousand, a million.
BANDS = (1, 100, 10_000, LARGE_INCIDENT_PERSONS)
# A row for each grade of the data, 0 (nothing about people) to 4 (sensitive).
MATRIX = (
    (GENERAL, GENERAL, GENERAL, GENERAL, LARGE),
    (GENERAL, GENERAL, GENERAL, GENERAL, LARGE),
    (GENERAL, GENERAL, GENERAL, LARGE, LARGE),
    (GENERAL, GENERAL, LARGE, LARGE, GRAVE),
    (GENERAL, GENERAL, LARGE, GRAVE, GRAVE),
)
STEPS_UP = {Incident.Spread.INSIDE: -1, Incident.Spread.OUTSIDE: 0, Incident.Spread.PUBLIC: 1}


def compute_grade(people: int, data_grade: int, spread: str) -> Incident.Grade:
    """This function will look the grade up; a million people are never less than a large one."""
    band = sum(people >= least for least in BANDS)
    if band == 0:
        return GENERAL
    cell = GRADES.index(MATRIX[data_grade][band]) + STEPS_UP[Incident.Spread(spread)]
    least = GRADES.index(LARGE) if people >= LARGE_INCIDENT_PERSONS else 0
    return GRADES[min(max(cell, least), len(GRADES) - 1)]


def grade_of(incident: Incident) -> Incident.Grade:
    """This function will compute the grade from what is known of the incident now."""
    return compute_grade(incident.affected_count, incident.data_grade, incident.spread)


def keep_grade(incident: Incident, *, now: datetime) -> None:
    """This function will write the computed grade down and start the clocks that follow."""
    incident.grade = grade_of(incident)
    incident.save(update_fields=["grade"])
    start_reports(incident, now=now)


def override_grade(
    incident: Incident, grade: str, reason: str, *, by: Actor, now: datetime
) -> None:
    """This function will let a person's grade count instead of the computed one.

    :raises Refused: `reason_missing`, 400; or as `move_record`
    """
    if not reason.strip():
        raise Refused("reason_missing", 400)
    move_record(
        incident,
        "override",
        steps=STEPS,
        by=by,
        now=now,
        detail=f"{incident.grade} -> {grade}",
        override_grade=grade,
        override_reason=reason.strip(),
        override_by=by.name,
    )
    start_reports(incident, now=now)
