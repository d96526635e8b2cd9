"""Of a person who has something everywhere all is in the copy, and at the end nothing is left."""

import io
from collections.abc import Callable
from typing import Any
from zipfile import ZipFile

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from accounts.services.cancel_account import cancel_account, finish_cancellation
from accounts.services.mark_name import mark_name
from privacy import storage
from privacy.models import Erasure
from privacy.registry import Category, OnErasure, declaration_of, declarations, model_of
from privacy.selectors.inventory import inventory_of, records_of
from privacy.selectors.subject_rows import about_people
from privacy.services.build_export import build_export
from privacy.services.request_export import request_export, take_export
from tests.canaries import NOT_BEFORE_THE_END, Canaries, dumped_tables, is_sealed, unfilled
from tests.conftest import PASSWORD

EVERY_CLASS = (storage.UPLOAD, storage.CLIP, storage.EFFECT, storage.EXPORT, storage.ATTACHMENT)


@pytest.fixture
def full(alice: User) -> Canaries:
    """Alice, with a row of every class and a canary in every field."""
    return Canaries(alice, "a1").fill()


@pytest.fixture
def full_bob(bob: User) -> Canaries:
    """Bob, with just as much."""
    return Canaries(bob, "b2").fill()


def cancel(person: User) -> None:
    erasure = cancel_account(person, now=timezone.now()).erasure
    finish_cancellation(Erasure.objects.get(pk=erasure.pk))


def test_every_class_of_the_register_can_be_filled(full: Canaries) -> None:
    empty = [one.model for one in inventory_of(full.person) if not one.count]

    assert empty == [model._meta.label for model in NOT_BEFORE_THE_END]
    assert unfilled(full) == set()


@pytest.mark.promise("M-12")
def test_no_table_holds_a_word_of_alice_except_what_is_kept(full: Canaries) -> None:
    address, mark = full.person.email, mark_name(full.person.email)
    before = dumped_tables()
    cancel(full.person)

    after = dumped_tables()

    kept = full.words_of(kept=True)
    assert found({*full.words, address, mark}, before) >= readable(full)
    assert found({*full.words, address, mark}, after) == kept
    assert {name for name, text in after.items() if found(kept, {name: text})} <= kept_tables()


def readable(canaries: Canaries) -> set[str]:
    """The words that are not sealed."""
    return {word for word, field in canaries.words.items() if not is_sealed(*field)}


def found(words: set[str], tables: dict[str, bytes]) -> set[str]:
    everything = b"\n".join(tables.values())
    return {word for word in words if word.encode() in everything}


def kept_tables() -> set[str]:
    kept = (model_of(one) for one in declarations() if one.on_erasure is OnErasure.KEEP)
    return {f"{model._default_manager.db}.{model._meta.db_table}" for model in kept}


@pytest.mark.promise("M-12")
def test_no_object_and_no_key_of_alice_is_left(full: Canaries) -> None:
    cancel(full.person)

    for object_id in full.contents:
        with pytest.raises(storage.ObjectGone):
            storage.open_sealed(object_id)
    for object_class in EVERY_CLASS:
        assert full.contents.keys().isdisjoint(
            one for one, _ in storage.stored_objects(object_class)
        )


def test_bob_keeps_every_row_and_object(full: Canaries, full_bob: Canaries) -> None:
    before = everything_about(full_bob.person)

    cancel(full.person)

    assert everything_about(full_bob.person) == before
    for object_id, word in full_bob.contents.items():
        assert storage.open_sealed(object_id) == word.encode()


def everything_about(person: User) -> dict[str, list[dict[str, Any]]]:
    return {one.model: list(records_of(one, person)) for one in about_people()}


@pytest.mark.promise("M-2")
def test_every_field_that_may_be_shown_is_in_the_copy_and_no_other(
    full: Canaries, full_bob: Canaries
) -> None:
    export = request_export(full.person, now=timezone.now())
    build_export(export.pk, now=timezone.now())
    export.refresh_from_db()

    archive = ZipFile(io.BytesIO(b"".join(take_export(export, now=timezone.now()))))

    content = b"\n".join(archive.read(name) for name in archive.namelist())
    expected = {word for word, field in full.words.items() if is_shown(*field)}
    assert {word for word in full.words if word.encode() in content} == expected
    assert full_bob.prefix.encode() not in content


def is_shown(model: str, name: str) -> bool:
    """Neither a secret nor a photo on its way, which is opened for the portrait alone."""
    declaration = declaration_of(model)
    assert declaration is not None
    is_left_out = declaration.files.get(name) in (
        storage.UPLOAD,
        storage.CLIP,
        storage.EXPORT,
    )
    return declaration.holds.get(name) is not Category.SECRET and not is_left_out


def test_a_sign_in_and_a_mailed_code_leave_nothing_in_the_cache(
    alice: User, client: Client, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    client.post("/accounts/login/", {"login": alice.email, "password": PASSWORD})
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/settings/cancel-account/code/")

    cache = {name: text for name, text in dumped_tables().items() if name.endswith("site_cache")}

    assert any(cache.values())
    assert found({alice.email, mark_name(alice.email), "127.0.0.1"}, cache) == set()
