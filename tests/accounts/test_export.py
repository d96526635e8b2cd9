"""A copy of one's data is complete, one's own, and had once."""

import io
import json
import tracemalloc
from datetime import timedelta
from zipfile import ZipFile

import pytest
from django.utils import timezone

from accounts.models import User
from portraits.models import Template
from privacy import storage
from privacy.models import DataKey, Export
from privacy.models.refusal import Refused
from privacy.promises import EXPORT_KEPT
from privacy.selectors.subject_rows import about_people, rows_of
from privacy.services.build_export import build_export
from privacy.services.purge_expired import purge_expired
from privacy.services.request_export import request_export, take_export
from tests.accounts.test_cancel_account import give_portrait
from tests.conftest import PASSWORD, ApiAs


@pytest.fixture
def template(db: None) -> Template:
    return Template.objects.create(
        slug="plain", kind="look", source="test", licence="none", created_at=timezone.now()
    )


def make_copy(person: User) -> Export:
    now = timezone.now()
    export = request_export(person, now=now)
    build_export(export.pk, now=now)
    return Export.objects.get(pk=export.pk)


def opened(export: Export) -> ZipFile:
    return ZipFile(io.BytesIO(b"".join(take_export(export, now=timezone.now()))))


@pytest.mark.promise("M-2")
def test_every_class_that_holds_something_is_in_the_copy(alice: User, template: Template) -> None:
    portrait = give_portrait(alice, template, timezone.now())
    held = {one.model for one in about_people() if rows_of(one, alice).exists()}

    archive = opened(make_copy(alice))

    names = set(archive.namelist())
    assert {f"{model.lower().replace('.', '-')}.json" for model in held} <= names
    assert archive.read(f"effect/{portrait.effect_object}.bin") == b"a face"
    assert b"alice@example.org" in archive.read("index.html")


def test_the_manifest_explains_every_file_and_its_hash_is_right(alice: User) -> None:
    archive = opened(make_copy(alice))

    manifest = json.loads(archive.read("manifest.json"))

    assert {one["file"] for one in manifest["files"]} == set(archive.namelist()) - {
        "index.html",
        "manifest.json",
    }
    assert all(one["explanation"] and one["sha256"] for one in manifest["files"])


def test_no_secret_and_nothing_of_anybody_else_is_in_the_copy(alice: User, bob: User) -> None:
    archive = opened(make_copy(alice))

    everything = b"".join(archive.read(name) for name in archive.namelist())

    assert alice.password.encode() not in everything
    assert b"bob@example.org" not in everything


@pytest.mark.promise("M-2")
def test_a_copy_is_had_once_and_is_gone_from_the_store(alice: User) -> None:
    export = make_copy(alice)
    name = storage.object_name(export.object_id, storage.EXPORT)
    chunks = take_export(export, now=timezone.now())
    # However slowly it is fetched, and whatever ends the fetching.
    gone_before_the_first_byte = not storage.sealed_store().exists(name)
    archive = b"".join(chunks)

    assert gone_before_the_first_byte
    assert len(archive) == export.byte_count
    with pytest.raises(Refused) as refused:
        take_export(Export.objects.get(pk=export.pk), now=timezone.now())

    assert (refused.value.code, refused.value.status) == ("export_gone", 410)


def test_a_large_copy_is_given_out_a_few_frames_at_a_time(alice: User) -> None:
    export = make_copy(alice)
    now = timezone.now()
    large = storage.seal_bytes(
        storage.EXPORT, bytes(12_000_000), now=now, destroy_at=now + EXPORT_KEPT
    )
    Export.objects.filter(pk=export.pk).update(object_id=large, byte_count=12_000_000)
    tracemalloc.start()

    taken = take_export(Export.objects.get(pk=export.pk), now=now)
    given = sum(len(chunk) for chunk in taken)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert given == 12_000_000
    assert peak < 3_000_000


def test_a_damaged_copy_is_refused_before_its_first_byte_and_makes_room_for_another(
    alice: User,
) -> None:
    export = make_copy(alice)
    name = storage.object_name(export.object_id, storage.EXPORT)
    with storage.sealed_store().open(name, "r+b") as file:
        file.seek(-1, io.SEEK_END)
        last = file.read(1)
        file.seek(-1, io.SEEK_END)
        file.write(bytes([last[0] ^ 1]))

    with pytest.raises(Refused) as refused:
        take_export(export, now=timezone.now())

    assert refused.value.code == "export_gone"
    assert not storage.sealed_store().exists(name)
    assert opened(make_copy(alice)).testzip() is None


@pytest.mark.promise("M-2")
def test_a_copy_that_nobody_fetches_goes_after_72_hours(alice: User) -> None:
    export = make_copy(alice)
    last_second = export.ready_at + EXPORT_KEPT - timedelta(seconds=1)

    purge_expired(now=last_second, trigger="test", only="privacy.Export")
    still_there = DataKey.objects.filter(object_id=export.object_id).exists()
    purge_expired(now=export.ready_at + EXPORT_KEPT, trigger="test", only="privacy.Export")

    assert still_there
    assert not DataKey.objects.filter(object_id=export.object_id).exists()
    assert Export.objects.get(pk=export.pk).state == Export.State.EXPIRED


def test_asking_twice_makes_one_copy(alice: User) -> None:
    first = request_export(alice, now=timezone.now())

    assert request_export(alice, now=timezone.now()) == first


def test_another_persons_copy_does_not_exist_for_bob(alice: User, bob: User, api_as: ApiAs) -> None:
    export = make_copy(alice)
    client = api_as(bob, "account")

    theirs = client.get(f"/api/v1/me/export/{export.pk}/download/")
    nobodys = client.get("/api/v1/me/export/00000000-0000-4000-8000-000000000000/download/")

    assert (theirs.status_code, theirs.content) == (404, nobodys.content)


def test_a_copy_over_the_api_needs_the_password_again(alice: User, api_as: ApiAs) -> None:
    client = api_as(alice, "account")

    refused = client.post("/api/v1/me/export/", {"password": "wrong"})
    accepted = client.post("/api/v1/me/export/", {"password": PASSWORD})

    assert (refused.status_code, accepted.status_code) == (403, 202)
    assert accepted.json()["status"] == "queued"
