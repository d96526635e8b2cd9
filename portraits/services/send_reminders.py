"""Remind people to save a portrait or clip before its ten days are over (policy F-10)."""

from datetime import datetime
from itertools import pairwise

from django.db import transaction

from portraits.models import KEPT_JOBS, Job
from privacy.models import Notice, NoticeDelivery
from privacy.promises import EFFECT_KEPT, SAVE_REMINDERS

KINDS = (Notice.Kind.EFFECT_REMINDER_DAY_7, Notice.Kind.EFFECT_REMINDER_DAY_9)


def send_reminders(*, now: datetime) -> int:
    """This function will remind each owner once on day 7 and once on day 9, in the pages.

    Whoever was not reminded in the days of the first one gets the second only.
    """
    spans = pairwise((*SAVE_REMINDERS, EFFECT_KEPT))
    return sum(
        _remind(job, notice, now)
        for notice, (since, until) in zip(KINDS, spans, strict=True)
        for kind in KEPT_JOBS
        for job in kind.objects.servable(now)
        .filter(ready_at__lte=now - since, ready_at__gt=now - until)
        .iterator()
    )


@transaction.atomic
def _remind(job: Job, kind: Notice.Kind, now: datetime) -> int:
    notice, is_new = Notice.objects.get_or_create(
        person_id=job.owner_id,
        kind=kind,
        cause=str(job.pk),
        defaults={
            "parameters": {str(job._meta.model_name): str(job.pk)},
            "created_at": now,
            "expires_at": job.expires_at,
        },
    )
    if is_new:
        NoticeDelivery.objects.create(
            notice=notice,
            channel=NoticeDelivery.Channel.PAGE,
            state=NoticeDelivery.State.DELIVERED,
            created_at=now,
            delivered_at=now,
        )
    return int(is_new)
