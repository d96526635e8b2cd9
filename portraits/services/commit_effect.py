"""The moment a portrait exists: one fenced update. After it, the photo is destroyed."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from portraits.models import Portrait
from portraits.services.end_job import IDLE, cancel_job, destroy_photo_of
from portraits.services.lease import Lease
from portraits.services.life_steps import reach
from privacy.promises import EFFECT_KEPT
from privacy.services.destroy_object import destroy_object
from privacy.storage import EFFECT, adopt


@dataclass(frozen=True, slots=True)
class SealedEffect:
    """An effect that lies sealed in the store and that no row names yet."""

    object_id: UUID
    width: int
    height: int
    byte_count: int
    quality: dict[str, str]
    timings_ms: dict[str, float]


def commit_effect(lease: Lease, portrait: Portrait, effect: SealedEffect, *, now: datetime) -> bool:
    """This function will make the portrait ready and destroy its photo.

    False when the job was cancelled, timed out or taken over meanwhile, or its owner has gone: then
    the effect is destroyed, and the photo too unless another worker needs it.
    """
    if not _make_ready(lease, effect, now):
        _drop(lease, portrait, effect, now)
        return False
    reach("effect_committed")
    adopt(effect.object_id, destroy_at=now + EFFECT_KEPT)
    destroy_photo_of(portrait, reason="rendered", now=now)
    return True


def _make_ready(lease: Lease, effect: SealedEffect, now: datetime) -> bool:
    ours = lease.rows().filter(owner__is_active=True)
    ready = IDLE | {
        "status": Portrait.Status.READY,
        "progress": 1.0,
        "effect_object": effect.object_id,
        "width": effect.width,
        "height": effect.height,
        "byte_count": effect.byte_count,
        "quality": effect.quality,
        "timings_ms": effect.timings_ms,
        "ready_at": now,
        "expires_at": now + EFFECT_KEPT,
    }
    return bool(ours.update(**ready))


def _drop(lease: Lease, portrait: Portrait, effect: SealedEffect, now: datetime) -> None:
    destroy_object(effect.object_id, object_class=EFFECT, reason="abandoned", now=now)
    if cancel_job(lease.rows(), portrait, now=now):
        return
    if not Portrait.objects.unfinished().filter(pk=portrait.pk).exists():
        destroy_photo_of(portrait, reason="cancelled", now=now)
