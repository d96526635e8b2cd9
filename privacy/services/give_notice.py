"""Tell one person something in the pages; a notice of the same cause is given once."""

from datetime import datetime
from typing import Any

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


def mark_shown(person: Any, *, now: datetime) -> None:
    """This function will note that the person's page showed all that was waiting."""
    NoticeDelivery.objects.filter(
        notice__person=person,
        channel=NoticeDelivery.Channel.PAGE,
        state=NoticeDelivery.State.PENDING,
    ).update(state=NoticeDelivery.State.DELIVERED, delivered_at=now)
