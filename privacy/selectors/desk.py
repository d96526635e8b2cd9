"""What the desk shows of a request: how its day stands, in words; and the answers kept ready."""

import json
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path

from django.db.models import DateField, QuerySet, Value
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from privacy.models import Ticket

CANNED_FILE = Path(__file__).parent.parent / "canned_answers.json"
SOON_DAYS = 3


class Urgency(StrEnum):
    """How a day stands; the class of its mark, never its only sign."""

    DONE = "done"
    CALM = "calm"
    SOON = "soon"
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True)
class DueDay:
    """A day with the words for it."""

    day: date | None
    urgency: Urgency
    words: str


@dataclass(frozen=True, slots=True)
class CannedAnswer:
    """A text kept ready; what differs from case to case stands in [[double brackets]]."""

    key: str
    title: str
    text: str


def desk_rows(rows: QuerySet[Ticket], *, today: date) -> QuerySet[Ticket]:
    """This function will add the day with which the list compares."""
    return rows.annotate(today=Value(today, DateField()))


def due_day(ticket: Ticket, today: date) -> DueDay:
    """This function will say how a request's day stands."""
    if ticket.due_on is None or not ticket.is_unanswered:
        return DueDay(ticket.due_on, Urgency.DONE, "")
    left = (ticket.due_on - today).days
    if left < 0:
        words = ngettext("overdue by %(days)d day", "overdue by %(days)d days", -left)
        return DueDay(ticket.due_on, Urgency.OVERDUE, words % {"days": -left})
    if left == 0:
        return DueDay(ticket.due_on, Urgency.SOON, _("today"))
    words = ngettext("in %(days)d day", "in %(days)d days", left) % {"days": left}
    return DueDay(ticket.due_on, Urgency.SOON if left <= SOON_DAYS else Urgency.CALM, words)


def canned_answers(locale: str) -> list[CannedAnswer]:
    """This function will return the answers kept ready in the language of whoever asked."""
    language = "zh-hans" if locale.lower().startswith("zh") else "en"
    return [
        CannedAnswer(key, words[language]["title"], words[language]["text"])
        for key, words in _canned().items()
    ]


@cache
def _canned() -> dict[str, dict[str, dict[str, str]]]:
    answers: dict[str, dict[str, dict[str, str]]] = json.loads(
        CANNED_FILE.read_text(encoding="utf-8")
    )
    return answers
