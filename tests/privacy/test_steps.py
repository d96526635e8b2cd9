"""Every table of steps that there is: each role, each step, the second person, the wrong state."""

import dataclasses
from collections.abc import Iterator, Mapping
from importlib import import_module
from pkgutil import walk_packages
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.utils import timezone

from privacy.models.refusal import Refused
from privacy.registry.roles import RIGHTS_OF, Right, Role
from privacy.services.transitions import Actor, Step, may_step, require_step

OURS = ("privacy", "accounts", "portraits", "portrait_site")


def tables() -> dict[str, Mapping[str, Step]]:
    """Whatever module of the services holds a mapping of steps, by its name."""
    found: dict[int, tuple[str, Mapping[str, Step]]] = {}
    for module in _service_modules():
        for name, value in vars(module).items():
            if _is_table(value):
                found.setdefault(id(value), (name, value))
    return dict(found.values())


def _service_modules() -> Iterator[Any]:
    for app in OURS:
        try:
            package = import_module(f"{app}.services")
        except ModuleNotFoundError:
            continue
        for one in walk_packages(package.__path__, f"{app}.services."):
            yield import_module(one.name)


def _is_table(value: Any) -> bool:
    is_mapping = isinstance(value, Mapping) and bool(value)
    return is_mapping and all(isinstance(one, Step) for one in value.values())


TABLES = tables()
EVERY_STEP = [
    pytest.param(step, id=f"{table}-{name}")
    for table, steps in sorted(TABLES.items())
    for name, step in steps.items()
]


def record(step: Step, state: str, by: str = "person 1") -> Any:
    return SimpleNamespace(state=state, **dict.fromkeys(step.not_by, by))


def refusal(step: Step, row: Any, by: Actor) -> str:
    bare = dataclasses.replace(step, needs=())
    try:
        require_step(bare, row, by=by, now=timezone.now())
    except Refused as refused:
        return refused.code
    return ""


def test_the_tables_are_found() -> None:
    assert {"ACTS", "GRANT_STEPS", "REVIEW_STEPS", "DOCUMENT_STEPS", "DUTY_STEPS"} <= set(TABLES)


@pytest.mark.promise("E-7")
@pytest.mark.parametrize("step", EVERY_STEP)
def test_a_step_is_for_the_roles_of_its_rights_and_for_nobody_else(step: Step) -> None:
    row = record(step, min(step.starts))
    for role in Role:
        by = Actor("person 2", frozenset(RIGHTS_OF[role]))
        may = bool(step.rights & RIGHTS_OF[role])
        assert refusal(step, row, by) == ("" if may else "permission_denied"), role
        assert may_step(step, row, by=by) == may


@pytest.mark.promise("E-7")
@pytest.mark.parametrize("step", EVERY_STEP)
def test_a_step_needs_its_state_and_its_second_person(step: Step) -> None:
    able = Actor("person 2", step.rights)

    assert refusal(step, record(step, "a state that nothing has"), able) == "record_state"
    own = record(step, min(step.starts), by=able.name)
    assert refusal(step, own, able) == ("second_person_needed" if step.not_by else "")


@pytest.mark.parametrize("step", EVERY_STEP)
def test_every_right_of_a_step_is_one_that_somebody_can_have(step: Step) -> None:
    known = {*Right, "schedule", "requester"}

    assert step.rights <= known
    assert step.rights


def test_every_register_keeps_its_second_person_in_the_database_too() -> None:
    """Where both halves stand on the row, a constraint says so as well."""
    grant = apps.get_model("privacy.AccessGrant")
    review = apps.get_model("privacy.AccessReview")

    assert "nobody_approves_a_grant_of_their_own" in _constraints(grant)
    assert "a_signed_review_is_signed_by_somebody_else" in _constraints(review)


def _constraints(model: Any) -> set[str]:
    return {one.name for one in model._meta.constraints}
