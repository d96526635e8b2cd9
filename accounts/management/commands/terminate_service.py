"""End the service, as two people decided: announce, freeze, delete, certify."""

from collections.abc import Callable
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from accounts.services.erase_everybody import erase_everybody
from privacy.models import Termination, Ticket
from privacy.models.refusal import Refused
from privacy.selectors.end_counts import left_to_delete, retained_at_end
from privacy.selectors.service_end import current_end
from privacy.services.finish_erasure import NotYetGone
from privacy.services.remove_row import StillStored
from privacy.services.termination.announce_end import announce_end, tell_everybody
from privacy.services.termination.carry_out_end import (
    begin_deleting,
    certify_end,
    freeze_service,
)
from privacy.services.termination.steps import OPERATOR

State = Termination.State
ACTS = ("status", "announce", "freeze", "delete", "certificate")


class Command(BaseCommand):
    help = (
        "End the service. status: how far it is. announce: tell everybody, on every page and one "
        "by one. freeze: take in nothing new. delete: erase everything that the law lets go, for "
        "good. certificate: print the proof. Each goes on where it was broken off, and none goes "
        "without a plan that two people approved."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("act", choices=ACTS, nargs="?", default="status")
        parser.add_argument("--dry-run", action="store_true", help="count, change nothing")

    def handle(self, *_args: Any, **options: Any) -> None:
        if options["dry_run"]:
            self._count()
            return
        end = current_end()
        if end is None:
            raise CommandError("no end of the service is planned; two people do that in the admin")
        acts: dict[str, Callable[[Termination], None]] = {
            "status": self._status,
            "announce": self._announce,
            "freeze": self._freeze,
            "delete": self._delete,
            "certificate": self._certificate,
        }
        try:
            acts[options["act"]](end)
        except (Refused, NotYetGone, StillStored) as problem:
            raise CommandError(str(problem) or type(problem).__name__) from problem

    def _count(self) -> None:
        for model, count in left_to_delete().items():
            self.stdout.write(f"{model:32} {count:8} would go")
        for line in retained_at_end(timezone.now()):
            until = line["until"] or "no fixed day"
            self.stdout.write(f"{line['class']:32} {line['count']:8} stay until {until}")
            self.stdout.write(f"{'':32}          {line['ground']}")
        waiting = Ticket.objects.filter(queue_on__isnull=False).count()
        self.stdout.write(f"{waiting} requests wait for an answer; nothing was changed")

    def _status(self, end: Termination) -> None:
        self.stdout.write(f"{end.state}, frozen from {end.freezes_at:%Y-%m-%d %H:%M %Z}")
        self.stdout.write(f"planned by {end.filed_by}, approved by {end.approved_by or 'nobody'}")
        self.stdout.write("everybody was told" if end.told_at else "not everybody was told")
        self.stdout.write(f"{sum(left_to_delete().values())} rows are left to delete")

    def _announce(self, end: Termination) -> None:
        now = timezone.now()
        if end.state != State.ANNOUNCED:
            announce_end(end, by=OPERATOR, now=now)
        tell_everybody(end, now=now, report=self._say_told)
        self.stdout.write("announced; every account was told")

    def _say_told(self, number: int) -> None:
        self.stdout.write(f"  told as far as account {number}")

    def _freeze(self, end: Termination) -> None:
        freeze_service(end, by=OPERATOR, now=timezone.now())
        self.stdout.write("frozen: nothing new is taken in")

    def _delete(self, end: Termination) -> None:
        now = timezone.now()
        if end.state != State.DELETING:
            begin_deleting(end, by=OPERATOR, now=now)
        erase_everybody(end, now=now, report=self._say_erased)
        certify_end(end, by=OPERATOR, now=timezone.now())
        self._certificate(end)

    def _say_erased(self, done: int, total: int) -> None:
        self.stdout.write(f"  {done} of {total} accounts erased")

    def _certificate(self, end: Termination) -> None:
        if not end.certificate:
            raise CommandError("there is no certificate before everything is deleted")
        self.stdout.write(end.certificate)
