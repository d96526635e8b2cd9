"""Tell everybody that the service ends: on every page, and one by one (policy 5 and 9)."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.contrib.auth import get_user_model
from django.db import transaction

from privacy.models import Announcement, Notice, Termination
from privacy.services.announcements.publish_announcement import (
    approve_announcement,
    draft_announcement,
    publish_announcement,
)
from privacy.services.announcements.steps import ANNOUNCE
from privacy.services.give_notice import give_notices
from privacy.services.registers.move_record import move_record
from privacy.services.termination.steps import STEPS
from privacy.services.transitions import Actor

BATCH_PEOPLE = 500
# The banner outlasts the freeze: whoever comes late reads why nothing can be made any more.
SHOWN_AFTER = timedelta(days=366)
TITLE_EN, TITLE_ZH = "This service ends", "本服务即将终止"

Report = Callable[[int], object]


def announce_end(end: Termination, *, by: Actor, now: datetime) -> None:
    """This function will publish the announcement; `tell_everybody` then tells each account.

    :raises Refused: `end_not_approved` or `end_too_soon`, 409; or as `move_record`
    """
    with transaction.atomic():
        move_record(end, "announce", steps=STEPS, by=by, now=now, announced_at=now)
        end.announcement = _publish(end, now)
        end.save(update_fields=["announcement"])


def tell_everybody(end: Termination, *, now: datetime, report: Report) -> None:
    """This function will leave one notice with every account; it goes on where it was."""
    while end.told_at is None:
        _tell_batch(end, now)
        end.refresh_from_db()
        report(end.told_to)


def _publish(end: Termination, now: datetime) -> Announcement:
    """Two people stand for the text of the end, so that the same two stand for its announcement."""
    announcement = Announcement(
        kind=Announcement.Kind.TERMINATION,
        title_en=TITLE_EN,
        title_zh=TITLE_ZH,
        text_en=end.text_en,
        text_zh=end.text_zh,
        starts_at=now,
        ends_at=end.freezes_at + SHOWN_AFTER,
    )
    first, second = (Actor(name, frozenset({ANNOUNCE})) for name in (end.filed_by, end.approved_by))
    draft_announcement(announcement, by=first, now=now)
    approve_announcement(announcement, by=second, now=now)
    publish_announcement(announcement, by=second, now=now)
    return announcement


def _tell_batch(end: Termination, now: datetime) -> None:
    accounts = get_user_model()._default_manager.filter(is_active=True, pk__gt=end.told_to)
    people = list(accounts.order_by("pk").values_list("pk", flat=True)[:BATCH_PEOPLE])
    mine = Termination.objects.filter(pk=end.pk, told_to=end.told_to)
    with transaction.atomic():
        if not people:
            mine.update(told_at=now)
        elif mine.update(told_to=people[-1]):
            give_notices(people, Notice.Kind.SERVICE_ENDS, cause=str(end.pk), now=now)
