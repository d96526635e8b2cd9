"""Note that it is known who asks: from now on the promise runs."""

from datetime import datetime

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from privacy.models import Ticket
from privacy.models.refusal import Refused
from privacy.services.move_ticket import move_ticket
from privacy.services.start_clocks import start_promise_clock
from privacy.services.stop_clocks import stop_verification_clock
from privacy.services.transitions import Actor


class Proof(models.TextChoices):
    """How somebody showed who they are; what they showed is not kept."""

    CODE = "code", _("has the access code, and no more is needed for this")
    ADDRESS = "address", _("answered from the address of the account")
    PICTURE = "picture", _("is the person in the picture, shown to us live")
    DOCUMENT = "document", _("showed a document, of which nothing was kept")
    TELEPHONE = "telephone", _("was called back")


@transaction.atomic
def verify_requester(ticket: Ticket, proof: str, *, by: Actor, now: datetime) -> None:
    """This function will record how a stranger was recognised and start what was promised.

    :raises Refused: `ticket_state` when it is known already; else as `move_ticket`
    """
    if ticket.verified_at is not None:
        raise Refused("ticket_state", 409)
    move_ticket(ticket, "verify", by=by, now=now, detail=Proof(proof).value, verified_at=now)
    stop_verification_clock(ticket, now=now)
    start_promise_clock(ticket, since=now)
