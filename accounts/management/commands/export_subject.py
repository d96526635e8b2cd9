"""Write a copy of everything that is held about somebody, as they could themselves."""

import os
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from accounts.models import User
from privacy.models import LookReason
from privacy.selectors.access_log import COPY_CASE
from privacy.services.log_staff_access import Purpose, log_staff_access
from privacy.services.write_copy import write_copy

# Whoever sits at the server needs no leave; that they looked is written down like any look.
PURPOSE = Purpose(LookReason.COPY, case=COPY_CASE)


class Command(BaseCommand):
    help = (
        "Write the archive of somebody's data, with a readable page, for a request that came by"
        " post or telephone. The person sees under My data that it was made. Nobody deletes the"
        " file by itself: do so when it is handed over."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("person_id", type=int, help="the account's number, as in the admin")
        parser.add_argument("--out", type=Path, required=True, help="a ZIP file that is not there")

    def handle(self, *_args: Any, **options: Any) -> None:
        person = User.objects.filter(pk=options["person_id"], is_active=True).first()
        if person is None:
            raise CommandError(f"there is no account {options['person_id']}")
        now = timezone.now()
        with _new_file(options["out"]) as file:
            log_staff_access(
                None, subject=person, model="accounts.User", key="all", purpose=PURPOSE, now=now
            )
            write_copy(person, file, now=now, report=self._say)
        self.stdout.write(f"written to {options['out']}")

    def _say(self, share: float) -> None:
        self.stdout.write(f"{share:4.0%}", ending="\r")


def _new_file(path: Path) -> Any:
    try:
        # Readable by its owner alone; an older file may be somebody else's.
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise CommandError(f"{path} cannot be made: {error.strerror}") from error
    return os.fdopen(descriptor, "wb")
