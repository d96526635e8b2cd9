"""Cut tickets down to facts: kind, dates and clocks stay, every word that was written goes."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from privacy.models import Ticket, TicketMessage


def cut_ticket(ticket: Ticket, _now: datetime) -> None:
    """This function will remove the text of one ticket whose time for it is over."""
    cut_tickets(Ticket.objects.filter(pk=ticket.pk))


@transaction.atomic
def cut_tickets(tickets: QuerySet[Ticket]) -> None:
    """This function will remove subjects, messages, addresses and access codes."""
    TicketMessage.objects.filter(ticket__in=tickets).delete()
    tickets.update(sealed_subject=None, sealed_address=None, access_code_sha256="")


def anonymise_tickets(tickets: QuerySet[Ticket], _now: datetime) -> None:
    """This function will leave of a person's tickets only that there were such."""
    names = list(tickets.values_list("pk", flat=True))
    cut_tickets(Ticket.objects.filter(pk__in=names))
    Ticket.objects.filter(pk__in=names).update(person=None)
