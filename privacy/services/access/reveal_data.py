"""Open one field of one person's data, for one case: written down first, then read.

Need to know. There are two ways to get here and no third: a leave that a second person approved
and whose hours run, or a request by that very person that is open, verified and assigned to
whoever looks. Who is under 18 needs the leave in any case.
"""

from datetime import datetime
from typing import Any

from privacy.models import AccessGrant, LookReason, Ticket
from privacy.models.refusal import Refused
from privacy.registry.roles import Right
from privacy.selectors.revealable import field_choices, person_behind, values_of
from privacy.services.access.grant_steps import case_is_there
from privacy.services.log_staff_access import Purpose, log_staff_access
from privacy.services.transitions import name_of_staff


def reveal_under_grant(grant: AccessGrant, opened: str, *, staff: Any, now: datetime) -> list[str]:
    """This function will return the values of a field, `model.field`, that a leave covers.

    :raises Refused: `access_not_granted`, 403, without a leave of one's own that runs;
        `case_unknown`, 400, once the case is over; `not_revealable`, 400, for another field;
        `account_gone`, 410
    """
    _require_right(staff)
    if grant.filed_by != name_of_staff(staff) or not grant.is_open(now):
        raise Refused("access_not_granted", 403)
    case_is_there(grant, now)
    person = person_behind(grant.subject)
    if person is None:
        raise Refused("account_gone", 410)
    if person.is_minor and not grant.minor_approved_by:
        raise Refused("access_not_granted", 403)
    _require_field(opened, field_choices(grant.classes))
    case = f"{grant.case_kind} {grant.case}"
    purpose = Purpose(grant.reason, case, grant.pk, grant.withheld_until)
    return _open(opened, person, purpose, staff, now)


def reveal_for_ticket(
    ticket: Ticket, opened: str, *, reason: str, staff: Any, now: datetime
) -> list[str]:
    """This function will return the values of a field of whoever made a request.

    :raises Refused: `access_not_granted`, 403, unless it is open, verified and one's own;
        `minor_not_approved`, 409, about a minor; `not_revealable`, 400, for what needs a leave
    """
    _require_right(staff)
    is_open = ticket.state not in Ticket.ENDED and ticket.verified_at is not None
    if ticket.person is None or ticket.assignee_id != staff.pk or not is_open:
        raise Refused("access_not_granted", 403)
    if ticket.person.is_minor:
        raise Refused("minor_not_approved", 409)
    _require_field(opened, fields_for_ticket())
    purpose = Purpose(LookReason(reason), f"{AccessGrant.Case.TICKET} {ticket.pk}")
    return _open(opened, ticket.person, purpose, staff, now)


def fields_for_ticket() -> list[tuple[str, str]]:
    """This function will list what an assigned request opens, without a leave."""
    return field_choices(["accounts.User", "privacy.ConsentState"], with_request=True)


def _require_right(staff: Any) -> None:
    if not staff.has_perm(Right.REVEAL_DATA):
        raise Refused("permission_denied", 403)


def _require_field(opened: str, choices: list[tuple[str, str]]) -> None:
    if opened not in {value for value, _words in choices}:
        raise Refused("not_revealable", 400)


def _open(opened: str, person: Any, purpose: Purpose, staff: Any, now: datetime) -> list[str]:
    model, _dot, field = opened.rpartition(".")
    log_staff_access(staff, subject=person, model=model, key=field, purpose=purpose, now=now)
    return values_of(model, field, person)
