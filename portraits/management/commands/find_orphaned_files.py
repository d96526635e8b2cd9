"""Objects without a key, and keys without an object."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from portraits.services.sweep_objects import missing_objects, remove_stray, stray_objects
from portraits.services.template_store import remove_file, unnamed_files


class Command(BaseCommand):
    """`manage.py find_orphaned_files [--delete]`: looks both ways; exit status 1 when some stay.

    An object without a key can be opened by nobody; a key without an object waits for the sweep,
    which ends what it belongs to. Packs and previews that no template names are listed too.
    """

    help = "List stored objects without a key, keys without an object, unused template files."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--delete", action="store_true", help="delete what nobody can open")
        parser.add_argument("--dry-run", action="store_true", help="list only (the default)")

    def handle(self, *_args: Any, **options: Any) -> None:
        if options["delete"] and options["dry_run"]:
            raise CommandError("--delete or --dry-run, not both")
        now, is_deleting = timezone.now(), options["delete"]
        left = 0
        for stray in stray_objects(now):
            is_gone = is_deleting and remove_stray(stray)
            left += not is_gone
            self._tell("no key", f"{stray.object_class}/{stray.object_id}", is_gone=is_gone)
        for name in unnamed_files(now):
            if is_deleting:
                remove_file(name)
            left += not is_deleting
            self._tell("no template", name, is_gone=is_deleting)
        for missing in missing_objects(now):
            left += 1
            self._tell("no object", f"{missing.object_class}/{missing.object_id}", is_gone=False)
        self.stdout.write(f"{left} left")
        if left:
            raise SystemExit(1)

    def _tell(self, what: str, name: str, *, is_gone: bool) -> None:
        self.stdout.write(f"{what}: {name}" + (" (deleted)" if is_gone else ""))
