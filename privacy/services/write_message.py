"""Write one message of a request's conversation, and read it again; it lies sealed."""

import re
from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from privacy.encryption import open_field, seal_field
from privacy.models import Ticket, TicketMessage

BODY_CONTEXT = "privacy.ticket.body"
LONGEST_WORDS = 5_000
# What differs from case to case in an answer kept ready.
GAP = re.compile(r"\[\[.*?\]\]")


def write_message(
    ticket: Ticket, author: TicketMessage.Author, body: str, *, now: datetime
) -> TicketMessage:
    """This function will seal a text and add it to the conversation."""
    sealed = seal_field(body.strip(), context=BODY_CONTEXT)
    return TicketMessage.objects.create(
        ticket=ticket, author=author, sealed_body=sealed, created_at=now
    )


def body_of(message: TicketMessage) -> str:
    """This function will return a message's text in clear."""
    return open_field(bytes(message.sealed_body), context=BODY_CONTEXT)


def require_words(text: str, *, least: int) -> None:
    """This function will let pass what staff may send: written out, with no gap left open.

    :raises ValidationError: when it is too short or too long, or a gap of a template is left open
    """
    if not least <= len(text.strip()) <= LONGEST_WORDS:
        raise ValidationError(
            _("Write %(least)d to %(most)d characters.") % {"least": least, "most": LONGEST_WORDS},
            code="words_missing",
        )
    if GAP.search(text):
        raise ValidationError(
            _("Fill every gap that stands in [[double brackets]]."), code="words_incomplete"
        )
