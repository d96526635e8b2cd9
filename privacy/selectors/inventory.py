"""What is held about a person, class by class, in words and in values."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from privacy.encryption import Damaged, KeyMissing, open_field
from privacy.registry import Category, OnErasure, PersonalData, model_of
from privacy.selectors.subject_rows import about_people, counts_of, rows_of

# Nobody gets these back: they are hashes, or would open the account to whoever reads the file.
UNSHOWN = (Category.SECRET,)

WHERE = {
    "default": _("main database"),
    "keys": _("key database"),
    "log": _("log database"),
}
AND_STORE = _("%(database)s, encrypted store")


@dataclass(frozen=True, slots=True)
class HeldClass:
    """One class of a person's data: how much, why, where, how long, and what cancelling does."""

    model: str
    label: str
    purpose: str
    categories: tuple[str, ...]
    count: int
    where: str
    kept_for: timedelta | None
    on_erasure: str
    because: str
    is_deletable: bool


def inventory_of(person: Any) -> list[HeldClass]:
    """This function will return every class of data that could hold something of the person."""
    counts = counts_of(person)
    return [_held(declaration, counts[declaration.model]) for declaration in about_people()]


def _held(declaration: PersonalData, count: int) -> HeldClass:
    database = model_of(declaration)._default_manager.db
    where = str(WHERE.get(database, database))
    if declaration.files:
        where = AND_STORE % {"database": where}
    return HeldClass(
        model=declaration.model,
        label=str(declaration.label),
        purpose=declaration.purpose,
        categories=tuple(sorted({str(category) for category in declaration.holds.values()})),
        count=count,
        where=where,
        kept_for=_longest(declaration),
        on_erasure=str(declaration.on_erasure),
        because=str(declaration.because),
        is_deletable=declaration.is_deletable,
    )


def _longest(declaration: PersonalData) -> timedelta | None:
    periods = (one.after for one in declaration.clocks if not one.is_of_unfinished)
    return max(periods, default=None)


def records_of(declaration: PersonalData, person: Any) -> Iterator[dict[str, Any]]:
    """This function will give each row's declared fields as plain values, without secrets."""
    for row in rows_of(declaration, person).iterator(chunk_size=500):
        yield {name: _plain(_value(declaration, row, name)) for name in shown_fields(declaration)}


def shown_fields(declaration: PersonalData) -> list[str]:
    """This function will name the fields a person sees; sealed ones only where they are opened."""
    hidden = {name for name, category in declaration.holds.items() if category in UNSHOWN}
    return sorted((declaration.fields - hidden) | set(declaration.shows))


def _value(declaration: PersonalData, row: Model, name: str) -> Any:
    if name in declaration.shows:
        return declaration.shows[name](row)
    field: Any = row._meta.get_field(name)
    if field.many_to_many:
        return None
    value = getattr(row, field.attname)
    context = declaration.sealed.get(name)
    return value if value is None or context is None else _unsealed(bytes(value), context)


def _unsealed(value: bytes, context: str) -> str | None:
    try:
        return open_field(value, context=context)
    except (Damaged, KeyMissing):
        # One text that cannot be read any more must not keep the others from the person.
        return None


def _plain(value: Any) -> Any:
    match value:
        case datetime():
            return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
        case UUID():
            return str(value)
        case bytes() | memoryview():
            return "sealed"
        case None | bool() | int() | float() | str() | list() | dict():
            return value
    return str(value)


def consequences_of(person: Any) -> list[HeldClass]:
    """This function will return what cancelling does, for the classes that hold something."""
    return [held for held in inventory_of(person) if held.count]


def is_kept(held: HeldClass) -> bool:
    """This function will say whether a class outlives the account."""
    return held.on_erasure == OnErasure.KEEP
