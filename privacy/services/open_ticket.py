"""Take in a question, complaint or request, from somebody with an account or without one.

The answer must reach the same person: an account sees its tickets, a stranger gets a code that is
shown once and kept as a hash. What is written is sealed.
"""

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from privacy.encryption import open_field, seal_field
from privacy.models import Ticket, TicketMessage
from privacy.models.refusal import Refused
from privacy.services.start_clocks import start_promise_clock, start_receipt_clocks

SUBJECT_CONTEXT = "privacy.ticket.subject"
BODY_CONTEXT = "privacy.ticket.body"
ADDRESS_CONTEXT = "privacy.ticket.address"
LONGEST_SUBJECT = 120
LONGEST_BODY = 5_000
# Without letters and digits that are mistaken for one another; 20 of 32 carry 100 bits.
CODE_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
CODE_LENGTH = 20
CODE_GROUP = 5
ENDED = (Ticket.State.CLOSED, Ticket.State.REJECTED)


@dataclass(frozen=True, slots=True)
class OpenedTicket:
    """The row, and the code that is shown this once to somebody without an account."""

    row: Ticket
    access_code: str | None


@transaction.atomic
def open_ticket(
    *,
    kind: str,
    subject: str,
    body: str,
    person: Any = None,
    email: str = "",
    locale: str = "en",
    now: datetime,
    priority: Ticket.Priority | None = None,
) -> OpenedTicket:
    """This function will record a request and start its clocks.

    :raises ValidationError: by field, when something is missing or too long
    """
    _check(kind, subject, body, email if person is None else "")
    code = None if person is not None else _new_code()
    ticket = Ticket.objects.create(
        person=person,
        kind=kind,
        state=Ticket.State.RECEIVED if person is None else Ticket.State.OPEN,
        priority=priority or _priority(kind),
        sealed_subject=seal_field(subject.strip(), context=SUBJECT_CONTEXT),
        sealed_address=_sealed_address(email) if person is None else None,
        access_code_sha256=hash_code(code) if code else "",
        locale=locale,
        received_at=now,
        # Whoever is signed in has shown who they are.
        verified_at=None if person is None else now,
    )
    _add(ticket, TicketMessage.Author.REQUESTER, body, now)
    start_receipt_clocks(ticket)
    start_promise_clock(ticket)
    return OpenedTicket(ticket, code)


@transaction.atomic
def add_message(ticket: Ticket, body: str, *, now: datetime) -> TicketMessage:
    """This function will add what the requester writes; a waiting ticket goes on.

    :raises ValidationError: when the text is missing or too long
    :raises Refused: `ticket_closed` when the ticket has ended
    """
    _check_body(body)
    if ticket.state in ENDED:
        raise Refused("ticket_closed", 409)
    if ticket.state in (Ticket.State.WAITING_USER, Ticket.State.ANSWERED):
        Ticket.objects.filter(pk=ticket.pk).update(state=Ticket.State.OPEN)
        ticket.state = Ticket.State.OPEN
    return _add(ticket, TicketMessage.Author.REQUESTER, body, now)


def hash_code(code: str) -> str:
    """This function will return what of an access code is stored; case and dashes are no matter."""
    plain = "".join(letter for letter in code.lower() if letter in CODE_LETTERS)
    return hashlib.sha256(plain.encode()).hexdigest()


def opens(ticket: Ticket, code: str) -> bool:
    """This function will say whether a code opens the ticket."""
    stored = ticket.access_code_sha256
    return bool(stored) and secrets.compare_digest(stored, hash_code(code))


def subject_of(ticket: Ticket) -> str:
    """This function will return the subject in clear; nothing once the text was cut."""
    if ticket.sealed_subject is None:
        return ""
    return open_field(bytes(ticket.sealed_subject), context=SUBJECT_CONTEXT)


def body_of(message: TicketMessage) -> str:
    """This function will return a message's text in clear."""
    return open_field(bytes(message.sealed_body), context=BODY_CONTEXT)


def _add(ticket: Ticket, author: TicketMessage.Author, body: str, now: datetime) -> TicketMessage:
    sealed = seal_field(body.strip(), context=BODY_CONTEXT)
    return TicketMessage.objects.create(
        ticket=ticket, author=author, sealed_body=sealed, created_at=now
    )


def _priority(kind: str) -> Ticket.Priority:
    return Ticket.Priority.FIRST if kind == Ticket.Kind.SECURITY else Ticket.Priority.NORMAL


def _sealed_address(email: str) -> bytes:
    return seal_field(email.strip().lower(), context=ADDRESS_CONTEXT)


def _new_code() -> str:
    letters = [secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH)]
    groups = range(0, CODE_LENGTH, CODE_GROUP)
    return "-".join("".join(letters[start : start + CODE_GROUP]) for start in groups)


def _check(kind: str, subject: str, body: str, email: str) -> None:
    wrong: dict[str, Any] = {}
    if kind not in Ticket.Kind.values:
        wrong["kind"] = [_("Choose one of the kinds listed.")]
    if not 0 < len(subject.strip()) <= LONGEST_SUBJECT:
        wrong["subject"] = [
            _("Write a subject of at most %(count)d characters.") % {"count": LONGEST_SUBJECT}
        ]
    wrong |= _broken("body", _check_body, body) | _broken("email", _check_email, email)
    if wrong:
        raise ValidationError(wrong)


def _broken(field: str, check: Callable[[str], None], text: str) -> dict[str, Any]:
    try:
        check(text)
    except ValidationError as error:
        return {field: error.messages}
    return {}


def _check_body(body: str) -> None:
    if not 0 < len(body.strip()) <= LONGEST_BODY:
        raise ValidationError(
            _("Write what it is about, in at most %(count)d characters.") % {"count": LONGEST_BODY}
        )


def _check_email(email: str) -> None:
    if email.strip():
        validate_email(email.strip())
