"""What a guardian asks about the child's account, with the proof that they are the guardian."""

from datetime import datetime

from django.contrib.auth.models import AnonymousUser

from accounts.models import GuardianLink
from accounts.services.link_guardian import guardian_address
from accounts.services.send_ticket import send_ticket
from privacy.models import Ticket
from privacy.services.open_ticket import OpenedTicket


def ask_as_guardian(
    link: GuardianLink, *, subject: str, body: str, address_hash: str, locale: str, now: datetime
) -> OpenedTicket:
    """This function will open a ticket about the child; its answer goes to the guardian.

    It belongs to no account, so that the child does not read what the guardian writes.

    :raises ValidationError, Refused: as `send_ticket`
    """
    return send_ticket(
        person=AnonymousUser(),
        address_hash=address_hash,
        kind=Ticket.Kind.CHILD,
        subject=subject,
        body=body,
        email=guardian_address(link),
        reference=f"account {link.child_id}",
        is_verified=True,
        locale=locale,
        now=now,
    )
