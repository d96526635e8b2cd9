"""Write a sealed backup, or copy the keys apart from it."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from privacy.services.back_up import CannotBackUp, back_up, back_up_keys


class Command(BaseCommand):
    """`manage.py backup FILE`, and `manage.py backup --keys FILE` once, to a safe place."""

    help = (
        "Write a sealed backup of everything but pictures and their keys. With --keys FILE, copy "
        "the key files instead: keep those apart, since both together open everything."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", nargs="?", type=Path)
        parser.add_argument("--keys", type=Path, help="copy the keys into this file instead")

    def handle(self, *_args: Any, **options: Any) -> None:
        if not options["file"] and not options["keys"]:
            raise CommandError("name the file to write")
        try:
            if options["keys"]:
                names = back_up_keys(options["keys"])
                self.stdout.write(f"{len(names)} key files copied; keep them apart from backups")
            if options["file"]:
                size = back_up(options["file"], now=timezone.now())
                self.stdout.write(f"{size} bytes written")
        except (CannotBackUp, FileExistsError) as problem:
            raise CommandError(str(problem)) from problem
