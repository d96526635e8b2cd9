"""Verify every receipt that was given out, or one in a file."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from privacy import storage
from privacy.models import DataKey, Receipt
from privacy.services.verify_receipt import verify_receipt


class Command(BaseCommand):
    help = "Verify the signatures of all receipts and that what they speak of is absent."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, help="a receipt's JSON; else all of ours")

    def handle(self, *_args: Any, **options: Any) -> None:
        if options["file"]:
            self._verify_file(options["file"])
            return
        checked = 0
        for receipt in Receipt.objects.exclude(document="").iterator():
            checked += 1
            self._verify(receipt)
        self.stdout.write(f"{checked} receipts, all valid, every object absent")

    def _verify_file(self, path: Path) -> None:
        verdict = verify_receipt(json.loads(path.read_text(encoding="utf-8")))
        if not verdict.is_valid:
            raise CommandError(f"not valid: {verdict.reason}")
        self.stdout.write("valid")

    def _verify(self, receipt: Receipt) -> None:
        verdict = verify_receipt(json.loads(receipt.document))
        if not verdict.is_valid:
            raise CommandError(f"receipt {receipt.id} is not valid: {verdict.reason}")
        name = storage.object_name(receipt.object_id, receipt.object_class)
        has_key = DataKey.objects.filter(object_id=receipt.object_id).exists()
        if has_key or storage.sealed_store().exists(name):
            raise CommandError(f"receipt {receipt.id} speaks of an object that is still there")
