"""Take in a request from the pages or the API: who may write how often, and who may read it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings

from accounts.services.count_use import HourlyLimit, count_use
from privacy.models import Ticket
from privacy.models.refusal import Refused
from privacy.services.access_code import opens
from privacy.services.open_ticket import OpenedTicket, open_ticket


def send_ticket(*, person: Any, address_hash: str, now: datetime, **words: Any) -> OpenedTicket:
    """This function will open a ticket, unless too many came from the address in an hour.

    :raises ValidationError: by field, when something is missing or too long
    :raises Refused: `too_many_messages`, 429
    """
    limit = HourlyLimit(settings.CONTACTS_PER_HOUR, "too_many_messages")
    count_use(address_hash, limit, now=now)
    return open_ticket(person=person if person.is_authenticated else None, now=now, **words)


def request_words(given: Mapping[str, Any]) -> dict[str, Any]:
    """This function will name what a form or a serializer took as a request has it."""
    words = {name: value for name, value in given.items() if name != "attachments"}
    return words | {"attachment": given.get("attachments") or None}


def find_ticket(ticket_id: UUID, *, person: Any, code: str = "") -> Ticket:
    """This function will return a ticket to its person, or to whoever has its code.

    :raises Refused: `not_found`, alike for a stranger's ticket and for none
    """
    ticket = Ticket.objects.prefetch_related("clocks").filter(pk=ticket_id).first()
    if ticket is not None and (_is_theirs(ticket, person) or (code and opens(ticket, code))):
        return ticket
    raise Refused("not_found", 404)


def _is_theirs(ticket: Ticket, person: Any) -> bool:
    return bool(person.is_authenticated and ticket.person_id == person.pk)
