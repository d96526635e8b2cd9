"""Cut tickets down to facts: kind, dates and clocks stay, every word and file that came goes."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from privacy.models import Ticket, TicketAttachment, TicketMessage
from privacy.registry import declaration_of
from privacy.services.close_ticket import withdraw_ticket
from privacy.services.remove_row import remove_row


def cut_ticket(ticket: Ticket, now: datetime) -> None:
    """This function will remove the text of one ticket whose time for it is over."""
    cut_tickets(Ticket.objects.filter(pk=ticket.pk), reason="expired", now=now)


def cut_tickets(tickets: QuerySet[Ticket], *, reason: str, now: datetime) -> None:
    """This function will remove attachments, subjects, messages, addresses and access codes."""
    # First, and one by one: a message that goes would take the row along and leave the object.
    for attachment in TicketAttachment.objects.filter(ticket__in=tickets):
        declaration = declaration_of(TicketAttachment)
        if declaration is not None:
            remove_row(declaration, attachment, reason=reason, now=now)
    with transaction.atomic():
        TicketMessage.objects.filter(ticket__in=tickets).delete()
        tickets.update(
            sealed_subject=None,
            sealed_address=None,
            sealed_reference=None,
            access_code_sha256="",
        )


def anonymise_tickets(tickets: QuerySet[Ticket], now: datetime) -> None:
    """This function will leave of a person's tickets only that there were such.

    Nobody is left to answer: what is open ends, and its clocks with it.
    """
    names = list(tickets.values_list("pk", flat=True))
    mine = Ticket.objects.filter(pk__in=names)
    for ticket in mine.exclude(state__in=Ticket.ENDED):
        withdraw_ticket(ticket, now=now)
    cut_tickets(mine, reason="account_cancelled", now=now)
    mine.update(person=None)
