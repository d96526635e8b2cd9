"""What holds keep. Every query for rows that may go passes here, so that no class is forgotten.

A hold keeps the rows that it names and whatever these point at, up to the account: deleting a
parent would take the held row along.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import ForeignKey, Model, QuerySet

from privacy.models import Hold, SubjectPseudonym
from privacy.registry import declaration_of, model_of
from privacy.selectors.subject_rows import rows_of

Rows = QuerySet[Any]


@dataclass(frozen=True, slots=True)
class Kept:
    """Rows of one model that one hold keeps."""

    hold: Hold
    rows: Rows


def kept_rows(model: type[Model]) -> list[Kept]:
    """This function will return what the holds in force keep of a model; nearly always nothing."""
    return [kept for hold in Hold.objects.in_force() for kept in _scope(hold, model)]


def without_held(rows: Rows) -> Rows:
    """This function will leave out the rows that a hold keeps."""
    for kept in kept_rows(rows.model):
        rows = rows.exclude(pk__in=kept.rows.values("pk"))
    return rows


def hold_on(row: Model) -> Hold | None:
    """This function will return a hold that keeps the row, if there is one."""
    held = (kept.hold for kept in kept_rows(type(row)) if kept.rows.filter(pk=row.pk).exists())
    return next(held, None)


def _scope(hold: Hold, model: type[Model]) -> Iterator[Kept]:
    for named in _named(hold):
        for rows in _with_parents(named):
            if rows.model is model:
                yield Kept(hold, rows)


def _named(hold: Hold) -> Iterator[Rows]:
    declaration = declaration_of(hold.model)
    if declaration is None:
        return
    if hold.subject is None:
        yield model_of(declaration)._default_manager.filter(pk=hold.object_key)
        return
    names = SubjectPseudonym.objects.filter(pseudonym=hold.subject).select_related("person")
    for name in names:
        yield rows_of(declaration, name.person)
        # Without the name nobody could say any more whom the hold is about.
        yield names


def _with_parents(rows: Rows) -> Iterator[Rows]:
    yield rows
    for field in rows.model._meta.get_fields():
        if isinstance(field, ForeignKey) and declaration_of(field.related_model) is not None:
            parents = field.related_model._default_manager
            yield from _with_parents(parents.filter(pk__in=rows.order_by().values(field.attname)))
