"""The sealed store gives an object whole or not at all, and a deleted one never again."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from privacy import storage
from privacy.models import DataKey
from privacy.services.destroy_object import destroy_object

pytestmark = pytest.mark.django_db(databases="__all__")
NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
SOON = NOW + timedelta(minutes=15)


def test_a_sealed_photo_comes_back_and_lies_in_the_store_as_noise() -> None:
    content = b"\xff\xd8\xff" + b"a face " * 50_000

    object_id = storage.seal_bytes(storage.UPLOAD, content, now=NOW, destroy_at=SOON)

    assert storage.open_sealed(object_id) == content
    name = storage.object_name(object_id, storage.UPLOAD)
    with storage.sealed_store().open(name) as file:
        stored = file.read()
    assert b"a face" not in stored
    assert len(set(stored[100:10_000])) == 256


def test_an_object_whose_bytes_were_changed_is_not_given_out() -> None:
    object_id = storage.seal_bytes(storage.EFFECT, b"x" * 1000, now=NOW, destroy_at=SOON)
    name = storage.object_name(object_id, storage.EFFECT)
    with storage.sealed_store().open(name) as file:
        stored = bytearray(file.read())
    stored[500] ^= 1
    with storage.sealed_store().open(name, "wb") as file:
        file.write(bytes(stored))

    with pytest.raises(storage.ObjectDamaged):
        storage.open_sealed(object_id)


def test_an_unknown_object_is_gone() -> None:
    with pytest.raises(storage.ObjectGone):
        storage.open_sealed(uuid4())


def test_an_object_without_its_key_is_gone_though_its_bytes_remain() -> None:
    object_id = storage.seal_bytes(storage.UPLOAD, b"photo", now=NOW, destroy_at=SOON)
    storage.delete_key(object_id)

    with pytest.raises(storage.ObjectGone):
        storage.open_sealed(object_id)


def test_destroying_takes_key_and_bytes_and_signs_a_receipt() -> None:
    object_id = storage.seal_bytes(storage.UPLOAD, b"photo", now=NOW, destroy_at=SOON)

    receipt = destroy_object(object_id, object_class=storage.UPLOAD, reason="effect_ready", now=NOW)

    assert receipt.document
    assert not DataKey.objects.filter(object_id=object_id).exists()
    name = storage.object_name(object_id, storage.UPLOAD)
    assert not storage.sealed_store().exists(name)


def test_destroying_twice_gives_the_same_receipt() -> None:
    object_id = storage.seal_bytes(storage.UPLOAD, b"photo", now=NOW, destroy_at=SOON)
    first = destroy_object(object_id, object_class=storage.UPLOAD, reason="expired", now=NOW)

    second = destroy_object(object_id, object_class=storage.UPLOAD, reason="again", now=SOON)

    assert second.document == first.document


def test_an_object_that_stays_in_the_store_gets_no_receipt_until_it_is_gone(monkeypatch) -> None:  # type: ignore[no-untyped-def]
    object_id = storage.seal_bytes(storage.UPLOAD, b"photo", now=NOW, destroy_at=SOON)
    store = storage.sealed_store()
    monkeypatch.setattr(type(store), "delete", lambda _self, _name: None)

    pending = destroy_object(object_id, object_class=storage.UPLOAD, reason="expired", now=NOW)
    monkeypatch.undo()
    signed = destroy_object(object_id, object_class=storage.UPLOAD, reason="expired", now=SOON)

    assert pending.document == ""
    assert pending.absent_verified_at is None
    assert signed.document
    assert signed.key_destroyed_at == NOW


def test_bytes_that_nobody_adopted_are_due_when_the_lease_ends() -> None:
    writer = storage.start_object(
        storage.UPLOAD, now=NOW, destroy_at=SOON, lease_until=NOW + timedelta(seconds=30)
    )
    writer.write(b"half a photo")
    writer.file.close()

    assert not DataKey.objects.due(NOW + timedelta(seconds=29)).exists()
    assert DataKey.objects.due(NOW + timedelta(seconds=30)).exists()


def test_an_adopted_object_stays_until_its_deadline() -> None:
    object_id = storage.seal_bytes(storage.UPLOAD, b"photo", now=NOW, destroy_at=SOON)

    assert storage.adopt(object_id, destroy_at=SOON)

    assert not DataKey.objects.due(SOON - timedelta(seconds=1)).exists()
    assert DataKey.objects.due(SOON).exists()
    assert not storage.adopt(uuid4(), destroy_at=SOON)


def test_an_aborted_object_leaves_neither_key_nor_bytes() -> None:
    writer = storage.start_object(storage.UPLOAD, now=NOW, destroy_at=SOON)
    writer.write(b"x" * 200_000)

    writer.abort()

    assert not DataKey.objects.filter(object_id=writer.object_id).exists()
    name = storage.object_name(writer.object_id, storage.UPLOAD)
    assert not storage.sealed_store().exists(name)


def test_the_store_lists_its_objects() -> None:
    object_id = storage.seal_bytes(storage.EFFECT, b"portrait", now=NOW, destroy_at=SOON)

    assert object_id in {one for one, _at in storage.stored_objects(storage.EFFECT)}
