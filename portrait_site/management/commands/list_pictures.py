"""Print docs/pictures.md."""

from typing import Any

from django.core.management.base import BaseCommand

from portrait_site.pictures_page import pictures_page


class Command(BaseCommand):
    """`manage.py list_pictures > docs/pictures.md`, after a change of the catalogue."""

    help = "Print the table of every picture, typeface and model with its source and licence."

    def handle(self, *_args: Any, **_options: Any) -> None:
        self.stdout.write(pictures_page(), ending="")
