"""The register of personal data: one declaration per model, from which everything else follows.

Purge, export, cancellation, masking, the inventory and "what we hold" are all read from here, so
they cannot disagree. Each app declares its models in `personal_data`, a module, or a package where
there are many; a model or a field that nobody declared stops the program (checks.py).
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db.models import Model

from privacy.registry.declaration import (
    Category,
    Clock,
    Grade,
    OnErasure,
    PersonalData,
    TooEarly,
)

__all__ = [
    "Category",
    "Clock",
    "Grade",
    "OnErasure",
    "PersonalData",
    "TooEarly",
    "declaration_of",
    "declarations",
    "model_of",
    "models_without",
    "register",
    "register_without",
    "stop_purpose",
]

_declarations: dict[str, PersonalData] = {}
_without: dict[str, str] = {}


class AlreadyDeclared(Exception):
    """Two declarations for one model would disagree one day."""


def register(declaration: PersonalData) -> None:
    """This function will add a model's declaration.

    :raises AlreadyDeclared: when the model has one
    """
    _refuse_second(declaration.model)
    _declarations[declaration.model.lower()] = declaration


def register_without(model: str, *, because: str) -> None:
    """This function will record that a model holds nothing about people, and why.

    :raises AlreadyDeclared: when the model has a declaration
    """
    _refuse_second(model)
    _without[model.lower()] = because


def _refuse_second(model: str) -> None:
    if model.lower() in _declarations or model.lower() in _without:
        raise AlreadyDeclared(model)


def declarations() -> Iterator[PersonalData]:
    """This function will go through every declaration in the order of model names."""
    for name in sorted(_declarations):
        yield _declarations[name]


def models_without() -> dict[str, str]:
    """This function will return the models that hold nothing about people, with the reasons."""
    return dict(_without)


def declaration_of(model: type[Model] | str) -> PersonalData | None:
    """This function will return a model's declaration."""
    name = model if isinstance(model, str) else model._meta.label
    return _declarations.get(name.lower())


def model_of(declaration: PersonalData) -> type[Model]:
    """This function will return the model that a declaration is about."""
    return apps.get_model(declaration.model)


def stop_purpose(person: Any, purpose: str, *, now: datetime) -> None:
    """This function will stop and remove what rested on a consent that was withdrawn."""
    for declaration in declarations():
        if declaration.purpose == purpose and declaration.on_withdrawal is not None:
            declaration.on_withdrawal(person, now)
