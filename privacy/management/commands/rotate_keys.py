"""Replace a key by a new one, with everything that lies under it."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from privacy.encryption import key_ring
from privacy.services.rotate_keys import (
    ROTATED,
    StillInUse,
    bring_over,
    count_under,
    retire_older_keys,
    start_rotation,
)


class Command(BaseCommand):
    """`manage.py rotate_keys object`: may be cut off at any point and run again."""

    help = (
        "Make a new key, bring everything over to it in batches while the site runs, and with "
        "--retire destroy the older keys once nothing lies under them. A backup made before the "
        "rotation needs the older key: keep it with that backup (backup --keys)."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("purpose", choices=(*ROTATED, "sign", "log"))
        parser.add_argument(
            "--resume", action="store_true", help="make no new key, bring over only"
        )
        parser.add_argument(
            "--retire", action="store_true", help="destroy the older keys at the end"
        )
        parser.add_argument("--dry-run", action="store_true", help="count, change nothing")

    def handle(self, *_args: Any, **options: Any) -> None:
        purpose = options["purpose"]
        if options["dry_run"]:
            self._count(purpose)
            return
        if not options["resume"]:
            self.stdout.write(f"{purpose} key {start_rotation(purpose)} is in use")
        if purpose in ROTATED:
            moved = bring_over(purpose, report=self._progress)
            self.stdout.write(f"{moved} brought over")
        if options["retire"]:
            self._retire(purpose)

    def _count(self, purpose: str) -> None:
        for key in key_ring().all_of(purpose):
            count = count_under(purpose, key.version) if purpose in ROTATED else "-"
            self.stdout.write(
                f"{purpose} key {key.version}, made {key.created_at:%Y-%m-%d}: {count}"
            )

    def _progress(self, what: str, done: int, total: int) -> None:
        self.stdout.write(f"{what}: {done} of {total}")

    def _retire(self, purpose: str) -> None:
        if purpose not in ROTATED:
            raise CommandError(f"older {purpose} keys are needed to read what they made")
        try:
            retired = retire_older_keys(purpose)
        except StillInUse as problem:
            raise CommandError(f"{problem}; run again with --resume --retire") from problem
        self.stdout.write(f"destroyed: {', '.join(retired) or 'none'}")
