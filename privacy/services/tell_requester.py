"""Tell whoever asked that there is news: in the page, and by mail with a link and nothing else."""

from datetime import datetime

from django.db import transaction

from privacy.models import Notice, Ticket
from privacy.services.give_notice import give_notice
from privacy.services.send_task import send_task


def tell_requester(ticket: Ticket, *, cause: str, now: datetime) -> None:
    """This function will leave a notice and queue the mail; the broker learns an id."""
    if ticket.person is not None:
        give_notice(
            ticket.person,
            Notice.Kind.TICKET_CHANGED,
            cause=cause,
            parameters={"ticket": str(ticket.pk)},
            now=now,
        )
    transaction.on_commit(lambda: send_mail_about(ticket))


def send_mail_about(ticket: Ticket) -> None:
    """This function will queue the mail about a request."""
    send_task("accounts.send_ticket_notice", ticket_id=str(ticket.pk))
