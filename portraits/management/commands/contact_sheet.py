"""Look at what templates make of photos."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portraits.models import Template
from portraits.services.draw_contact_sheet import draw_contact_sheet


class Command(BaseCommand):
    """`manage.py contact_sheet PHOTO... --out FILE`: photos x templates in one picture."""

    help = "Draw photos x templates into one picture. Nothing else is kept."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("photos", type=Path, nargs="+")
        parser.add_argument("--out", required=True, type=Path, metavar="FILE", help="PNG or JPEG")
        parser.add_argument(
            "--template", action="append", metavar="SLUG", help="repeatable; default: all published"
        )
        parser.add_argument("--cell", type=int, default=320, help="pixels of a cell's side")

    def handle(self, *_args: Any, **options: Any) -> None:
        templates = _templates(options["template"])
        try:
            sheet = draw_contact_sheet(
                options["photos"], templates, cell=options["cell"], progress=self._show
            )
            sheet.save(options["out"])
        except (OSError, ValueError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{sheet.width} x {sheet.height} pixels: {options['out']}")

    def _show(self, done: int, total: int) -> None:
        if done == total or done % 10 == 0:
            self.stderr.write(f"{done} of {total}")


def _templates(slugs: list[str] | None) -> list[Template]:
    """Those asked for, in the order asked for, or all that people see."""
    if slugs is None:
        return list(Template.objects.published())
    found = {template.slug: template for template in Template.objects.exclude(pack_file="")}
    unknown = [slug for slug in slugs if slug not in found]
    if unknown:
        raise CommandError("no such template: " + ", ".join(unknown))
    return [found[slug] for slug in slugs]
