"""Restore a backup; what was erased since stays erased."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from privacy.encryption import Damaged, KeyMissing
from privacy.services.back_up import CannotBackUp
from privacy.services.restore import LedgerBroken, restore


class Command(BaseCommand):
    """`manage.py restore FILE` with the site stopped."""

    help = (
        "Replace the databases by those of a backup, erase again whoever was erased since, and "
        "verify the ledger. Stop the site first. Live portraits are lost: their keys are in no "
        "backup."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--yes", action="store_true", help="do not ask")

    def handle(self, *_args: Any, **options: Any) -> None:
        if not options["yes"] and input("Replace the databases? Type 'restore': ") != "restore":
            raise CommandError("nothing was changed")
        try:
            restore(options["file"], now=timezone.now(), say=self.stdout.write)
        except (CannotBackUp, Damaged, KeyMissing, LedgerBroken, OSError) as problem:
            raise CommandError(str(problem)) from problem
