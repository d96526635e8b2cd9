"""Switch a third party on, off, or off for good."""

from datetime import datetime

from privacy.models import ThirdParty
from privacy.models.refusal import Refused
from privacy.services.registers.move_record import move_record
from privacy.services.sharing.party_steps import STEPS
from privacy.services.transitions import Actor


def activate_party(party: ThirdParty, *, by: Actor, now: datetime) -> None:
    """This function will let a third party receive what it is listed for.

    :raises Refused: `second_person_needed`, 403, for whoever described it or filed its newest
        agreement; `party_incomplete` or `agreement_missing`, 409; as `move_record`
    """
    newest = party.agreements.order_by("-filed_at").first()
    if newest is not None and newest.filed_by == by.name:
        raise Refused("second_person_needed", 403)
    move_record(
        party, "activate", steps=STEPS, by=by, now=now, approved_by=by.name, approved_at=now
    )


def suspend_party(party: ThirdParty, *, by: Actor, now: datetime) -> None:
    """This function will shut the gate for a third party until it is switched on again.

    :raises Refused: as `move_record`
    """
    move_record(party, "suspend", steps=STEPS, by=by, now=now)


def end_party(party: ThirdParty, *, by: Actor, now: datetime) -> None:
    """This function will shut the gate for good.

    :raises Refused: as `move_record`
    """
    move_record(party, "end", steps=STEPS, by=by, now=now)
