"""A model or a field that nobody declared stops the program."""

import pytest
from django.apps import apps
from django.core.checks import Error

from privacy import registry
from privacy.registry import AlreadyDeclared, declaration_of, declarations, register_without
from privacy.registry.checks import check_register
from privacy.registry.declaration import Category


def errors() -> list[tuple[str, str]]:
    found = [one for one in check_register() if isinstance(one, Error)]
    return [(str(one.id), str(one.obj)) for one in found]


@pytest.mark.promise("U-2", "G-1")
def test_everything_that_is_installed_is_declared() -> None:
    assert errors() == []


@pytest.mark.parametrize("model", ["portraits.Upload", "portraits.Portrait", "privacy.Notice"])
def test_a_model_whose_declaration_is_missing_is_an_error(
    model: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = {name: one for name, one in registry._declarations.items() if name != model.lower()}
    monkeypatch.setattr(registry, "_declarations", left)

    assert errors() == [("privacy.E001", model)]


@pytest.mark.promise("U-2")
def test_a_field_whose_declaration_is_missing_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    declared = declaration_of("portraits.Upload")
    assert declared is not None
    monkeypatch.setattr(
        type(declared), "fields", property(lambda one: frozenset({*one.holds}) | {"odd"})
    )
    ids = {(code, label) for code, label in errors() if label == "portraits.Upload"}

    assert ids == {("privacy.E002", "portraits.Upload")}


def test_a_declaration_of_a_model_that_is_gone_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "_without", registry.models_without() | {"old.model": "was here"})

    assert errors() == [("privacy.E003", "old.model")]


def test_a_model_is_declared_once() -> None:
    with pytest.raises(AlreadyDeclared):
        register_without("portraits.Upload", because="it is not")


@pytest.mark.promise("F-12")
def test_face_data_lives_in_few_known_fields_and_each_has_an_end() -> None:
    faces = {
        (one.model, name): one
        for one in declarations()
        for name, category in one.holds.items()
        if category is Category.FACE
    }

    assert {
        ("portraits.Upload", "object_id"),
        ("portraits.Portrait", "effect_object"),
        ("portraits.Portrait", "faces"),
        ("portraits.Portrait", "quality"),
    } <= set(faces)
    assert [name for name, one in faces.items() if not one.clocks] == []


def test_every_sealed_object_a_row_names_is_declared_as_a_file() -> None:
    for one in declarations():
        fields = {field.name for field in apps.get_model(one.model)._meta.fields}
        assert set(one.files) <= fields
