"""Remove everything whose time is over."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from privacy.registry import declaration_of
from privacy.services.purge_expired import due_classes, purge_expired


class Command(BaseCommand):
    help = "Remove what is due by the register's clocks. Needs no broker and no worker."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--class", dest="only", help="one model only, such as portraits.Portrait"
        )
        parser.add_argument("--dry-run", action="store_true", help="count, remove nothing")

    def handle(self, *_args: Any, **options: Any) -> None:
        only, now = options["only"], timezone.now()
        if only and declaration_of(only) is None:
            raise CommandError(f"{only} is not in the register of personal data")
        if options["dry_run"]:
            for due in due_classes(now=now, only=only):
                held = f", {due.held} held" if due.held else ""
                self.stdout.write(f"{due.model:32} {due.promise:6} {due.count} due{held}")
            return
        run = purge_expired(now=now, trigger="command", only=only)
        self.stdout.write(
            f"{run.due} due, {run.done} removed, {run.failed} failed, {run.held} held"
        )
        if run.failed:
            raise CommandError("some rows could not go; the next run tries them again")
