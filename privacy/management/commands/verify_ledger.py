"""Walk the ledger and say whether anything in it was changed."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from privacy.models import LedgerEntry
from privacy.services.append_ledger import ledger_faults


class Command(BaseCommand):
    help = "Verify the whole ledger; exit 1 naming every entry that was changed."

    def handle(self, *_args: Any, **_options: Any) -> None:
        faults = list(ledger_faults())
        for fault in faults:
            self.stderr.write(fault)
        if faults:
            raise CommandError(f"{len(faults)} faults in the ledger")
        self.stdout.write(f"{LedgerEntry.objects.count()} entries, all in order")
