"""Tell one person something in the pages; a notice of the same cause is given once."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from privacy.models import Notice, NoticeDelivery


@transaction.atomic
def give_notice(
    person: Any,
    kind: Notice.Kind,
    *,
    cause: str,
    now: datetime,
    parameters: dict[str, str] | None = None,
    expires_at: datetime | None = None,
) -> bool:
    """This function will leave a notice, and say whether it is a new one."""
    notice, is_new = Notice.objects.get_or_create(
        person=person,
        kind=kind,
        cause=cause,
        defaults={
            "parameters": parameters or {},
            "created_at": now,
            "expires_at": expires_at,
        },
    )
    if is_new:
        NoticeDelivery.objects.create(
            notice=notice, channel=NoticeDelivery.Channel.PAGE, created_at=now
        )
    return is_new


@transaction.atomic
def give_notices(people: Sequence[int], kind: Notice.Kind, *, cause: str, now: datetime) -> int:
    """This function will leave the same notice with many, in the page and to be mailed.

    Whoever has it already gets none. Returns how many are new.
    """
    told = Notice.objects.filter(person__in=people, kind=kind, cause=cause)
    has_it = set(told.values_list("person_id", flat=True))
    notices = [
        Notice(person_id=pk, kind=kind, cause=cause, created_at=now)
        for pk in people
        if pk not in has_it
    ]
    Notice.objects.bulk_create(notices)
    channel = NoticeDelivery.Channel
    channels = (channel.PAGE, channel.MAIL) if settings.HAS_MAIL else (channel.PAGE,)
    NoticeDelivery.objects.bulk_create(
        NoticeDelivery(notice=notice, channel=way, created_at=now)
        for notice in notices
        for way in channels
    )
    return len(notices)


def mark_shown(person: Any, *, now: datetime) -> None:
    """This function will note that the person's page showed all that was waiting."""
    NoticeDelivery.objects.filter(
        notice__person=person,
        channel=NoticeDelivery.Channel.PAGE,
        state=NoticeDelivery.State.PENDING,
    ).update(state=NoticeDelivery.State.DELIVERED, delivered_at=now)
