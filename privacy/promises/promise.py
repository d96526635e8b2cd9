"""One promise of the privacy policy, with the figures that code enforces."""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Promise:
    """What is promised, in both languages, and what keeps it.

    `clause` is the section of the policy (1 to 10, 0 for its introduction). `flag` says how the
    promise is kept: C by code, S by a record of the staff, T as text; `C+S` is both. The figures
    are those the promise names, and are None where it names none: `at_most` and `at_least` are
    periods, `working_days` runs on the working-day calendar, `age_years` is an age in full years.
    """

    key: str
    clause: int
    flag: str
    says: str
    says_zh: str
    control: str
    at_most: timedelta | None = None
    at_least: timedelta | None = None
    working_days: int | None = None
    age_years: int | None = None
    month_count: int | None = None
