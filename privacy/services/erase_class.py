"""Delete one class of a person's data, because they asked, without cancelling the account."""

from datetime import datetime
from typing import Any

from privacy.models.refusal import Refused
from privacy.registry import PersonalData, declaration_of
from privacy.selectors.subject_rows import rows_of
from privacy.services.remove_row import remove_row
from privacy.services.request_export import end_copies
from privacy.services.respect_holds import free_rows


def erase_class(person: Any, model: str, *, now: datetime) -> int:
    """This function will delete the person's rows of a class and return how many went.

    :raises Refused: `not_found`, 404, when there is no such class or it cannot go alone
    """
    declaration = declaration_of(model)
    if declaration is None or not declaration.is_deletable:
        raise Refused("not_found", 404)
    rows = free_rows(rows_of(declaration, person), act="deleted", now=now)
    count = sum(_erase(declaration, row, now) for row in rows.iterator(chunk_size=200))
    end_copies(person, now=now)
    return count


def _erase(declaration: PersonalData, row: Any, now: datetime) -> int:
    if declaration.delete is not None:
        declaration.delete(row, now)
    else:
        remove_row(declaration, row, reason="deleted", now=now)
    return 1
