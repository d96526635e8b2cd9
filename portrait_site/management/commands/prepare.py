"""Bring folder, databases, policy, schedule and static files to the state of this code."""

import os
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from portrait_site.preparation import make_folders, prepare


class Command(BaseCommand):
    """`manage.py prepare`: what `serve` does first, for machines where systemd starts the rest."""

    help = "Make the folders and keys, migrate the databases, load policy, templates, schedule."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        os.umask(0o077)
        make_folders(settings.DATA_DIR)
        prepare(lambda words: self.stdout.write(words))
