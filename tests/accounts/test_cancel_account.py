"""Cancelling is real: nothing opens any more at once, and everything is verified gone soon."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connections
from django.utils import timezone

from accounts.models import ApiToken, User
from accounts.services.cancel_account import (
    cancel_account,
    finish_cancellation,
    resume_cancellations,
)
from accounts.services.create_token import create_token
from portraits.models import Portrait, Template, Upload
from privacy import storage
from privacy.models import ConsentState, DataKey, Erasure, LedgerEntry, Receipt, Tombstone
from privacy.policies.consents import CONSENTS
from privacy.selectors.inventory import inventory_of
from privacy.selectors.subject_rows import about_people, rows_of
from privacy.services.decide_consent import grant_consent
from privacy.services.finish_erasure import account_hash
from privacy.services.sign_document import is_signed_by_us
from tests.conftest import PASSWORD, ApiAs


@pytest.fixture
def template(db: None) -> Template:
    return Template.objects.create(
        slug="plain", kind="look", source="test", licence="none", created_at=timezone.now()
    )


def give_portrait(person: User, template: Template, now: datetime) -> Portrait:
    effect = storage.seal_bytes(
        storage.EFFECT, b"a face", now=now, destroy_at=now + timedelta(days=10)
    )
    return Portrait.objects.create(
        owner=person,
        template=template,
        status=Portrait.Status.READY,
        created_at=now,
        ready_at=now,
        expires_at=now + timedelta(days=10),
        effect_object=effect,
        upload_object=uuid4(),
        upload_deleted_at=now,
    )


def give_waiting_photo(person: User, template: Template, now: datetime) -> Upload:
    photo = storage.seal_bytes(
        storage.UPLOAD, b"a photo", now=now, destroy_at=now + timedelta(minutes=15)
    )
    Portrait.objects.create(
        owner=person, template=template, created_at=now, upload_object=photo, lease_until=now
    )
    return Upload.objects.create(object_id=photo, owner=person, byte_count=7, received_at=now)


@pytest.fixture
def full_life(alice: User, template: Template) -> User:
    """Alice with a portrait, a photo on its way, a consent and a token."""
    now = timezone.now()
    give_portrait(alice, template, now)
    give_waiting_photo(alice, template, now)
    consent = CONSENTS["face_portrait"].version
    grant_consent(alice, "face_portrait", text_version=consent, locale="en", now=now, method="test")
    create_token(alice, scopes=None, now=now)
    return alice


def objects_of(person: User) -> list[UUID]:
    """The sealed objects that the person's rows name: one portrait, one photo on its way."""
    photos = Upload.objects.filter(owner=person).values_list("object_id", flat=True)
    shown = Portrait.objects.filter(owner=person, effect_object__isnull=False)
    return [*photos, *shown.values_list("effect_object", flat=True)]


def is_stored(object_id: UUID) -> bool:
    names = (storage.object_name(object_id, one) for one in (storage.UPLOAD, storage.EFFECT))
    return any(storage.sealed_store().exists(name) for name in names)


@pytest.mark.promise("M-6", "M-11")
def test_nothing_of_a_cancelled_account_opens_from_the_commit_on(
    full_life: User, api_as: ApiAs
) -> None:
    client = api_as(full_life, "account", "portraits")

    cancel_account(full_life, now=timezone.now())

    assert client.get("/api/v1/portraits/").status_code == 401
    assert not ApiToken.objects.filter(person=full_life).exists()
    assert not ConsentState.objects.filter(person=full_life).exists()


@pytest.mark.promise("M-12")
def test_everything_that_must_go_is_gone_when_the_erasure_is_verified(full_life: User) -> None:
    person_pk, mark = full_life.pk, account_hash(full_life)
    objects = objects_of(full_life)
    erasure = cancel_account(full_life, now=timezone.now()).erasure

    finish_cancellation(Erasure.objects.get(pk=erasure.pk))

    done = Erasure.objects.get(pk=erasure.pk)
    assert done.verified_at is not None
    assert done.account is None
    assert done.sealed_address is None
    assert not User.objects.filter(pk=person_pk).exists()
    assert not Portrait.objects.filter(owner_id=person_pk).exists()
    assert not DataKey.objects.filter(object_id__in=objects).exists()
    assert not any(is_stored(one) for one in objects)
    assert Receipt.objects.filter(object_id__in=objects).exclude(document="").count() == 2
    assert Tombstone.objects.filter(account_hash=mark).exists()


def test_no_database_file_holds_the_address_any_more(full_life: User) -> None:
    address = full_life.email
    erasure = cancel_account(full_life, now=timezone.now()).erasure

    finish_cancellation(Erasure.objects.get(pk=erasure.pk))

    for alias in connections:
        assert address not in dump(alias)


def dump(alias: str) -> str:
    """Every row of every table, as text."""
    with connections[alias].cursor() as cursor:
        names = connections[alias].introspection.table_names(cursor)
        rows = []
        for name in names:
            cursor.execute(f'SELECT * FROM "{name}"')  # noqa: S608 names of our own tables
            rows += cursor.fetchall()
    return repr(rows)


def test_the_ledger_stays_whole_and_no_longer_leads_to_the_person(full_life: User) -> None:
    before = LedgerEntry.objects.filter(stream="consents").count()
    erasure = cancel_account(full_life, now=timezone.now()).erasure

    finish_cancellation(Erasure.objects.get(pk=erasure.pk))

    assert LedgerEntry.objects.filter(stream="consents").count() == before
    assert all(not rows_of(one, full_life).exists() for one in about_people())


@pytest.mark.promise("M-13")
def test_the_certificate_is_signed_and_names_nobody(full_life: User) -> None:
    erasure = cancel_account(full_life, now=timezone.now()).erasure
    finish_cancellation(Erasure.objects.get(pk=erasure.pk))

    certificate = json.loads(Erasure.objects.get(pk=erasure.pk).certificate)

    assert is_signed_by_us(certificate)
    assert not is_signed_by_us(certificate | {"serial": "another"})
    assert {step["class"] for step in certificate["erased"]} >= {
        "portraits.Portrait",
        "portraits.Upload",
        "accounts.User",
    }
    assert full_life.email not in json.dumps(certificate)


def test_a_store_that_does_not_answer_only_delays_the_end(
    full_life: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    objects = objects_of(full_life)
    erasure = cancel_account(full_life, now=timezone.now()).erasure
    store = storage.sealed_store()
    monkeypatch.setattr(type(store), "delete", lambda _self, _name: None)

    resumed = resume_cancellations()
    unverified = Erasure.objects.get(pk=erasure.pk).verified_at
    monkeypatch.undo()
    finished = resume_cancellations()

    assert (resumed, unverified, finished) == (0, None, 1)
    assert not any(is_stored(one) for one in objects)


def test_bob_keeps_everything_when_alice_goes(
    full_life: User, bob: User, template: Template
) -> None:
    kept = give_portrait(bob, template, timezone.now())
    held = [(one.model, one.count) for one in inventory_of(bob)]
    erasure = cancel_account(full_life, now=timezone.now()).erasure

    finish_cancellation(Erasure.objects.get(pk=erasure.pk))

    assert [(one.model, one.count) for one in inventory_of(bob)] == held
    assert storage.open_sealed(kept.effect_object) == b"a face"


@pytest.mark.promise("M-11")
def test_the_same_address_makes_a_new_person(full_life: User, make_person: object) -> None:
    erasure = cancel_account(full_life, now=timezone.now()).erasure
    finish_cancellation(Erasure.objects.get(pk=erasure.pk))

    again = make_person("alice")  # type: ignore[operator]

    assert again.pk != full_life.pk
    assert not Portrait.objects.owned_by(again).exists()


@pytest.mark.promise("M-10")
def test_cancelling_over_the_api_needs_password_and_phrase(
    full_life: User, api_as: ApiAs, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    client = api_as(full_life, "account")
    phrase = client.get("/api/v1/me/cancel/").json()["phrase"]

    wrong_phrase = client.post("/api/v1/me/cancel/", {"password": PASSWORD, "confirm": "yes"})
    wrong_password = client.post("/api/v1/me/cancel/", {"password": "x", "confirm": phrase})
    with django_capture_on_commit_callbacks(execute=True):
        cancelled = client.post("/api/v1/me/cancel/", {"password": PASSWORD, "confirm": phrase})
    status = client.get(cancelled.json()["status_url"])

    assert (wrong_phrase.status_code, wrong_phrase.json()["code"]) == (400, "phrase_wrong")
    assert (wrong_password.status_code, wrong_password.json()["code"]) == (
        403,
        "invalid_credentials",
    )
    assert cancelled.status_code == 202
    assert cancelled["Clear-Site-Data"]
    assert status.json()["status"] == "done"


def test_a_token_without_the_scope_account_reaches_neither_copy_nor_end(
    full_life: User, api_as: ApiAs
) -> None:
    client = api_as(full_life)

    answers = [client.get("/api/v1/me/cancel/"), client.get("/api/v1/me/data/")]
    answers.append(client.post("/api/v1/me/export/", {"password": PASSWORD}))

    assert {answer.status_code for answer in answers} == {403}


def test_another_secret_opens_no_status_page(full_life: User, api: object) -> None:
    cancel_account(full_life, now=timezone.now())

    answer = api.get("/api/v1/erasures/somethingelse/")  # type: ignore[attr-defined]

    assert answer.status_code == 404
