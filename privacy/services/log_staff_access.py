"""Write down that a member of the staff looks at somebody's data, before it is shown.

The person reads these entries in "My data": who, by number; what; why; for which case; when.
Nothing that was looked at stands in the entry. A row beside it is what alerts and reviews count.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from privacy.models import LedgerEntry, StaffLook
from privacy.selectors.access_log import ACCESS_STREAM
from privacy.services.append_ledger import append_ledger
from privacy.services.name_subject import name_subject
from privacy.services.transitions import name_of_staff
from privacy.services.watch_volume import watch_volume

COMMAND_LINE = "command line"


@dataclass(frozen=True, slots=True)
class Purpose:
    """Why somebody looks: a `LookReason`, the case as `kind number`, the leave that allows it."""

    reason: str
    case: str
    grant: UUID | None = None
    withheld_until: date | None = None


def tell_in_access_log(
    subject: UUID | None, *, by: str, model: str, key: str, reason: str, now: datetime
) -> LedgerEntry:
    """This function will add what was done with somebody's data to what they read of it.

    It is told when it may be: `now` can be long after the act, whose own record has its day.
    """
    entry = {"by": by, "model": model, "key": key, "reason": reason}
    return append_ledger(ACCESS_STREAM, entry, subject=subject, now=now)


@transaction.atomic
def log_staff_access(
    staff: Any, *, subject: Any, model: str, key: str, purpose: Purpose, now: datetime
) -> LedgerEntry:
    """This function will add the look to the ledger; `subject` is the person, or nobody known.

    `staff` is None for whoever sits at the server's own command line.
    """
    by = name_of_staff(staff) if staff is not None else COMMAND_LINE
    look = {"by": by, "model": model, "key": key, "reason": purpose.reason, "case": purpose.case}
    pseudonym = name_subject(subject, now=now) if subject is not None else None
    entry = append_ledger(ACCESS_STREAM, look, subject=pseudonym, now=now)
    StaffLook.objects.create(
        entry=entry.sequence,
        by=by,
        at=now,
        model=model,
        case=purpose.case,
        grant=purpose.grant,
        is_about_minor=subject is not None and subject.is_minor,
        withheld_until=purpose.withheld_until,
    )
    watch_volume(by, now=now)
    return entry
