"""The end of an effect: its time is over, or the person wants it gone.

The row is changed first, so that nothing is served while the bytes go; then key, object, absence,
receipt. The row stays for 30 days without any picture and answers "gone".
"""

from contextlib import suppress
from datetime import datetime

from django.db.models import F

from portraits.models import Job
from portraits.services.destroy_upload import destroy_upload
from portraits.services.end_job import cancel_job
from privacy.services.destroy_object import destroy_object
from privacy.services.request_export import end_copies
from privacy.services.respect_holds import Held, require_free


def delete_effect(job: Job, *, now: datetime) -> None:
    """This function will cancel the job, or delete what it made; repeating it changes nothing.

    :raises Held: when an order by law keeps the effect
    """
    one = type(job).objects.filter(pk=job.pk)
    # In this order: a job may become ready between the two, never the other way round.
    if cancel_job(one.unfinished(), job, now=now):
        return
    if _end(job, Job.Status.DELETED, now=now):
        end_copies(job.owner_id, now=now)
    else:
        one.update(**_nothing(job))


def expire_effect(job: Job, *, now: datetime) -> bool:
    """This function will end an effect whose time is over (policy F-8: 240 hours, P-11)."""
    return _end(job, Job.Status.EXPIRED, now=now)


def delete_effects_of(person: object, kind: type[Job], *, now: datetime) -> None:
    """This function will cancel and delete everything of one kind that a person's photos became."""
    for job in kind.objects.owned_by(person):
        # What an order keeps is written down; the others go all the same.
        with suppress(Held):
            delete_effect(job, now=now)


def finish_ending(job: Job, *, now: datetime) -> bool:
    """This function will destroy what is left of an ended effect; False while something is."""
    is_gone = _destroy_effect(job, now)
    if job.upload_deleted_at is None:
        is_gone = destroy_upload(job, reason="rendered", now=now) and is_gone
    return is_gone


def _end(job: Job, status: Job.Status, *, now: datetime) -> bool:
    ready = type(job).objects.filter(pk=job.pk, status=Job.Status.READY)
    if ready.exists():
        require_free(job, act=str(status), now=now)
    ended = ready.update(
        status=status, ended_at=now, ended_effect_object=F("effect_object"), **_nothing(job)
    )
    if ended:
        job.refresh_from_db()
        finish_ending(job, now=now)
    return bool(ended)


def _nothing(job: Job) -> dict[str, None]:
    return dict.fromkeys(job.PICTURE_FIELDS)


def _destroy_effect(job: Job, now: datetime) -> bool:
    if job.ended_effect_object is None or job.effect_deleted_at is not None:
        return True
    receipt = destroy_object(
        job.ended_effect_object,
        object_class=job.EFFECT_CLASS,
        reason=job.status,
        now=now,
        created_at=job.ready_at,
    )
    if receipt.absent_verified_at is None:
        return False
    one = type(job).objects.filter(pk=job.pk)
    one.update(effect_deleted_at=receipt.absent_verified_at)
    return True
