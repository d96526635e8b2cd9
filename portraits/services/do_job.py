"""Do one job: take it, open the upload, make the effect, seal, commit, destroy the upload.

Design. Whatever happens, the photo's end is the end of every path: an effect, an engine's refusal,
a crash (the sweep), a cancel. The photo is plaintext in this process's memory only, decoded by a
confined child. The effect is sealed before the row says that it exists; the row changes only while
the lease is ours; the photo is destroyed only after the row has changed.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from portraits.engine.errors import BadPack, EngineError, ModelMissing, SeveralFaces
from portraits.models import Job
from portraits.sandbox import DecoderUnavailable
from portraits.services.commit_effect import SealedEffect, commit_effect
from portraits.services.end_job import fail_job, return_job
from portraits.services.job_progress import JobProgress
from portraits.services.lease import Lease, LeaseLost, Now, kept, take_lease
from portraits.services.life_steps import reach
from privacy import storage

# Until the row names the effect; longer than the job's own lease, so that the job is lost first.
EFFECT_LEASE = timedelta(seconds=60)
# A decoder that died is started again within a second or two.
DECODER_PATIENCE_S = 2
SEALED_AT_ONCE = 1024 * 1024

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Made:
    """An effect in memory; `columns` are those that only this kind of job has."""

    content: bytes
    width: int
    height: int
    timings_ms: dict[str, float]
    columns: dict[str, Any] = field(default_factory=dict)


# What a kind of job does with its upload.
Make = Callable[[Any, JobProgress], Made]


def do_job(kind: type[Job], job_id: UUID, make: Make, *, now: Now) -> None:
    """This function will do the job if it waits to be done; repeating it is harmless.

    `make` opens the upload and makes the effect.
    """
    lease = take_lease(kind, job_id, now=now())
    if lease is None:
        return
    reach("leased")
    job: Job = kind.objects.get(pk=job_id)
    try:
        with kept(lease, now):
            effect = _make_effect(job, make, lease, now)
    except LeaseLost:
        # Whoever took the job from us also takes care of its photo.
        return
    except DecoderUnavailable:
        return_job(lease.rows(), job, now=now(), is_counted=False, after_s=DECODER_PATIENCE_S)
    except EngineError as error:
        _fail(lease, job, error, now())
    except (storage.ObjectGone, storage.ObjectDamaged):
        fail_job(lease.rows(), job, "interrupted", now=now())
    except Exception:
        return_job(lease.rows(), job, now=now())
        raise
    else:
        commit_effect(lease, job, effect, now=now())


def _make_effect(job: Job, make: Make, lease: Lease, now: Now) -> SealedEffect:
    progress = JobProgress(lease)
    made = make(job, progress)
    with progress.stage("seal"):
        object_id = _seal(job, made.content, now())
    reach("effect_sealed")
    columns = {
        "width": made.width,
        "height": made.height,
        "byte_count": len(made.content),
        "timings_ms": progress.timings_ms(made.timings_ms),
    }
    return SealedEffect(object_id, columns | made.columns)


def _seal(job: Job, content: bytes, now: datetime) -> UUID:
    writer = storage.start_object(
        job.EFFECT_CLASS,
        now=now,
        destroy_at=now + job.KEPT,
        lease_until=now + EFFECT_LEASE,
    )
    # In pieces: a clip's megabytes would otherwise lie here three times.
    for start in range(0, len(content), SEALED_AT_ONCE):
        writer.write(content[start : start + SEALED_AT_ONCE])
    writer.finish()
    return writer.object_id


def _fail(lease: Lease, job: Job, error: EngineError, now: datetime) -> None:
    code, faces = error.code, None
    if isinstance(error, SeveralFaces):
        faces = error.faces
    if isinstance(error, BadPack | ModelMissing):
        # Ours to mend, not the person's; the photo goes all the same.
        logger.error("engine_unusable", extra={"job": str(job), "kind": error.code})
        code = "interrupted"
    fail_job(lease.rows(), job, code, now=now, faces=faces)
