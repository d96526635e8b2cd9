"""What of somebody's data the staff can open at all, and by what: a request, or a leave.

Faces and secrets are never among it. A request that is assigned shows how to reach the person,
what they chose and what they did; who they are and how old asks for a leave.
"""

from typing import Any

from privacy.models import SubjectPseudonym
from privacy.registry import Category, PersonalData, declaration_of
from privacy.selectors.inventory import records_of, shown_fields
from privacy.selectors.subject_rows import about_people

NEVER = (Category.FACE, Category.SECRET)
WITH_A_REQUEST = (Category.CONTACT, Category.CHOICE, Category.ACTIVITY)
ROWS_SHOWN = 50


def classes_to_reveal() -> dict[str, str]:
    """This function will return the classes that a leave can name, with their labels."""
    classes = (one for one in about_people() if fields_to_reveal(one))
    return {one.model: str(one.label) for one in classes}


def fields_to_reveal(declaration: PersonalData, *, with_request: bool = False) -> list[str]:
    """This function will name the fields of a class that can be opened, one at a time."""
    shown = set(shown_fields(declaration))
    return sorted(
        name
        for name, category in declaration.holds.items()
        if name in shown
        and category not in NEVER
        and (not with_request or category in WITH_A_REQUEST)
    )


def field_choices(models: list[str], *, with_request: bool = False) -> list[tuple[str, str]]:
    """This function will list the fields of some classes as `model.field`, with words."""
    found = []
    for model in models:
        declaration = declaration_of(model)
        if declaration is not None:
            names = fields_to_reveal(declaration, with_request=with_request)
            found += [(f"{model}.{name}", f"{declaration.label}: {name}") for name in names]
    return found


def person_behind(pseudonym: Any) -> Any:
    """This function will return the person with a pseudonym, or None once the account is gone."""
    row = SubjectPseudonym.objects.filter(pseudonym=pseudonym).select_related("person").first()
    return row.person if row else None


def values_of(model: str, field: str, person: Any) -> list[str]:
    """This function will read one field of the person's rows, the first fifty of them."""
    declaration = declaration_of(model)
    if declaration is None:
        return []
    rows = zip(range(ROWS_SHOWN), records_of(declaration, person), strict=False)
    return [str(row[field]) for _number, row in rows if row[field] not in (None, "")]
