"""Bring an announcement to the people: drafted, approved by a second person, published, ended."""

from datetime import datetime

from django.db import transaction

from privacy.models import Announcement
from privacy.services.announcements.refuse_promotion import refuse_promotion
from privacy.services.announcements.steps import ANNOUNCE, STEPS
from privacy.services.registers.move_record import file_record, move_record
from privacy.services.send_task import send_task
from privacy.services.transitions import SCHEDULE, Actor

State, Kind = Announcement.State, Announcement.Kind


def draft_announcement(announcement: Announcement, *, by: Actor, now: datetime) -> Announcement:
    """This function will file a draft.

    :raises Refused: `promotion_in_service`, 400; `permission_denied`, 403, without the right
    :raises ValidationError: when it breaks a rule of its model
    """
    refuse_promotion(announcement)
    return file_record(announcement, by=by, right=ANNOUNCE, now=now)


def approve_announcement(announcement: Announcement, *, by: Actor, now: datetime) -> None:
    """This function will approve a draft as the second person.

    :raises Refused: `promotion_in_service`, 400; or as `move_record`
    """
    refuse_promotion(announcement)
    move_record(announcement, "approve", steps=STEPS, by=by, now=now, approved_by=by.name)


def publish_announcement(announcement: Announcement, *, by: Actor, now: datetime) -> None:
    """This function will publish it: shown in its window, or sent to whoever asked for offers.

    :raises Refused: as `move_record`
    """
    with transaction.atomic():
        move_record(announcement, "publish", steps=STEPS, by=by, now=now)
        if announcement.kind == Kind.PROMO:
            transaction.on_commit(
                lambda: send_task("privacy.deliver_promotion", announcement_id=str(announcement.pk))
            )


def end_announcement(announcement: Announcement, *, by: Actor, now: datetime) -> None:
    """This function will end it before its time; it stays on the page of the past ones.

    :raises Refused: as `move_record`
    """
    move_record(announcement, "end", steps=STEPS, by=by, now=now)


def end_past_announcements(*, now: datetime) -> int:
    """This function will end every announcement whose time is over."""
    past = Announcement.objects.filter(state=State.PUBLISHED, ends_at__lte=now)
    ended = list(past)
    for announcement in ended:
        end_announcement(announcement, by=SCHEDULE, now=now)
    return len(ended)
