"""System checks: every model and every field of every installed app is declared."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.core.checks import CheckMessage, Error, register
from django.db.models import Model

from privacy.registry import declaration_of, declarations, models_without
from privacy.registry.declaration import PersonalData


@register()
def check_register(**_options: Any) -> list[CheckMessage]:
    """This function will report what nobody declared, and what is declared but does not exist."""
    return [*_undeclared_models(), *_unknown_models(), *_fields_out_of_step()]


def _undeclared_models() -> Iterator[CheckMessage]:
    for model in apps.get_models(include_auto_created=True):
        is_known = declaration_of(model) or model._meta.label_lower in models_without()
        if not is_known and not model._meta.proxy:
            yield Error(
                f"{model._meta.label} is not in the register of personal data.",
                hint="Declare it in its app's personal_data: register(PersonalData(...)), or "
                "register_without(model, because=...) when it holds nothing about people.",
                obj=model._meta.label,
                id="privacy.E001",
            )


def _unknown_models() -> Iterator[CheckMessage]:
    known = {model._meta.label_lower for model in apps.get_models(include_auto_created=True)}
    declared = {declaration.model.lower() for declaration in declarations()}
    for name in sorted((declared | set(models_without())) - known):
        yield Error(
            f"The register names {name}, which is no installed model.",
            hint="Remove the declaration, or install the app.",
            obj=name,
            id="privacy.E003",
        )


def _fields_out_of_step() -> Iterator[CheckMessage]:
    for model in apps.get_models(include_auto_created=True):
        declaration = declaration_of(model)
        if declaration is not None:
            yield from _field_errors(model, declaration)


def _field_errors(model: type[Model], declaration: PersonalData) -> Iterator[CheckMessage]:
    actual = {field.name for field in model._meta.get_fields() if field.concrete}
    for name in sorted(actual - declaration.fields):
        yield Error(
            f"{model._meta.label}.{name} is not declared.",
            hint="Add it to `holds` with its category, or to `plain` when it is about nobody.",
            obj=model._meta.label,
            id="privacy.E002",
        )
    for name in sorted(declaration.fields - actual):
        yield Error(
            f"{model._meta.label} has no field {name}, but the register says so.",
            hint="Remove it from the declaration.",
            obj=model._meta.label,
            id="privacy.E002",
        )
