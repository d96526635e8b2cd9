"""Controls of the register: everything is declared and graded, and nothing stays past its time."""

from datetime import datetime, timedelta

from privacy.registry import Category, declarations
from privacy.registry.checks import check_register
from privacy.registry.control import Finding, Kind, control, tested
from privacy.services.purge_expired import due_classes

# The purge runs every five minutes; what is still there an hour later was missed.
MISSED_FOR = timedelta(hours=1)

tested("U-2", "G-1", "R-0")


@control("R-0", kind=Kind.QUERY)
def nothing_is_overdue(now: datetime) -> Finding:
    """Of no class in the register is a row left whose time is over."""
    overdue = [one for one in due_classes(now=now - MISSED_FOR) if one.count]
    rows = sum(one.count for one in overdue)
    names = ", ".join(sorted({one.model for one in overdue}))
    return Finding(
        is_kept=not overdue,
        value=f"{rows} rows overdue{': ' if names else ''}{names}",
        target="0 in every class",
    )


@control("U-2", kind=Kind.SETTINGS)
def every_stored_field_is_declared(_now: datetime) -> Finding:
    """Each column of each model says what it holds, why and until when; or nothing starts."""
    errors = check_register()
    fields = sum(len(one.fields) for one in declarations())
    return Finding(
        is_kept=not errors,
        value=f"{fields} fields declared, {len(errors)} not",
        target="0 not declared",
    )


@control("G-1", kind=Kind.SETTINGS)
def every_personal_field_has_a_grade(_now: datetime) -> Finding:
    """The grade follows from the category, and every table has its categories declared."""
    held = [category for one in declarations() for category in one.holds.values()]
    bare = sum(not _has_grade(category) for category in Category)
    undeclared = len(check_register())
    return Finding(
        is_kept=bare + undeclared == 0,
        value=f"{len(held)} fields of {len(Category)} categories, {bare} without a grade, "
        f"{undeclared} not declared",
        target="0 without a grade, 0 not declared",
    )


def _has_grade(category: Category) -> bool:
    try:
        return bool(category.grade)
    except KeyError:
        return False
