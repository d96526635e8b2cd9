"""Make the one template of a small copy."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from portraits.models import Template
from tests.factories import make_template


class Command(BaseCommand):
    help = "Publish a plain look under the slug `plain`, unless it is there."

    def handle(self, *_args: Any, **_options: Any) -> None:
        if not Template.objects.exists():
            make_template(now=timezone.now())
