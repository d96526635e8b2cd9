"""Find everybody whom an incident touched, in batches, so that it can be broken off at any time.

Design. One pass through all people in the order of their numbers: each batch is asked which of
them the scope touches, and its finds and the number it reached are one commit. Whoever comes
second to a batch finds the number moved and leaves it; a process that dies loses one batch at
most, and nobody is found twice. Memory holds one batch.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from privacy.models import AffectedPerson, Incident, SubjectPseudonym
from privacy.selectors.affected import affected_among
from privacy.services.incidents.grade_incident import keep_grade
from privacy.services.incidents.steps import STEPS
from privacy.services.registers.move_record import move_record
from privacy.services.transitions import Actor

BATCH_PEOPLE = 500


def search_affected(incident: Incident, *, now: datetime, most_batches: int | None = None) -> bool:
    """This function will go on with the search, and say whether it has come to its end.

    With `most_batches` it stops after so many, to go on another time.
    """
    done = 0
    while incident.searched_at is None:
        if most_batches is not None and done >= most_batches:
            return False
        _search_batch(incident, now)
        done += 1
    return True


def search_again(incident: Incident, *, by: Actor, now: datetime) -> None:
    """This function will start over, for what came to be known later; who was found stays found.

    :raises Refused: as `move_record`
    """
    move_record(
        incident,
        "search",
        steps=STEPS,
        by=by,
        now=now,
        searched_at=None,
        searched_to=0,
        people_seen=0,
    )


def count_affected(classes: Sequence[str]) -> int:
    """This function will count whom these classes would touch; it keeps nothing."""
    scope, found, number = Incident(classes=list(classes)), 0, 0
    while people := list(_people_after(number)):
        found += len(affected_among(scope, people))
        number = people[-1]
    return found


def _search_batch(incident: Incident, now: datetime) -> None:
    people = list(_people_after(incident.searched_to))
    touched = affected_among(incident, people)
    with transaction.atomic():
        if _advance(incident, people, now):
            _keep(incident, [pk for pk in people if pk in touched], now)
    incident.refresh_from_db()
    if incident.searched_at is not None:
        keep_grade(incident, now=now)


def _people_after(number: int) -> QuerySet[Any, int]:
    """Everybody who has an account, or had one that the ledger still knows by its pseudonym."""
    known = SubjectPseudonym.objects.filter(person=OuterRef("pk"))
    people = get_user_model()._default_manager.filter(pk__gt=number)
    listed = people.filter(Q(is_active=True) | Exists(known)).order_by("pk")
    return listed.values_list("pk", flat=True)[:BATCH_PEOPLE]


def _advance(incident: Incident, people: Sequence[int], now: datetime) -> bool:
    """Move the number that was reached, unless somebody else has."""
    mine = Incident.objects.filter(
        pk=incident.pk, searched_to=incident.searched_to, searched_at__isnull=True
    )
    if not people:
        mine.update(searched_at=now, people_total=F("people_seen"))
        return False
    total = incident.people_total or get_user_model()._default_manager.count()
    return bool(
        mine.update(
            searched_to=people[-1],
            people_seen=F("people_seen") + len(people),
            people_total=total,
        )
    )


def _keep(incident: Incident, touched: Sequence[int], now: datetime) -> None:
    names = set(_pseudonyms(touched, now))
    # Counted by what is new: counting all of them at every batch would grow with the square.
    new = names - _found_before(incident, names)
    rows = [AffectedPerson(incident=incident, subject=name, found_at=now) for name in new]
    AffectedPerson.objects.bulk_create(rows)
    found = F("affected_count") + len(new)
    Incident.objects.filter(pk=incident.pk).update(affected_count=found)


def _found_before(incident: Incident, names: set[UUID]) -> set[UUID]:
    """Asked by the people alone: by the incident too, SQLite would read all of it every time."""
    rows = AffectedPerson.objects.filter(subject__in=names)
    found = rows.values_list("subject", "incident_id")
    return {subject for subject, of in found if of == incident.pk}


def _pseudonyms(people: Sequence[int], now: datetime) -> list[UUID]:
    """The names under which the ledger knows them; whoever had none gets one."""
    rows = SubjectPseudonym.objects.filter(person__in=people)
    known = set(rows.values_list("person_id", flat=True))
    SubjectPseudonym.objects.bulk_create(
        [SubjectPseudonym(person_id=pk, created_at=now) for pk in people if pk not in known],
        ignore_conflicts=True,
    )
    return list(rows.all().values_list("pseudonym", flat=True))
