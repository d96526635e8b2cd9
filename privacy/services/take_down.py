"""Take down the picture that a complaint names: whatever the register can find by the reference.

Each app says for its own classes what goes (`on_takedown`): links end, the picture is deleted with
a receipt, and its owner is told. It cannot be undone, so only the privacy officer may.
"""

from datetime import datetime

from privacy.models import Ticket
from privacy.models.refusal import Refused
from privacy.registry import declarations
from privacy.services.move_ticket import may_do, move_ticket
from privacy.services.transitions import Actor


def take_down(ticket: Ticket, reference: str, *, by: Actor, now: datetime) -> int:
    """This function will take down what a reference names and return how many rows that were.

    :raises Refused: `permission_denied` or `ticket_state`, before anything is touched;
        `reference_unknown`, 404, when there is nothing to take down
    """
    if not may_do(ticket, "take_down", by=by):
        # Says which of the two it is.
        move_ticket(ticket, "take_down", by=by, now=now)
    acts = (one.on_takedown for one in declarations() if one.on_takedown is not None)
    count = sum(act(reference, now) for act in acts)
    if not count:
        raise Refused("reference_unknown", 404)
    move_ticket(ticket, "take_down", by=by, now=now, detail=f"{count} taken down")
    return count
