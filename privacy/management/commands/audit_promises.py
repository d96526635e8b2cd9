"""Run every check behind the promises now."""

import json
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from privacy.selectors.promise_states import promise_states
from privacy.services.run_checks import run_checks


class Command(BaseCommand):
    help = "Run the checks behind the promises; exit 1 when one of them is broken."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="print the results as JSON")

    def handle(self, *_args: Any, **options: Any) -> None:
        run_checks(now=timezone.now())
        states = promise_states()
        if options["json"]:
            self.stdout.write(json.dumps([state.as_json() for state in states], ensure_ascii=False))
        else:
            for state in states:
                self.stdout.write(f"{state.status:10} {state.key:6} {state.value or ''}")
        if any(state.status == "red" for state in states):
            sys.exit(1)
