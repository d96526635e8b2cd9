"""Note who has been reached, while the notices that show it are still there."""

from datetime import datetime

from django.db.models import Exists, OuterRef

from privacy.models import Incident, Notice, NoticeDelivery


def note_reach(incident: Incident, *, now: datetime) -> int:
    """This function will note everybody one of whose ways has arrived, and count the new ones."""
    arrived = NoticeDelivery.objects.filter(
        notice__kind=Notice.Kind.INCIDENT,
        notice__cause=str(incident.pk),
        notice__person__pseudonym__pseudonym=OuterRef("subject"),
        state=NoticeDelivery.State.DELIVERED,
    )
    waiting = incident.affected.filter(told_at__isnull=False, reached_at__isnull=True)
    return waiting.filter(Exists(arrived)).update(reached_at=now)
