"""The moment an effect exists: one fenced update. After it, the photo is destroyed."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from portraits.models import Job
from portraits.services.destroy_upload import destroy_upload
from portraits.services.end_job import IDLE, cancel_job
from portraits.services.lease import Lease
from portraits.services.life_steps import reach
from privacy.services.destroy_object import destroy_object
from privacy.storage import adopt


@dataclass(frozen=True, slots=True)
class SealedEffect:
    """An effect that lies sealed in the store and that no row names yet, and what its row says."""

    object_id: UUID
    columns: dict[str, Any]


def commit_effect(lease: Lease, job: Job, effect: SealedEffect, *, now: datetime) -> bool:
    """This function will make the job ready and destroy its photo.

    False when the job was cancelled, timed out or taken over meanwhile, or its owner has gone: then
    the effect is destroyed, and the photo too unless another worker needs it.
    """
    if not _make_ready(lease, job, effect, now):
        _drop(lease, job, effect, now)
        return False
    reach("effect_committed")
    adopt(effect.object_id, destroy_at=now + job.KEPT)
    destroy_upload(job, reason="rendered", now=now)
    return True


def _make_ready(lease: Lease, job: Job, effect: SealedEffect, now: datetime) -> bool:
    ours = lease.rows().filter(owner__is_active=True)
    ready = IDLE | {
        "status": Job.Status.READY,
        "progress": 1.0,
        "effect_object": effect.object_id,
        "ready_at": now,
        "expires_at": now + job.KEPT,
    }
    return bool(ours.update(**ready, **effect.columns))


def _drop(lease: Lease, job: Job, effect: SealedEffect, now: datetime) -> None:
    destroy_object(effect.object_id, object_class=job.EFFECT_CLASS, reason="abandoned", now=now)
    if cancel_job(lease.rows(), job, now=now):
        return
    if not type(job).objects.unfinished().filter(pk=job.pk).exists():
        destroy_upload(job, reason="cancelled", now=now)
