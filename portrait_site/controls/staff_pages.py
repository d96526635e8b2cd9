"""Controls of the staff's pages: what they show by themselves, and that they ask for a right."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import flatten

from privacy.admin.by_right import ByRightAdmin
from privacy.registry import Category, declaration_of
from privacy.registry.control import Finding, Kind, control

# How somebody is reached, their face, their secrets; and every sealed text.
MASKED = (Category.CONTACT, Category.FACE, Category.SECRET)


@control("E-6", kind=Kind.SETTINGS)
def no_page_of_the_staff_shows_masked_fields(_now: datetime) -> Finding:
    """Lists and pages are made of columns that say neither who nor how they look."""
    shown = sorted(set(_shown()))
    return Finding(is_kept=not shown, value=", ".join(shown) or "0 masked fields", target="0")


@control("E-7", kind=Kind.SETTINGS)
def every_page_of_the_staff_asks_for_a_right(_now: datetime) -> Finding:
    """No page is open to whoever may enter: each names the rights that open it."""
    pages = list(admin.site._registry.values())
    open_ = sum(not isinstance(one, ByRightAdmin) or not _rights(one) for one in pages)
    return Finding(
        is_kept=open_ == 0, value=f"{len(pages)} pages, {open_} without a right", target="0"
    )


def _rights(page: ByRightAdmin) -> tuple[str, ...]:
    return (*page.reads, *page.adds, *page.changes)


def _shown() -> Iterator[str]:
    for model, page in admin.site._registry.items():
        declaration = declaration_of(model)
        if declaration is None:
            continue
        masked = {name for name, category in declaration.holds.items() if category in MASKED}
        for name in _columns(model, page) & (masked | set(declaration.sealed)):
            if not _is_binary(model, name):
                yield f"{model._meta.label}.{name}"


def _columns(model: Any, page: Any) -> set[str]:
    """The columns of the list, and those of the page unless it names its own."""
    every = [field.name for field in model._meta.fields if field.editable]
    in_form = getattr(page.form, "_meta", None)
    on_page = page.fields or (in_form and in_form.fields) or every
    chosen = {*page.list_display, *flatten(on_page), *page.readonly_fields, *page.list_editable}
    return {name for name in chosen if isinstance(name, str)} - set(page.exclude or ())


def _is_binary(model: Any, name: str) -> bool:
    """Django shows no binary columns: a sealed text stays shut."""
    return str(model._meta.get_field(name).get_internal_type()) == "BinaryField"
