"""Erase every account but the staff's, and whatever of a deletable class belongs to nobody.

Design. Each account goes by the same cancellation as any other, in transactions of its own, so
that a run that is killed is simply started again: it first finishes what was committed.
"""

from collections.abc import Callable
from datetime import datetime

from django.db.models import QuerySet

from accounts.models import User
from accounts.services.cancel_account import (
    cancel_account,
    finish_cancellation,
    resume_cancellations,
)
from privacy.models import Termination
from privacy.models.refusal import Refused
from privacy.registry import PersonalData
from privacy.selectors.end_counts import deletable_classes, rows_to_delete
from privacy.services.finish_erasure import BATCH_ROWS
from privacy.services.remove_row import remove_rows

ENDED = "service_ended"
Report = Callable[[int, int], object]


def erase_everybody(end: Termination, *, now: datetime, report: Report) -> None:
    """This function will erase until nothing deletable is left; it goes on where it was.

    :raises Refused: `record_state`, 409, unless the service is being deleted
    :raises StillStored, NotYetGone: when something is still there; the next call goes on
    """
    if end.state != Termination.State.DELETING:
        raise Refused("record_state", 409)
    resume_cancellations()
    while batch := _next_accounts():
        for person in batch:
            finish_cancellation(cancel_account(person, now=now).erasure)
        report(end.accounts - _accounts().count(), end.accounts)
    for declaration in deletable_classes():
        _remove_class(declaration, now)


def _accounts() -> QuerySet[User]:
    return User.objects.filter(is_active=True, is_staff=False)


def _next_accounts() -> list[User]:
    return list(_accounts().order_by("pk")[:BATCH_ROWS])


def _remove_class(declaration: PersonalData, now: datetime) -> None:
    """What nobody's account took along: messages of people without one, attempts to sign in."""
    while batch := list(rows_to_delete(declaration)[:BATCH_ROWS]):
        remove_rows(declaration, batch, reason=ENDED, now=now)
