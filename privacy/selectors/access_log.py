"""Who of the staff looked at somebody's data: what the person may read of it, and what is counted.

An order by law can keep single looks from the person until a day; they appear on that day.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from privacy.models import AccessGrant, LedgerEntry, LookReason, StaffLook, SubjectPseudonym
from privacy.registry import declaration_of
from privacy.selectors.calendars import today_there

ACCESS_STREAM = "access"
# What was done with data is no look, but the person reads it in the same place.
DISCLOSED = "disclosed"
REASONS = {
    **dict(LookReason.choices),
    DISCLOSED: _("disclosed to an authority, as a law obliged us"),
}
# What the command line notes as case: there is no number for a letter or a call.
COPY_CASE = "asked for by post or telephone"
# On the page of everything that is held; and on the page of the looks alone.
LOOKS_SHOWN = 5
LOOKS_A_PAGE = 50


@dataclass(frozen=True, slots=True)
class Look:
    """One look in words: who, at what, why, for which case, when."""

    sequence: int
    at: datetime
    by: str
    model: str
    what: str
    reason: str
    case: str
    payload: str


def entries_of(person: Any) -> QuerySet[LedgerEntry]:
    """This function will return the person's entries in the ledger that they may read now."""
    # One value and no list: of a million entries the index gives one subject's in their order,
    # and would have to sort those of several.
    name = SubjectPseudonym.objects.filter(person=person).values("pseudonym")[:1]
    return _told_now(LedgerEntry.objects.filter(subject=Subquery(name)))


def access_log_of(person: Any) -> QuerySet[LedgerEntry]:
    """This function will return who of the staff looked at the person's data, newest first."""
    return entries_of(person).filter(stream=ACCESS_STREAM).order_by("-sequence")


def _told_now(entries: QuerySet[LedgerEntry]) -> QuerySet[LedgerEntry]:
    today = today_there(timezone.now())
    withheld = StaffLook.objects.filter(withheld_until__gt=today).values("entry")
    return entries.exclude(sequence__in=withheld)


def latest_looks(person: Any) -> list[Look]:
    """This function will return the newest few looks, in words."""
    return [look_in_words(entry) for entry in access_log_of(person)[:LOOKS_SHOWN]]


def looks_before(person: Any, sequence: int | None) -> tuple[list[Look], int | None]:
    """This function will return one page of looks, and where the next begins.

    `sequence` is where the page before ended. Nothing is counted, however many there are.
    """
    entries = access_log_of(person)
    if sequence is not None:
        entries = entries.filter(sequence__lt=sequence)
    looks = [look_in_words(entry) for entry in entries[: LOOKS_A_PAGE + 1]]
    is_more = len(looks) > LOOKS_A_PAGE
    looks = looks[:LOOKS_A_PAGE]
    return looks, looks[-1].sequence if is_more else None


def look_in_words(entry: LedgerEntry) -> Look:
    """This function will say what an entry of the access log tells the person."""
    told = json.loads(entry.payload)
    model, reason = told.get("model", ""), told.get("reason", "")
    return Look(
        sequence=entry.sequence,
        at=entry.at,
        by=told.get("by", ""),
        model=model,
        what=_what_in_words(model, told.get("key", "")),
        reason=str(REASONS.get(reason, reason)),
        case=_case_in_words(told.get("case", "")),
        payload=entry.payload,
    )


def _what_in_words(model: str, key: str) -> str:
    """The class, and the field where one was opened; other keys are numbers of rows."""
    declaration = declaration_of(model)
    if declaration is None:
        return model
    return f"{declaration.label}: {key}" if key in declaration.holds else str(declaration.label)


def _case_in_words(case: str) -> str:
    kind, _space, number = case.partition(" ")
    if kind not in AccessGrant.Case.values:
        return case
    return f"{AccessGrant.Case(kind).label} {number[:8]}"
