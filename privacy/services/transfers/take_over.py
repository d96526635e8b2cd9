"""The service passes to somebody else: planned, told to everybody, done after a week or later.

Where the receiver does not take over the policy's bonds, every yes to the policy from before ends
at that moment: `has_accepted_current_policy` counts only those given since, and nothing of a
person's is worked on until they agree again.
"""

from datetime import datetime
from itertools import islice
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Exists, OuterRef

from privacy.models import ControllerTransfer, Notice
from privacy.models.refusal import Refused
from privacy.promises import POLICY_NOTICE
from privacy.registry.roles import Right
from privacy.services.give_notice import give_notice
from privacy.services.registers.move_record import file_record, move_record
from privacy.services.transitions import Actor, Steps, step

State = ControllerTransfer.State
KIND = Notice.Kind.CONTROLLER_TRANSFER
BATCH_PEOPLE = 500


def require_told(transfer: ControllerTransfer, now: datetime) -> None:
    """This function will let pass a transfer that everybody has known of for seven days.

    :raises Refused: `takeover_not_told`, 409
    """
    told_at = transfer.noticed_at
    if told_at is None or now < told_at + POLICY_NOTICE or people_not_told(transfer).exists():
        raise Refused("takeover_not_told", 409)


STEPS: Steps = {
    "notice": step((State.PLANNED,), State.NOTICED, Right.APPROVE_SHARING, not_by=("filed_by",)),
    "do": step(
        (State.NOTICED,),
        State.DONE,
        Right.FILE_SHARING,
        Right.APPROVE_SHARING,
        needs=(require_told,),
    ),
    "cancel": step(
        (State.PLANNED, State.NOTICED), State.CANCELLED, Right.FILE_SHARING, Right.APPROVE_SHARING
    ),
}


def plan_takeover(
    *, receiver: str, contact: str, is_bound: bool, by: Actor, now: datetime
) -> ControllerTransfer:
    """This function will file the plan.

    :raises Refused: as `file_record`
    """
    plan = ControllerTransfer(receiver=receiver, contact=contact, is_bound=is_bound)
    return file_record(plan, by=by, right=Right.FILE_SHARING, now=now)


def announce_takeover(transfer: ControllerTransfer, *, by: Actor, now: datetime) -> None:
    """This function will tell everybody who takes over and how to reach them.

    :raises Refused: as `move_record`
    """
    move_record(
        transfer, "notice", steps=STEPS, by=by, now=now, approved_by=by.name, noticed_at=now
    )
    tell_everybody(transfer, now=now)


def complete_takeover(transfer: ControllerTransfer, *, by: Actor, now: datetime) -> None:
    """This function will record that it is done; whoever joined meanwhile is told first.

    :raises Refused: `takeover_not_told`, 409, before seven days are over; as `move_record`
    """
    with transaction.atomic():
        if transfer.state == State.NOTICED:
            tell_everybody(transfer, now=now)
        move_record(transfer, "do", steps=STEPS, by=by, now=now, done_at=now)


def cancel_takeover(transfer: ControllerTransfer, *, by: Actor, now: datetime) -> None:
    """This function will give up the plan.

    :raises Refused: as `move_record`
    """
    move_record(transfer, "cancel", steps=STEPS, by=by, now=now)


def tell_everybody(transfer: ControllerTransfer, *, now: datetime) -> int:
    """This function will leave the notice with whoever has none yet; it may be repeated."""
    told, words = 0, {"receiver": transfer.receiver, "contact": transfer.contact}
    while batch := list(islice(people_not_told(transfer).iterator(), BATCH_PEOPLE)):
        for person in batch:
            cause = str(transfer.pk)
            told += give_notice(person, KIND, cause=cause, parameters=words, now=now)
    return told


def people_not_told(transfer: ControllerTransfer) -> Any:
    """This function will return the active people who have no notice of the transfer."""
    told = Notice.objects.filter(person=OuterRef("pk"), kind=KIND, cause=str(transfer.pk))
    return get_user_model()._default_manager.filter(is_active=True).exclude(Exists(told))
