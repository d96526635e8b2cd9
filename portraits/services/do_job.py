"""Do one job: take it, open the photo, decode, make the effect, seal, commit, destroy the photo.

Design. Whatever happens, the photo's end is the end of every path: an effect, an engine's refusal,
a crash (the sweep), a cancel. The photo is plaintext in this process's memory only, decoded by a
confined child. The effect is sealed before the row says that it exists; the row changes only while
the lease is ours; the photo is destroyed only after the row has changed.
"""

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings

from portraits.engine.codec import Photo
from portraits.engine.errors import BadPack, EngineError, ModelMissing, SeveralFaces
from portraits.engine.pipeline import Report
from portraits.models import Job
from portraits.sandbox import DecoderUnavailable, decode_in_child
from portraits.services.commit_effect import SealedEffect, commit_effect
from portraits.services.end_job import fail_job, return_job
from portraits.services.lease import Lease, LeaseLost, Now, kept, take_lease
from portraits.services.life_steps import reach
from privacy import storage

# How far along a job is when the engine enters a stage; measured shares of a scene's time.
PROGRESS = {
    "open": 0.05,
    "decode": 0.1,
    "detect": 0.35,
    "landmarks": 0.5,
    "align": 0.55,
    "paint": 0.6,
    "encode": 0.85,
}
# Nobody sees a stage that lasts a blink, and each note is a commit.
NOTE_EVERY_S = 0.15
# Until the row names the effect; longer than the job's own lease, so that the job is lost first.
EFFECT_LEASE = timedelta(seconds=60)
# A decoder that died is started again within a second or two.
DECODER_PATIENCE_S = 2

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Made:
    """An effect in memory; `columns` are those that only this kind of job has."""

    content: bytes
    width: int
    height: int
    timings_ms: dict[str, float]
    columns: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Work:
    """How large the photo is needed, and what is made of it."""

    long_side: int
    make: Callable[[Photo, Report], Made]


Plan = Callable[[Any], Work]


def do_job(kind: type[Job], job_id: UUID, plan: Plan, *, now: Now) -> None:
    """This function will do the job if it waits to be done; repeating it is harmless.

    `plan` says what is to be done, from the job's row.
    """
    lease = take_lease(kind, job_id, now=now())
    if lease is None:
        return
    reach("leased")
    job: Job = kind.objects.get(pk=job_id)
    try:
        with kept(lease, now):
            effect = _make_effect(job, plan, lease, now)
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


def _make_effect(job: Job, plan: Plan, lease: Lease, now: Now) -> SealedEffect:
    progress = _Progress(lease)
    with progress.stage("open"):
        work = plan(job)
        content = storage.open_sealed(job.upload_object)
    with progress.stage("decode"):
        photo = _decode(content, work.long_side)
    del content
    reach("decoded")
    made = work.make(photo, progress.enter)
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


def _decode(content: bytes, long_side: int) -> Photo:
    return decode_in_child(content, long_side=long_side, socket_path=settings.DECODER_SOCKET)


def _seal(job: Job, content: bytes, now: datetime) -> UUID:
    writer = storage.start_object(
        job.EFFECT_CLASS,
        now=now,
        destroy_at=now + job.KEPT,
        lease_until=now + EFFECT_LEASE,
    )
    writer.write(content)
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


@dataclass(slots=True)
class _Progress:
    """Measures the stages outside the engine and tells the row where the work is."""

    lease: Lease
    began: float = field(default_factory=time.perf_counter)
    noted: float = 0.0
    own_ms: dict[str, float] = field(default_factory=dict)

    def enter(self, stage: str) -> None:
        """:raises LeaseLost: when the job is no longer ours"""
        at = time.perf_counter()
        if stage in PROGRESS and at - self.noted >= NOTE_EVERY_S:
            self.noted = at
            self.lease.note(stage=stage, progress=PROGRESS[stage])

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        began = time.perf_counter()
        self.enter(name)
        yield
        self.own_ms[name] = (time.perf_counter() - began) * 1000

    def timings_ms(self, engine_ms: dict[str, float]) -> dict[str, float]:
        total = (time.perf_counter() - self.began) * 1000
        stages = self.own_ms | engine_ms | {"total": total}
        return {name: round(spent, 1) for name, spent in stages.items()}
