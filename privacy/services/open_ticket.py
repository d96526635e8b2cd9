"""Take in a question, complaint or request, from somebody with an account or without one.

The answer must reach the same person: an account sees its tickets, a stranger gets a code that is
shown once and kept as a hash. What is written is sealed.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from privacy.encryption import open_field, seal_field
from privacy.models import Ticket, TicketMessage
from privacy.models.refusal import Refused
from privacy.sealed_upload import SealedFile
from privacy.services.access_code import hash_code, names_of_request
from privacy.services.ask_person import resume_ticket
from privacy.services.attach_file import attach_file, require_attachment
from privacy.services.move_ticket import REQUESTER, note_event
from privacy.services.reopen_ticket import reopen_ticket
from privacy.services.start_clocks import start_promise_clock, start_receipt_clocks
from privacy.services.write_message import write_message

SUBJECT_CONTEXT = "privacy.ticket.subject"
ADDRESS_CONTEXT = "privacy.ticket.address"
REFERENCE_CONTEXT = "privacy.ticket.reference"
LONGEST_SUBJECT = 120
LONGEST_BODY = 5_000
LONGEST_REFERENCE = 300
ENDED = Ticket.ENDED


@dataclass(frozen=True, slots=True)
class OpenedTicket:
    """The row, and the code that is shown this once to somebody without an account."""

    row: Ticket
    access_code: str | None


@dataclass(frozen=True, slots=True)
class Request:
    """What somebody asks; without an account an address for the answer may be given.

    `reference` says which picture or account it is about, where that is somebody else's;
    `submission` is the random word of the form, so that sending it twice makes one request.
    """

    kind: str
    subject: str
    body: str
    email: str = ""
    reference: str = ""
    attachment: SealedFile | None = None
    submission: str = ""


def open_ticket(
    *,
    person: Any = None,
    locale: str = "en",
    now: datetime,
    priority: Ticket.Priority | None = None,
    is_verified: bool = False,
    **words: Any,
) -> OpenedTicket:
    """This function will record a request and start its clocks.

    Whoever is signed in has shown who they are; `is_verified` says so of others. `words` are those
    of a `Request`. The same form sent again gives the request that it made the first time.

    :raises ValidationError: by field, when something is missing, too long or of a wrong kind
    """
    asked = Request(**words)
    _check(asked, is_stranger=person is None)
    number, code = _names(asked, person)
    is_known = is_verified or person is not None
    with transaction.atomic():
        ticket, is_new = Ticket.objects.get_or_create(
            pk=number,
            defaults={
                "person": person,
                "kind": asked.kind,
                "state": Ticket.State.OPEN if is_known else Ticket.State.RECEIVED,
                "priority": priority or _priority(asked.kind),
                "access_code_sha256": hash_code(code) if code else "",
                "locale": locale,
                "received_at": now,
                "verified_at": now if is_known else None,
                **_sealed(asked, is_stranger=person is None),
            },
        )
        if is_new:
            _begin(ticket, asked, now=now)
    return OpenedTicket(ticket, code)


@transaction.atomic
def add_message(
    ticket: Ticket, body: str, *, now: datetime, attachment: SealedFile | None = None
) -> TicketMessage:
    """This function will add what the requester writes.

    A ticket that waited for it goes on; one that was answered opens again, with new clocks.

    :raises ValidationError: when the text is missing or too long, or the file of a wrong kind
    :raises Refused: `ticket_closed` when the ticket has ended
    """
    _check_body(body)
    if attachment is not None:
        require_attachment(attachment)
    _look_again(ticket)
    if ticket.state in ENDED:
        raise Refused("ticket_closed", 409)
    if ticket.state == Ticket.State.WAITING_USER:
        resume_ticket(ticket, by=REQUESTER, now=now)
    elif ticket.state == Ticket.State.ANSWERED:
        reopen_ticket(ticket, by=REQUESTER, now=now)
    message = write_message(ticket, TicketMessage.Author.REQUESTER, body, now=now)
    if attachment is not None:
        attach_file(message, attachment)
    return message


@transaction.atomic
def appeal(ticket: Ticket, body: str, *, now: datetime) -> TicketMessage:
    """This function will open an ended ticket again, with clocks of its own, for what is written.

    :raises ValidationError: when the text is missing or too long
    :raises Refused: `ticket_state` when it has not ended, `ticket_closed` once its text was cut
    """
    _check_body(body)
    _look_again(ticket)
    if ticket.sealed_subject is None:
        raise Refused("ticket_closed", 409)
    if ticket.state not in ENDED:
        raise Refused("ticket_state", 409)
    reopen_ticket(ticket, by=REQUESTER, now=now)
    return write_message(ticket, TicketMessage.Author.REQUESTER, body, now=now)


def subject_of(ticket: Ticket) -> str:
    """This function will return the subject in clear; nothing once the text was cut."""
    if ticket.sealed_subject is None:
        return ""
    return open_field(bytes(ticket.sealed_subject), context=SUBJECT_CONTEXT)


def reference_of(ticket: Ticket) -> str:
    """This function will return which picture or account the ticket is about, in clear."""
    if ticket.sealed_reference is None:
        return ""
    return open_field(bytes(ticket.sealed_reference), context=REFERENCE_CONTEXT)


def address_of(ticket: Ticket) -> str:
    """This function will return where a stranger wants to be written to, in clear."""
    if ticket.sealed_address is None:
        return ""
    return open_field(bytes(ticket.sealed_address), context=ADDRESS_CONTEXT)


def _names(asked: Request, person: Any) -> tuple[UUID, str | None]:
    """The request's number, and the code of somebody without an account."""
    size = str(asked.attachment.byte_count) if asked.attachment is not None else ""
    typed = (asked.kind, asked.subject, asked.body, asked.reference, asked.email, size)
    sender = "" if person is None else str(person.pk)
    number, code = names_of_request(asked.submission, sender, *typed)
    return number, code if person is None else None


def _begin(ticket: Ticket, asked: Request, *, now: datetime) -> None:
    """The first message, the first line of the timeline, the clocks."""
    message = write_message(ticket, TicketMessage.Author.REQUESTER, asked.body, now=now)
    if asked.attachment is not None:
        attach_file(message, asked.attachment)
    note_event(ticket, "receive", by=REQUESTER, now=now)
    start_receipt_clocks(ticket, since=now)
    start_promise_clock(ticket, since=now)


def _look_again(ticket: Ticket) -> None:
    """Staff may have moved it since it was read: what is written then must not be overlooked."""
    ticket.refresh_from_db(from_queryset=Ticket.objects.select_for_update())


def _priority(kind: str) -> Ticket.Priority:
    return Ticket.Priority.FIRST if kind == Ticket.Kind.SECURITY else Ticket.Priority.NORMAL


def _sealed(asked: Request, *, is_stranger: bool) -> dict[str, bytes | None]:
    address = asked.email.strip().lower() if is_stranger else ""
    reference = asked.reference.strip()
    return {
        "sealed_subject": seal_field(asked.subject.strip(), context=SUBJECT_CONTEXT),
        "sealed_address": seal_field(address, context=ADDRESS_CONTEXT) if is_stranger else None,
        "sealed_reference": (
            seal_field(reference, context=REFERENCE_CONTEXT) if reference else None
        ),
    }


def _check(asked: Request, *, is_stranger: bool) -> None:
    wrong: dict[str, Any] = {}
    if asked.kind not in Ticket.Kind.values:
        wrong["kind"] = [_("Choose one of the kinds listed.")]
    if not 0 < len(asked.subject.strip()) <= LONGEST_SUBJECT:
        wrong["subject"] = [
            _("Write a subject of at most %(count)d characters.") % {"count": LONGEST_SUBJECT}
        ]
    if len(asked.reference.strip()) > LONGEST_REFERENCE:
        wrong["reference"] = [
            _("Write at most %(count)d characters.") % {"count": LONGEST_REFERENCE}
        ]
    wrong |= _broken("body", _check_body, asked.body)
    if is_stranger:
        wrong |= _broken("email", _check_email, asked.email)
    if asked.attachment is not None:
        wrong |= _broken("attachments", require_attachment, asked.attachment)
    if wrong:
        raise ValidationError(wrong)


def _broken(field: str, check: Callable[[Any], None], given: Any) -> dict[str, Any]:
    try:
        check(given)
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
