"""Load, show and check the holidays that due dates are counted by."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from privacy.models import WorkCalendar
from privacy.selectors.calendars import calendar_in_force
from privacy.services.load_calendar import (
    Contradicted,
    contradictions,
    load_calendar,
    sources_of,
)
from privacy.services.recompute_deadlines import recompute_deadlines
from privacy.services.warn_of_deadlines import CALENDAR_MARGIN
from privacy.working_days import NotACalendar, local_date


class Command(BaseCommand):
    help = (
        "show: which calendar is in force. check: compare it with the packages that are installed "
        "and say how long it reaches. load FILE: take in a newer one and count running deadlines "
        "again; they only ever move earlier."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("act", choices=("load", "show", "check"))
        parser.add_argument("file", nargs="?", type=Path, help="a calendar, for load")
        parser.add_argument("--region", default=settings.TICKET_REGION)
        parser.add_argument("--dry-run", action="store_true", help="load: only look at the file")

    def handle(self, *_args: Any, **options: Any) -> None:
        if options["act"] == "load":
            self._load(options)
        elif options["act"] == "show":
            self._show(options["region"])
        else:
            self._check(options["region"])

    def _load(self, options: dict[str, Any]) -> None:
        if options["file"] is None or not options["file"].is_file():
            raise CommandError("name the file of a calendar")
        now, text = timezone.now(), options["file"].read_text(encoding="utf-8")
        try:
            row = load_calendar(
                text, region=options["region"], is_kept=not options["dry_run"], now=now
            )
        except (NotACalendar, Contradicted) as refused:
            raise CommandError(str(refused)) from refused
        self._say_sources(options["region"])
        if options["dry_run"]:
            self.stdout.write(f"{row} could be loaded")
            return
        self.stdout.write(f"{row} is loaded, sha256 {row.sha256}")
        done = recompute_deadlines(now=now, report=lambda count: self.stdout.write(f"  {count}"))
        self.stdout.write(f"{done} running deadlines were counted again")

    def _say_sources(self, region: str) -> None:
        names = sources_of(region)
        if names:
            self.stdout.write(f"no contradiction in: {', '.join(names)}")
        else:
            self.stdout.write(self.style.WARNING("no second source is installed to compare with"))

    def _show(self, region: str) -> None:
        calendar = calendar_in_force(region)
        row = WorkCalendar.objects.filter(region=region, version=calendar.version).first()
        origin = f"loaded {row.loaded_at:%Y-%m-%d}, sha256 {row.sha256}" if row else "shipped"
        self.stdout.write(f"{region} {calendar.version} ({origin})")
        years = ", ".join(str(year) for year in sorted(calendar.years))
        self.stdout.write(f"official years: {years or 'none'}")
        months, days = calendar.law_months, calendar.law_working_days
        law = f"{months} months" if months else f"{days} working days"
        self.stdout.write(f"clock: {calendar.zone}; law: {law}")

    def _check(self, region: str) -> None:
        calendar = calendar_in_force(region)
        odd = [f"{name} {day}" for name, day in contradictions(calendar, region=region)]
        if odd:
            raise CommandError(f"other sources say otherwise: {', '.join(odd[:10])}")
        left = calendar.last_day - local_date(timezone.now(), calendar=calendar)
        if left <= CALENDAR_MARGIN:
            self.stdout.write(self.style.WARNING(f"it ends in {max(0, left.days)} days: load more"))
        else:
            self.stdout.write(f"it reaches {left.days} days further")
        self._say_sources(region)
