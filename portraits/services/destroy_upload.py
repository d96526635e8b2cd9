"""Destroy the upload of a job: what every end of a job, good or bad, goes through."""

from datetime import datetime

from django.db import transaction

from portraits.models import Job
from portraits.services.life_steps import reach
from privacy.services.destroy_object import destroy_object


def destroy_upload(job: Job, *, reason: str, now: datetime) -> bool:
    """This function will destroy the job's photo and, once it is verified gone, write down when.

    Policy F-7: the photo goes as soon as the effect exists. False while the store does not say
    that the object is absent; the sweep calls again.
    """
    receipt = destroy_object(
        job.upload_object,
        object_class=job.UPLOAD_CLASS,
        reason=reason,
        now=now,
        created_at=job.created_at,
        on_step=reach,
    )
    if receipt.absent_verified_at is None:
        return False
    with transaction.atomic():
        job.UPLOAD_MODEL._default_manager.filter(object_id=job.upload_object).delete()
        one = type(job).objects.filter(pk=job.pk)
        one.update(upload_deleted_at=receipt.absent_verified_at)
    return True
