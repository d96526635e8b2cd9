"""Receipts of photos and portraits: complete, true, and refused when anything was changed."""

import json
from datetime import datetime
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, transaction

from accounts.models import User
from portraits.models import Portrait
from portraits.services.end_effect import delete_effect
from portraits.services.render_portrait import render_portrait
from privacy import storage
from privacy.models import LedgerEntry, Receipt
from privacy.services.verify_receipt import verify_receipt
from tests.factories import send_photo
from tests.photos import photo_without_a_face
from tests.portraits.conftest import Clock, Committing, Queue

pytestmark = pytest.mark.promise("F-6")


def receipt_of(object_id: object) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(Receipt.objects.get(object_id=object_id).document)
    return document


def moment(text: str) -> datetime:
    assert text.endswith("Z")
    return datetime.fromisoformat(text)


def test_the_times_on_a_receipt_follow_the_order_of_the_deletion(portrait: Portrait) -> None:
    receipt = receipt_of(portrait.upload_object)

    created, destroyed, verified = (
        moment(receipt[name]) for name in ("created_at", "key_destroyed_at", "absent_verified_at")
    )
    assert created <= destroyed < verified == portrait.upload_deleted_at


def test_photo_and_portrait_have_a_receipt_each(portrait: Portrait, clock: Clock) -> None:
    effect = portrait.effect_object
    delete_effect(portrait, now=clock.move(hours=1))

    receipts = [receipt_of(portrait.upload_object), receipt_of(effect)]
    assert [one["class"] for one in receipts] == ["upload", "effect"]
    assert [one["reason"] for one in receipts] == ["rendered", "deleted"]
    assert all(verify_receipt(one).is_valid for one in receipts)


def test_a_photo_without_a_face_has_a_receipt_too(
    sitter: User, clock: Clock, queue: Queue, committing: Committing
) -> None:
    with committing():
        job = send_photo(sitter, now=clock(), content=photo_without_a_face())
    render_portrait(job.pk, now=clock)

    assert receipt_of(job.upload_object)["reason"] == "failed"


@pytest.mark.parametrize(
    "change",
    [
        {"absent_verified_at": "2020-01-01T00:00:00Z"},
        {"object": "00000000-0000-4000-8000-000000000000"},
        {"reason": "deleted"},
        {"class": "effect"},
        {"note": ""},
        {"v": "1"},
    ],
)
def test_a_changed_receipt_is_refused(portrait: Portrait, change: dict[str, str]) -> None:
    receipt = receipt_of(portrait.upload_object)
    assert verify_receipt(receipt).is_valid

    assert not verify_receipt(receipt | change).is_valid


def test_every_receipt_stands_in_the_ledger(portrait: Portrait, clock: Clock) -> None:
    delete_effect(portrait, now=clock())

    assert LedgerEntry.objects.filter(stream="receipts").count() == Receipt.objects.count() == 2


def test_a_receipt_cannot_be_signed_before_the_absence_is_verified(db: None, now: datetime) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        Receipt.objects.create(
            object_id="00000000-0000-4000-8000-000000000000",
            object_class="upload",
            reason="rendered",
            created_at=now,
            key_destroyed_at=now,
            document="{}",
        )


def test_the_command_verifies_all_receipts_and_what_they_speak_of(portrait: Portrait) -> None:
    said = StringIO()
    call_command("verify_receipts", stdout=said)
    assert "1 receipts, all valid" in said.getvalue()

    name = storage.object_name(portrait.upload_object, storage.UPLOAD)
    with storage.sealed_store().open(name, "wb") as file:
        file.write(b"back again")

    with pytest.raises(CommandError, match="still there"):
        call_command("verify_receipts")


def test_the_command_verifies_a_receipt_that_somebody_kept(
    portrait: Portrait, tmp_path: Path
) -> None:
    kept = tmp_path / "receipt.json"
    kept.write_text(json.dumps(receipt_of(portrait.upload_object), indent=4))
    said = StringIO()

    call_command("verify_receipts", str(kept), stdout=said)
    assert said.getvalue().strip() == "valid"

    kept.write_text(kept.read_text().replace("rendered", "deleted"))
    with pytest.raises(CommandError, match="signature"):
        call_command("verify_receipts", str(kept))
