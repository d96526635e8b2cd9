"""Destroy the photo of a job: what every end of a job, good or bad, goes through."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from portraits.models import Portrait, Upload
from portraits.services.life_steps import reach
from privacy.services.destroy_object import destroy_object
from privacy.storage import UPLOAD


def destroy_upload(
    portrait_id: UUID, object_id: UUID, *, reason: str, now: datetime, created_at: datetime
) -> bool:
    """This function will destroy the photo and, once it is verified gone, write down when.

    Policy F-7: the photo goes as soon as the effect exists. False while the store does not say
    that the object is absent; the sweep calls again.
    """
    receipt = destroy_object(
        object_id,
        object_class=UPLOAD,
        reason=reason,
        now=now,
        created_at=created_at,
        on_step=reach,
    )
    if receipt.absent_verified_at is None:
        return False
    with transaction.atomic():
        Upload.objects.filter(object_id=object_id).delete()
        Portrait.objects.filter(pk=portrait_id).update(upload_deleted_at=receipt.absent_verified_at)
    return True
