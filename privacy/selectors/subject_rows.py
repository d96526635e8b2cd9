"""The rows of one person, read from the register: what export, erasure and "My data" go through."""

from collections.abc import Iterator
from graphlib import TopologicalSorter
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import (
    Count,
    ForeignKey,
    IntegerField,
    Model,
    QuerySet,
    Subquery,
    Value,
)

from privacy.registry import PersonalData, declarations, model_of


def rows_of(declaration: PersonalData, person: Any) -> QuerySet[Any]:
    """This function will return the person's rows of one model; none where nothing ties them."""
    rows = model_of(declaration)._default_manager.all()
    match declaration.subject:
        case None:
            return rows.none()
        case "pk":
            return rows.filter(pk=person.pk)
        case str(path):
            return rows.filter(**{path: person})
        case find:
            return find(person)


def counts_of(person: Any) -> dict[str, int]:
    """This function will count the person's rows of every model, in one query."""
    rows = {one.model: rows_of(one, person) for one in about_people()}
    columns = [_count(found) for found in rows.values()]
    counted = get_user_model()._default_manager.filter(pk=person.pk).values_list(*columns)
    counts = counted.first() or (0,) * len(rows)
    return {model: count or 0 for model, count in zip(rows, counts, strict=True)}


def _count(rows: QuerySet[Any]) -> Subquery:
    one = rows.order_by().annotate(one_=Value(1)).values("one_")
    return Subquery(one.annotate(count_=Count("*")).values("count_"), output_field=IntegerField())


def about_people() -> Iterator[PersonalData]:
    """This function will go through the declarations whose rows belong to somebody."""
    return (one for one in declarations() if one.subject is not None)


def children_first() -> list[PersonalData]:
    """This function will order the declarations so that a row goes before what it points at."""
    by_model = {model_of(one): one for one in about_people()}
    order: TopologicalSorter[type[Model]] = TopologicalSorter()
    for model in by_model:
        order.add(model)
        for target in points_at(model):
            if target in by_model and target is not model:
                order.add(target, model)
    return [by_model[model] for model in order.static_order()]


def points_at(model: type[Model]) -> set[type[Model]]:
    """This function will return the models that a model's foreign keys point at."""
    fields = model._meta.get_fields()
    return {field.related_model for field in fields if isinstance(field, ForeignKey)}
