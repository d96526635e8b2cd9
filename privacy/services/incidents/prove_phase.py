"""Bring an incident into its next phase: with the proof of what was done, by whom, and when."""

from datetime import datetime

from django.db import transaction

from privacy.encryption import open_field, seal_field
from privacy.models import Incident, IncidentPhase
from privacy.models.refusal import Refused
from privacy.selectors.incidents import reach_of
from privacy.services.incidents.note_reach import note_reach
from privacy.services.incidents.start_reports import start_reports
from privacy.services.incidents.steps import STEPS
from privacy.services.registers.move_record import move_record
from privacy.services.transitions import Actor

PROOF_CONTEXT = "privacy.incident.proof"


def prove_phase(
    incident: Incident, name: str, *, what: str, done_at: datetime, by: Actor, now: datetime
) -> None:
    """This function will do one of the phases and keep its proof.

    :raises Refused: `proof_missing`, 400, without words; `time_impossible`, 400, for what was
        done before the detection or is still ahead; or as `move_record`
    """
    if not what.strip():
        raise Refused("proof_missing", 400)
    if not incident.detected_at <= done_at <= now:
        raise Refused("time_impossible", 400)
    note_reach(incident, now=now)
    with transaction.atomic():
        move_record(incident, name, steps=STEPS, by=by, now=now, detail=_figures(incident, name))
        IncidentPhase.objects.create(
            incident=incident,
            phase=incident.state,
            by=by.name,
            done_at=done_at,
            noted_at=now,
            sealed_what=seal_field(what.strip(), context=PROOF_CONTEXT),
        )
        start_reports(incident, now=now)


def proof_of(phase: IncidentPhase) -> str:
    """This function will open what was done in a phase."""
    return open_field(bytes(phase.sealed_what), context=PROOF_CONTEXT)


def _figures(incident: Incident, name: str) -> str:
    """How many knew when the incident was called notified: the notices themselves go in time."""
    if name != "notify":
        return ""
    reach = reach_of(incident)
    return f"{reach.reached} of {reach.affected} reached ({reach.percent} %)"
