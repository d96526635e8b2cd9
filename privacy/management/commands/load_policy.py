"""Install the shipped policy and consent texts."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from privacy.services.install_policy import install_policy


class Command(BaseCommand):
    help = "Install the shipped policy, version 1, and the consent texts; repeating it is harmless."

    def handle(self, *_args: Any, **options: Any) -> None:
        made = install_policy(now=timezone.now())
        if options["verbosity"]:
            self.stdout.write(f"{made} texts installed")
