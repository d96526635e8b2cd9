"""Erase again whoever was erased since the restored backup was made."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from privacy.services.replay_erasures import erased_before, replay_erasures


class Command(BaseCommand):
    """`manage.py replay_erasures`: part of every restore, harmless at any time."""

    help = "Erase every account that has a tombstone. `restore` does this by itself."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="count, erase nothing")

    def handle(self, *_args: Any, **options: Any) -> None:
        now = timezone.now()
        if options["dry_run"]:
            self.stdout.write(f"{len(erased_before(now=now))} accounts would be erased again")
            return
        self.stdout.write(f"{replay_erasures(now=now)} accounts erased again")
