"""Make the starter templates that are new or changed."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from portraits.services.load_templates import load_templates


class Command(BaseCommand):
    """`manage.py load_templates`: repeating it costs nearly nothing."""

    help = "Paint and publish the starter templates that are new or changed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--processes", type=int, help="how many at once (default: the cores)")

    def handle(self, *_args: Any, **options: Any) -> None:
        failed = load_templates(
            now=timezone.now(), report=self._show, processes=options["processes"]
        )
        if failed:
            raise CommandError("templates that could not be made: " + ", ".join(failed))

    def _show(self, slug: str, code: str, done: int, total: int) -> None:
        self.stdout.write(f"template {done} of {total}: {slug} {code}".rstrip())
