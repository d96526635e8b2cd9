"""Write one message of a request's conversation, and read it again; it lies sealed."""

from datetime import datetime

from privacy.encryption import open_field, seal_field
from privacy.models import Ticket, TicketMessage

BODY_CONTEXT = "privacy.ticket.body"


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
