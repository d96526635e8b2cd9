"""Give everybody whom an incident touched a notice of their own, in batches like the search.

A batch is one commit: the notices, their ways, and the number that was reached. The mails are
sent afterwards, from the rows that stand here as pending.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from privacy.models import AffectedPerson, Incident, Notice, SubjectPseudonym
from privacy.services.give_notice import give_notices

BATCH_PEOPLE = 500


def deliver_notice(incident: Incident, *, now: datetime, most_batches: int | None = None) -> bool:
    """This function will go on with the delivery, and say whether it has come to its end.

    Nothing leaves for a drill, or before a notice is published.
    """
    sent = incident.notices.filter(published_at__isnull=False)
    if incident.is_drill or not sent.exists():
        return False
    done = 0
    while incident.told_at is None:
        if most_batches is not None and done >= most_batches:
            return False
        _deliver_batch(incident, now)
        incident.refresh_from_db()
        done += 1
    return True


def _deliver_batch(incident: Incident, now: datetime) -> None:
    after = incident.affected.filter(pk__gt=incident.told_to).order_by("pk")
    batch = list(after[:BATCH_PEOPLE])
    mine = Incident.objects.filter(pk=incident.pk, told_to=incident.told_to, told_at__isnull=True)
    with transaction.atomic():
        if not batch:
            mine.update(told_at=now)
        elif mine.update(told_to=batch[-1].pk):
            _tell(incident, batch, now)


def _tell(incident: Incident, batch: Sequence[AffectedPerson], now: datetime) -> None:
    """Whoever cancelled meanwhile has no pseudonym any more: they stay untold, and unreached."""
    names = SubjectPseudonym.objects.filter(pseudonym__in=[one.subject for one in batch])
    people = dict(names.values_list("pseudonym", "person_id"))
    give_notices(list(people.values()), Notice.Kind.INCIDENT, cause=str(incident.pk), now=now)
    rows = AffectedPerson.objects.filter(pk__in=[one.pk for one in batch if one.subject in people])
    rows.update(told_at=now)
