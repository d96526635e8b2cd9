"""Write what the site can show of itself to whoever supervises it, as one ZIP."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from privacy.services.compliance.write_pack import write_pack
from privacy.services.open_new_file import open_new_file


class Command(BaseCommand):
    help = (
        "Write a dated ZIP of the registers, the inventory, the history of checks, how requests "
        "were answered and the proofs of deletion, with a signed list of its files. It holds "
        "nothing about users."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--out", type=Path, help="a ZIP file that is not there")

    def handle(self, *_args: Any, **options: Any) -> None:
        now = timezone.now()
        path = options["out"] or Path(f"compliance-{now:%Y-%m-%d}.zip")
        try:
            file = open_new_file(path)
        except OSError as error:
            raise CommandError(f"{path} cannot be made: {error.strerror}") from error
        try:
            with file:
                write_pack(file, now=now, report=self._say)
        except BaseException:
            # Half a pack would look like one, and stand in the way of the next.
            path.unlink()
            raise
        self.stdout.write(f"written to {path}")

    def _say(self, name: str, rows: int) -> None:
        self.stdout.write(f"  {name}: {rows}")
