"""Ask for leave to open some classes of one person's data."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.contrib.auth import get_user_model

from privacy.models import AccessGrant
from privacy.models.refusal import Refused
from privacy.registry.roles import Right
from privacy.selectors.revealable import classes_to_reveal
from privacy.services.access.grant_steps import require_case
from privacy.services.name_subject import name_subject
from privacy.services.registers.move_record import file_record
from privacy.services.transitions import Actor


@dataclass(frozen=True, slots=True)
class GrantWish:
    """Whose data, which classes of it, for which case, why, for how many hours."""

    account: int
    case_kind: str
    case: UUID
    reason: str
    classes: list[str]
    hours: int = 1
    withheld_until: date | None = None


def ask_for_grant(wish: GrantWish, *, by: Actor, now: datetime) -> AccessGrant:
    """This function will file the wish; somebody else approves it.

    :raises Refused: as `require_wish`; `permission_denied`, 403, without the right
    :raises ValidationError: when the record breaks a rule of its model
    """
    person = require_wish(wish, by=by)
    grant = AccessGrant(
        case_kind=wish.case_kind,
        case=wish.case,
        reason=wish.reason,
        subject=name_subject(person, now=now),
        classes=sorted(wish.classes),
        is_about_minor=person.is_minor,
        hours=wish.hours,
        withheld_until=wish.withheld_until,
    )
    return file_record(grant, by=by, right=Right.REVEAL_DATA, now=now)


def require_wish(wish: GrantWish, *, by: Actor) -> Any:
    """This function will let pass what can be asked for, and return the person it is about.

    :raises Refused: `account_unknown`, 400; `case_unknown`, 400; `not_revealable`, 400, for a
        class that nobody may open; `nobody_for_themselves`, 403, for one's own data
    """
    person = get_user_model()._default_manager.filter(pk=wish.account, is_active=True).first()
    if person is None:
        raise Refused("account_unknown", 400)
    if by.name == f"person {person.pk}":
        raise Refused("nobody_for_themselves", 403)
    if not wish.classes or set(wish.classes) - set(classes_to_reveal()):
        raise Refused("not_revealable", 400)
    require_case(wish.case_kind, wish.case)
    return person
