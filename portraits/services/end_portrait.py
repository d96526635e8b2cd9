"""The end of a finished portrait: its time is over, or the person wants it gone.

The row is changed first, so that nothing is served while the bytes go; then key, object, absence,
receipt. The row stays for 30 days without any picture and answers "gone".
"""

from contextlib import suppress
from datetime import datetime

from django.db.models import F

from portraits.models import Portrait
from portraits.services.end_job import cancel_job, destroy_photo_of
from privacy.services.destroy_object import destroy_object
from privacy.services.request_export import end_copies
from privacy.services.respect_holds import Held, require_free
from privacy.storage import EFFECT

NO_PICTURE = {
    "effect_object": None,
    "width": None,
    "height": None,
    "byte_count": None,
    "quality": None,
    "faces": None,
    "faces_until": None,
}


def delete_portrait(portrait: Portrait, *, now: datetime) -> None:
    """This function will cancel the job, or delete the portrait; repeating it changes nothing.

    :raises Held: when an order by law keeps the portrait
    """
    one = Portrait.objects.filter(pk=portrait.pk)
    # In this order: a job may become ready between the two, never the other way round.
    if cancel_job(one.unfinished(), portrait, now=now):
        return
    if _end(portrait, Portrait.Status.DELETED, now=now):
        end_copies(portrait.owner_id, now=now)
    else:
        one.update(faces=None, faces_until=None)


def expire_portrait(portrait: Portrait, *, now: datetime) -> bool:
    """This function will end a portrait whose ten days are over (policy F-8: 240 hours)."""
    return _end(portrait, Portrait.Status.EXPIRED, now=now)


def delete_portraits_of(person: object, *, now: datetime) -> None:
    """This function will cancel and delete everything that a person's photos became."""
    for portrait in Portrait.objects.owned_by(person):
        # What an order keeps is written down; the others go all the same.
        with suppress(Held):
            delete_portrait(portrait, now=now)


def finish_ending(portrait: Portrait, *, now: datetime) -> bool:
    """This function will destroy what is left of an ended portrait; False while something is."""
    is_gone = _destroy_effect(portrait, now)
    if portrait.upload_deleted_at is None:
        is_gone = destroy_photo_of(portrait, reason="rendered", now=now) and is_gone
    return is_gone


def _end(portrait: Portrait, status: Portrait.Status, *, now: datetime) -> bool:
    ready = Portrait.objects.filter(pk=portrait.pk, status=Portrait.Status.READY)
    if ready.exists():
        require_free(portrait, act=str(status), now=now)
    ended = ready.update(
        status=status, ended_at=now, ended_effect_object=F("effect_object"), **NO_PICTURE
    )
    if ended:
        portrait.refresh_from_db()
        finish_ending(portrait, now=now)
    return bool(ended)


def _destroy_effect(portrait: Portrait, now: datetime) -> bool:
    if portrait.ended_effect_object is None or portrait.effect_deleted_at is not None:
        return True
    receipt = destroy_object(
        portrait.ended_effect_object,
        object_class=EFFECT,
        reason=portrait.status,
        now=now,
        created_at=portrait.ready_at,
    )
    if receipt.absent_verified_at is None:
        return False
    Portrait.objects.filter(pk=portrait.pk).update(effect_deleted_at=receipt.absent_verified_at)
    return True
