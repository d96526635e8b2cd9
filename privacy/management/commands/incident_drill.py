"""Practise an incident: who would be told what, and how soon."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from privacy.models import Incident
from privacy.models.refusal import Refused
from privacy.promises import DRILL_READY
from privacy.registry import declaration_of
from privacy.services.incidents.run_drill import (
    DrillReport,
    NotReady,
    drafts_of_drill,
    render_notice,
    run_drill,
)
from privacy.services.incidents.search_affected import count_affected


class Command(BaseCommand):
    help = (
        "Practise an incident with the data of this copy: find the people it would touch, write "
        "the notice in every language, and measure how long that takes. Nobody is told anything; "
        "the record stays as the proof of the drill."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--class",
            dest="classes",
            action="append",
            help="a class that is taken to be touched, such as portraits.Portrait; may be repeated",
        )
        parser.add_argument("--spread", choices=Incident.Spread.values, default="outside")
        parser.add_argument("--dry-run", action="store_true", help="count and show, keep nothing")

    def handle(self, *_args: Any, **options: Any) -> None:
        classes = options["classes"] or ["accounts.User"]
        if unknown := [model for model in classes if declaration_of(model) is None]:
            raise CommandError(f"not in the register of personal data: {', '.join(unknown)}")
        try:
            if options["dry_run"]:
                self._rehearse(classes)
                return
            report = run_drill(
                classes, options["spread"], now=timezone.now(), progress=self._tell_progress
            )
        except (Refused, NotReady) as problem:
            raise CommandError(str(problem) or "a part of the notice is empty") from problem
        self._print(report)
        if report.minutes * 60 > DRILL_READY.total_seconds():
            raise CommandError(f"it took longer than {DRILL_READY}")

    def _rehearse(self, classes: list[str]) -> None:
        self.stdout.write(f"{count_affected(classes)} people would be told:")
        for notice in drafts_of_drill():
            self._print_notice(notice.locale, render_notice(notice))

    def _tell_progress(self, incident: Incident) -> None:
        self.stdout.write(f"  {incident.people_seen} of {incident.people_total} looked at")

    def _print(self, report: DrillReport) -> None:
        incident = report.incident
        for locale, lines in report.notices.items():
            self._print_notice(locale, lines)
        self.stdout.write(
            f"{incident.affected_count} of {incident.people_total} people touched; "
            f"grade: {incident.binding_grade}; reports owed: {', '.join(report.owed) or 'none'}"
        )
        self.stdout.write(f"ready after {report.minutes:.2f} minutes; nobody was told anything")

    def _print_notice(self, locale: str, lines: list[tuple[str, str]]) -> None:
        self.stdout.write(f"--- {locale}")
        for heading, text in lines:
            self.stdout.write(f"{heading}\n  {text}")
