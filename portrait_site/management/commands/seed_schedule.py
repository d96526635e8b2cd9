"""Write the schedule of recurring tasks into the database."""

from typing import Any

from django.core.management.base import BaseCommand

from portrait_site.schedule import SCHEDULE
from portrait_site.seeding import write_schedule


class Command(BaseCommand):
    """`manage.py seed_schedule`: safe to run at every start."""

    help = "Write the recurring tasks into the scheduler's tables; remove those no longer in code."

    def handle(self, *args: Any, **options: Any) -> None:
        changed = write_schedule(SCHEDULE)
        if options["verbosity"]:
            self.stdout.write(f"{len(SCHEDULE)} entries, {len(changed)} changed")
