"""Which of some people an incident touched: read from the register of personal data.

A class is searched by the path to its person, so that a batch of people costs one query; where
the register knows the person only by a callable, each of the batch is asked. What was deleted
before the search cannot be found any more, and what was stored after the window was not touched.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any
from uuid import UUID

from django.contrib.auth import get_user_model
from django.db.models import Field, Model, Q, QuerySet, UUIDField

from privacy.models import Incident, LedgerEntry, SubjectPseudonym
from privacy.registry import PersonalData, declaration_of, model_of
from privacy.selectors.access_log import ACCESS_STREAM
from privacy.selectors.subject_rows import about_people

# The columns that say since when a row exists, in the order in which they are looked for.
SINCE = ("created_at", "date_joined", "received_at", "filed_at", "at", "found_at", "decided_at")


def affected_among(incident: Incident, people: Sequence[int]) -> set[int]:
    """This function will return those of the people whom the incident's scope touches."""
    if not people:
        return set()
    classes = [found for name in incident.classes if (found := declaration_of(name)) is not None]
    touched = _owners(classes, people, lambda model: _stored_until(incident, model))
    if incident.object_ids:
        touched |= _owners(about_people(), people, lambda model: _named(incident, model))
    if incident.covers_staff_access:
        touched |= _looked_at(incident, people)
    return touched


def _owners(
    classes: Iterable[PersonalData],
    people: Sequence[int],
    rows: Callable[[type[Model]], QuerySet[Any] | None],
) -> set[int]:
    owners: set[int] = set()
    for declaration in classes:
        wanted = rows(model_of(declaration))
        if wanted is not None:
            owners |= _owners_of(declaration, wanted, people)
    return owners


def _owners_of(declaration: PersonalData, wanted: QuerySet[Any], people: Sequence[int]) -> set[int]:
    subject = declaration.subject
    if subject is None:
        return set()
    if isinstance(subject, str):
        mine = wanted.filter(**{f"{subject}__in": people}).order_by()
        return set(mine.values_list(subject, flat=True))
    persons = get_user_model()._default_manager.filter(pk__in=people)
    return {one.pk for one in persons if wanted.filter(pk__in=subject(one)).exists()}


def _stored_until(incident: Incident, model: type[Model]) -> QuerySet[Any]:
    rows = model._default_manager.all()
    names = {field.name for field in model._meta.concrete_fields}
    since = next((name for name in SINCE if name in names), None)
    if incident.window_until is None or since is None:
        return rows
    return rows.filter(**{f"{since}__lte": incident.window_until})


def _named(incident: Incident, model: type[Model]) -> QuerySet[Any] | None:
    """The rows that one of the ids names: as the row's own, or as that of a sealed object."""
    ids = [UUID(one) for one in incident.object_ids]
    declaration = declaration_of(model)
    files = declaration.files if declaration else {}
    key: Field[Any, Any] = model._meta.pk
    columns = [*files, *([key.name] if isinstance(key, UUIDField) else [])]
    if not columns:
        return None
    named = Q()
    for column in columns:
        named |= Q(**{f"{column}__in": ids})
    return model._default_manager.filter(named)


def _looked_at(incident: Incident, people: Sequence[int]) -> set[int]:
    """Whose data somebody of the staff looked at in the window, says the ledger."""
    names = SubjectPseudonym.objects.filter(person__in=people)
    by_name = dict(names.values_list("pseudonym", "person_id"))
    looks = LedgerEntry.objects.filter(stream=ACCESS_STREAM, subject__in=list(by_name))
    if incident.window_from is not None:
        looks = looks.filter(at__gte=incident.window_from)
    if incident.window_until is not None:
        looks = looks.filter(at__lte=incident.window_until)
    seen = looks.order_by().values_list("subject", flat=True).distinct()
    return {by_name[name] for name in seen if name is not None}
