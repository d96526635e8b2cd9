"""Mark notices as read: they are not shown again."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from privacy.models import Notice


def dismiss_notices(person: Any, notice_ids: Iterable[UUID], *, now: datetime) -> int:
    """This function will mark those of the notices that are the person's and unread."""
    unread = Notice.objects.filter(person=person, pk__in=list(notice_ids), read_at=None)
    return unread.update(read_at=now)
