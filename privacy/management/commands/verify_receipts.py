"""Verify every receipt, certificate and ledger head that was given out, or one in a file."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from privacy import storage
from privacy.models import Erasure, Receipt, SignedHead
from privacy.services.sign_document import is_signed_by_us
from privacy.services.verify_receipt import verify_receipt


class Command(BaseCommand):
    help = (
        "Verify the signatures of all receipts, certificates of erasure and ledger heads, and "
        "that what a receipt speaks of is absent."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, help="one document; else all of ours")

    def handle(self, *_args: Any, **options: Any) -> None:
        if options["file"]:
            self._verify_file(options["file"])
            return
        receipts = self._verify_receipts()
        certificates = self._verify_signed(
            "certificate", Erasure.objects.exclude(certificate="").values_list("id", "certificate")
        )
        heads = self._verify_signed("head", SignedHead.objects.values_list("date", "document"))
        self.stdout.write(f"{receipts} receipts, all valid, every object absent")
        self.stdout.write(f"{certificates} certificates of erasure and {heads} heads, all valid")

    def _verify_file(self, path: Path) -> None:
        document = json.loads(path.read_text(encoding="utf-8"))
        if "object" in document:
            verdict = verify_receipt(document)
            if not verdict.is_valid:
                raise CommandError(f"not valid: {verdict.reason}")
        elif not is_signed_by_us(document):
            raise CommandError("not valid: signature")
        self.stdout.write("valid")

    def _verify_signed(self, what: str, rows: Any) -> int:
        count = 0
        for name, document in rows.iterator():
            count += 1
            if not is_signed_by_us(json.loads(document)):
                raise CommandError(f"{what} {name} is not valid: signature")
        return count

    def _verify_receipts(self) -> int:
        count = 0
        for receipt in Receipt.objects.exclude(document="").iterator():
            count += 1
            self._verify(receipt)
        return count

    def _verify(self, receipt: Receipt) -> None:
        verdict = verify_receipt(json.loads(receipt.document))
        if not verdict.is_valid:
            raise CommandError(f"receipt {receipt.id} is not valid: {verdict.reason}")
        name = storage.object_name(receipt.object_id, receipt.object_class)
        has_key = storage.find_key(receipt.object_id) is not None
        if has_key or storage.sealed_store().exists(name):
            raise CommandError(f"receipt {receipt.id} speaks of an object that is still there")
