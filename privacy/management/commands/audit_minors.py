"""Write the yearly audit of looks at minors' data, due on 31 January."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from privacy.selectors.minors_audit import audit_of_minors


class Command(BaseCommand):
    help = (
        "Print, as JSON, what the staff looked at of people under 18 in a year, and who approved"
        " it. Staff appear by number, the people not at all."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("year", type=int, help="the year that is over, such as 2026")

    def handle(self, *_args: Any, **options: Any) -> None:
        audit = audit_of_minors(options["year"])
        self.stdout.write(json.dumps(audit, ensure_ascii=False, indent=2))
