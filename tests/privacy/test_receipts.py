"""A receipt can be checked by the person who holds it, and by nobody forged."""

import json
from base64 import urlsafe_b64decode
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
import rfc8785
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.db import DatabaseError, connection, transaction

from privacy import encryption, storage
from privacy.models import LedgerEntry, LedgerHead, Receipt
from privacy.services.append_ledger import append_ledger, ledger_faults
from privacy.services.destroy_object import destroy_object
from privacy.services.sign_ledger_head import sign_ledger_head
from privacy.services.verify_receipt import verify_receipt

pytestmark = pytest.mark.django_db(databases="__all__")
NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)


@pytest.fixture
def receipt() -> dict[str, Any]:
    object_id = storage.seal_bytes(
        storage.UPLOAD, b"photo", now=NOW, destroy_at=NOW + timedelta(minutes=15)
    )
    row = destroy_object(object_id, object_class=storage.UPLOAD, reason="effect_ready", now=NOW)
    document: dict[str, Any] = json.loads(row.document)
    return document


def test_a_receipt_is_valid(receipt: dict[str, Any]) -> None:
    assert verify_receipt(receipt).is_valid
    assert set(receipt) == {
        "v",
        "key_id",
        "class",
        "object",
        "created_at",
        "key_destroyed_at",
        "absent_verified_at",
        "reason",
        "signature",
    }


def test_anybody_can_verify_it_with_the_public_key_alone(receipt: dict[str, Any]) -> None:
    signature = urlsafe_b64decode(receipt.pop("signature") + "==")
    key = next(one for one in encryption.public_keys() if one.key_id == receipt["key_id"])

    Ed25519PublicKey.from_public_bytes(key.public_key).verify(signature, rfc8785.dumps(receipt))


def test_spacing_and_order_do_not_matter(receipt: dict[str, Any]) -> None:
    shuffled = json.loads(json.dumps(dict(reversed(receipt.items())), indent=8))

    assert verify_receipt(shuffled).is_valid


@pytest.mark.parametrize("field", ["class", "object", "created_at", "key_destroyed_at", "reason"])
def test_a_changed_field_is_noticed(receipt: dict[str, Any], field: str) -> None:
    assert verify_receipt(receipt | {field: "other"}).reason == "signature"


def test_an_added_or_missing_field_is_noticed(receipt: dict[str, Any]) -> None:
    assert verify_receipt(receipt | {"note": "x"}).reason == "format"
    assert verify_receipt({k: v for k, v in receipt.items() if k != "reason"}).reason == "format"
    assert verify_receipt(receipt | {"v": 2}).reason == "format"


@pytest.mark.parametrize("signature", ["", "AAAA", 7, None, "not base64 ü"])
def test_a_wrong_signature_is_noticed(receipt: dict[str, Any], signature: object) -> None:
    assert verify_receipt(receipt | {"signature": signature}).reason == "signature"


def test_a_stranger_s_key_is_noticed(receipt: dict[str, Any]) -> None:
    assert verify_receipt(receipt | {"key_id": "sign-9-00000000"}).reason == "unknown_key"
    assert verify_receipt(receipt | {"key_id": ["sign"]}).reason == "unknown_key"


def test_the_ledger_holds_a_hash_of_every_receipt(receipt: dict[str, Any]) -> None:
    entry = LedgerEntry.objects.get(stream="receipts")

    assert json.loads(entry.payload)["object"] == receipt["object"]
    assert list(ledger_faults()) == []


def test_the_database_refuses_to_change_or_delete_an_entry() -> None:
    append_ledger("consents", {"decision": "granted"}, now=NOW, subject=uuid4())

    for statement in (
        "UPDATE privacy_ledgerentry SET payload = '{}'",
        "DELETE FROM privacy_ledgerentry",
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    assert LedgerEntry.objects.count() == 1


def test_a_rewritten_head_is_noticed() -> None:
    for number in range(3):
        append_ledger("consents", {"number": number}, now=NOW)
    assert list(ledger_faults()) == []

    LedgerHead.objects.update(hash="f" * 64)

    assert any("the head" in fault for fault in ledger_faults())


def test_a_fork_of_the_ledger_is_refused() -> None:
    first = append_ledger("consents", {"number": 1}, now=NOW)
    LedgerHead.objects.update(sequence=0, hash=first.previous_hash)

    with pytest.raises(DatabaseError), transaction.atomic():
        append_ledger("consents", {"number": 2}, now=NOW)


def test_the_day_s_head_is_signed_once() -> None:
    append_ledger("consents", {"number": 1}, now=NOW)

    head = sign_ledger_head(now=NOW)
    append_ledger("consents", {"number": 2}, now=NOW)
    again = sign_ledger_head(now=NOW + timedelta(hours=3))

    assert again.document == head.document
    body = json.loads(head.document)
    signature = urlsafe_b64decode(body.pop("signature") + "==")
    assert encryption.verify_signature(body["key_id"], rfc8785.dumps(body), signature)
    assert body["sequence"] == 1


def test_a_deletion_that_broke_off_is_remembered_and_finished(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    object_id = storage.seal_bytes(
        storage.UPLOAD, b"photo", now=NOW, destroy_at=NOW + timedelta(minutes=15)
    )

    def power_cut(_object_id: object) -> bool:
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(storage, "delete_keys", power_cut)
        with pytest.raises(KeyboardInterrupt):
            destroy_object(object_id, object_class=storage.UPLOAD, reason="expired", now=NOW)
    assert Receipt.objects.get(object_id=object_id).document == ""
    assert storage.open_sealed(object_id) == b"photo"

    later = NOW + timedelta(minutes=1)
    receipt = destroy_object(object_id, object_class=storage.UPLOAD, reason="expired", now=later)

    assert verify_receipt(json.loads(receipt.document)).is_valid
    assert receipt.key_destroyed_at == later
    with pytest.raises(storage.ObjectGone):
        storage.open_sealed(object_id)


def test_of_two_deletions_at_once_the_first_one_signs(monkeypatch: pytest.MonkeyPatch) -> None:
    object_id = storage.seal_bytes(
        storage.UPLOAD, b"photo", now=NOW, destroy_at=NOW + timedelta(minutes=15)
    )
    delete_bytes, documents = storage.delete_bytes, []

    def meanwhile(one: Any, object_class: str) -> bool:
        monkeypatch.setattr(storage, "delete_bytes", delete_bytes)
        other = destroy_object(one, object_class=object_class, reason="expired", now=NOW)
        documents.append(other.document)
        return delete_bytes(one, object_class)

    monkeypatch.setattr(storage, "delete_bytes", meanwhile)
    receipt = destroy_object(object_id, object_class=storage.UPLOAD, reason="expired", now=NOW)

    assert [receipt.document] == documents
    assert LedgerEntry.objects.filter(stream="receipts").count() == 1
