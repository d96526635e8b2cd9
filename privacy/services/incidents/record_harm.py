"""What harm an incident did to a person, and what was done for them (policy 5, G-13)."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from privacy.encryption import open_field, seal_field
from privacy.models import AffectedPerson, Incident, SubjectPseudonym
from privacy.models.refusal import Refused
from privacy.services.incidents.steps import STEPS
from privacy.services.registers.move_record import move_record
from privacy.services.transitions import Actor

REMEDY_CONTEXT = "privacy.affected.remedy"
Harm = AffectedPerson.Harm


def record_harm(
    incident: Incident,
    harm: str,
    remedy: str,
    person_number: int | None = None,
    *,
    by: Actor,
    now: datetime,
) -> int:
    """This function will note harm and remedy for one person, or for all still unknown.

    :raises Refused: `proof_missing`, 400, for harm that happened without a remedy;
        `not_affected`, 404, for somebody whom the incident did not touch; or as `move_record`
    """
    if harm == Harm.HAPPENED and not remedy.strip():
        raise Refused("proof_missing", 400)
    rows = _rows(incident, person_number)
    if person_number is not None and not rows.exists():
        raise Refused("not_affected", 404)
    text = remedy.strip()
    sealed = seal_field(text, context=REMEDY_CONTEXT) if text else None
    with transaction.atomic():
        move_record(incident, "record_harm", steps=STEPS, by=by, now=now, detail=harm)
        return rows.update(harm=harm, sealed_remedy=sealed)


def remedy_of(affected: AffectedPerson) -> str:
    """This function will open what was done for somebody."""
    if affected.sealed_remedy is None:
        return ""
    return open_field(bytes(affected.sealed_remedy), context=REMEDY_CONTEXT)


def _rows(incident: Incident, person_number: int | None) -> QuerySet[AffectedPerson]:
    if person_number is None:
        return incident.affected.filter(harm=Harm.UNKNOWN)
    names = SubjectPseudonym.objects.filter(person=person_number).values("pseudonym")
    return incident.affected.filter(subject__in=names)
