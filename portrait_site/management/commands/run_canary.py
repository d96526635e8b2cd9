"""Send today's canaries now and say what was found."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from portrait_site.canary.walk import walk
from privacy.models import CanaryRun


class Command(BaseCommand):
    """`manage.py run_canary`: one step of every canary; the site itself must be running."""

    help = "Send today's made-up people through the site, or take them a step on; exit 1 on finds."

    def handle(self, *_args: Any, **_options: Any) -> None:
        moving = walk(now=timezone.now())
        found = 0
        for run in CanaryRun.objects.order_by("started_at"):
            found += len(run.findings)
            told = ", ".join(f"{one['what']} in {one['where']}" for one in run.findings)
            self.stdout.write(f"{run.day} {run.kind:6} {run.step:10} {told or 'nothing found'}")
        if moving:
            self.stdout.write(f"{moving} on their way: run this again in a minute")
        if found:
            raise CommandError(f"{found} findings")
