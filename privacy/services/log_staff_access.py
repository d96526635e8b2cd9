"""Write down that a member of the staff looks at somebody's data, before it is shown.

The person reads these entries in "My data": who, by number; what; why; when. Nothing that was
looked at stands in the entry.
"""

from datetime import datetime
from typing import Any

from privacy.models import LedgerEntry
from privacy.selectors.inventory import ACCESS_STREAM
from privacy.services.append_ledger import append_ledger
from privacy.services.name_subject import name_subject


def log_staff_access(
    staff: Any, *, subject: Any, model: str, key: str, reason: str, now: datetime
) -> LedgerEntry:
    """This function will add the look to the ledger; `subject` is the person, or nobody known.

    `staff` is None for whoever sits at the server's own command line.
    """
    by = f"person {staff.pk}" if staff is not None else "command line"
    return _append(by, subject=subject, model=model, key=key, reason=reason, now=now)


def log_disclosure(subject: Any, *, by: str, key: str, now: datetime) -> LedgerEntry:
    """This function will add a disclosure to what the person reads, once they may be told."""
    reason = "disclosed to an authority"
    model = "privacy.DisclosureRequest"
    return _append(by, subject=subject, model=model, key=key, reason=reason, now=now)


def _append(
    by: str, *, subject: Any, model: str, key: str, reason: str, now: datetime
) -> LedgerEntry:
    look = {"by": by, "model": model, "key": key, "reason": reason}
    pseudonym = name_subject(subject, now=now) if subject is not None else None
    return append_ledger(ACCESS_STREAM, look, subject=pseudonym, now=now)
