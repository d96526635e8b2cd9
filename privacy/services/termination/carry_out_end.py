"""Freeze the service, begin to delete, and certify that nothing is left but what must stay.

Design. Two people decided; what is done here is irreversible and may be repeated at any point.
The certificate is signed only when a count of every class that ends finds nothing, and it names
every class that stays, with its ground and its last day.
"""

from datetime import datetime

from django.contrib.auth import get_user_model
from django.db import transaction

from privacy.models import Termination
from privacy.selectors.end_counts import left_to_delete, retained_at_end
from privacy.services.append_ledger import canonical
from privacy.services.finish_erasure import NotYetGone
from privacy.services.registers.move_record import move_record
from privacy.services.sign_document import sign_document
from privacy.services.termination.steps import STEPS
from privacy.services.transitions import Actor

CERTIFICATE_FORMAT = 1


def freeze_service(end: Termination, *, by: Actor, now: datetime) -> None:
    """This function will record that nothing new is taken in any more.

    :raises Refused: `end_too_soon` or `end_not_told`, 409; or as `move_record`
    """
    move_record(end, "freeze", steps=STEPS, by=by, now=now, frozen_at=now)


def begin_deleting(end: Termination, *, by: Actor, now: datetime) -> None:
    """This function will record that everything is being deleted, and of how many accounts.

    :raises Refused: as `move_record`
    """
    accounts = get_user_model()._default_manager.filter(is_active=True, is_staff=False).count()
    move_record(end, "delete", steps=STEPS, by=by, now=now, accounts=accounts)


@transaction.atomic
def certify_end(end: Termination, *, by: Actor, now: datetime) -> None:
    """This function will verify that all is gone, sign the certificate and close the record.

    :raises NotYetGone: while a row of a class that ends is left
    :raises Refused: as `move_record`
    """
    left = {model: count for model, count in left_to_delete().items() if count}
    if left:
        raise NotYetGone(", ".join(f"{model}: {count}" for model, count in left.items()))
    certificate = sign_document(_certificate(end, now))
    move_record(end, "finish", steps=STEPS, by=by, now=now, certificate=canonical(certificate))


def _certificate(end: Termination, now: datetime) -> dict[str, object]:
    moments = {"announced_at": end.announced_at, "frozen_at": end.frozen_at, "verified_at": now}
    return {
        "v": CERTIFICATE_FORMAT,
        "serial": str(end.pk),
        **{name: moment and moment.isoformat() for name, moment in moments.items()},
        "accounts": end.accounts,
        "left": left_to_delete(),
        "retained": retained_at_end(now),
    }
