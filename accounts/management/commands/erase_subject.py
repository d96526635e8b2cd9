"""Erase everything that is held about somebody, as if they had cancelled their account."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from accounts.models import User
from accounts.services.cancel_account import cancel_account, finish_cancellation
from privacy.models import Erasure
from privacy.services.commit_erasure import planned_steps, retained_classes


class Command(BaseCommand):
    help = (
        "Erase a person: the same commit, deletion, verification and certificate as Cancel Account,"
        " for a request that came by another way. There is no way back. Needs no worker."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("person_id", type=int, help="the account's number, as in the admin")
        parser.add_argument("--dry-run", action="store_true", help="say what goes, erase nothing")

    def handle(self, *_args: Any, **options: Any) -> None:
        person = User.objects.filter(pk=options["person_id"], is_active=True).first()
        if person is None:
            raise CommandError(f"there is no account {options['person_id']}")
        self._tell(person)
        if not options["dry_run"]:
            self._erase(person)

    def _tell(self, person: User) -> None:
        for step in planned_steps(person):
            self.stdout.write(f"{step['class']:32} {step['count']:6} {step['action']}")
        for kept in retained_classes(timezone.now()):
            until = f"until {kept['until']}" if kept["until"] else ""
            self.stdout.write(f"{kept['class']:32}        keep {until}".rstrip())

    def _erase(self, person: User) -> None:
        committed = cancel_account(person, now=timezone.now())
        finish_cancellation(committed.erasure)
        erasure = Erasure.objects.get(pk=committed.erasure.pk)
        if erasure.verified_at is None:
            raise CommandError("an order by law keeps something: the erasure waits for its release")
        self.stdout.write(erasure.certificate)
