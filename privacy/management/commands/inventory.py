"""Print the register of personal data: what is held, why, until when, and what becomes of it."""

from typing import Any

from django.core.management.base import BaseCommand

from privacy.registry import PersonalData, declarations, model_of


class Command(BaseCommand):
    help = "Print every class of the register: grade, purpose, period, end, number of rows."

    def handle(self, *_args: Any, **_options: Any) -> None:
        self.stdout.write(f"{'class':32} grade purpose        kept for  at erasure   rows")
        for declaration in declarations():
            self.stdout.write(_line(declaration))


def _line(one: PersonalData) -> str:
    grade = max((category.grade for category in one.holds.values()), default=1)
    kept_for = max((clock.after for clock in one.clocks), default=None)
    days = "-" if kept_for is None else f"{kept_for.total_seconds() / 86_400:.3g} d"
    count = model_of(one)._default_manager.count()
    return f"{one.model:32} {grade:5} {one.purpose:14} {days:>8}  {one.on_erasure:10} {count:6}"
