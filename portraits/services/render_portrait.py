"""Make one portrait: take the job, open the photo, decode, render, seal, commit, destroy the photo.

Design. Whatever happens, the photo's end is the end of every path: an effect, an engine's refusal,
a crash (the sweep), a cancel. The photo is plaintext in this process's memory only, decoded by a
confined child. The effect is sealed before the row says that it exists; the row changes only while
the lease is ours; the photo is destroyed only after the row has changed.
"""

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from portraits.engine import pipeline
from portraits.engine.codec import Photo
from portraits.engine.errors import BadPack, EngineError, ModelMissing, SeveralFaces
from portraits.models import Portrait
from portraits.sandbox import DecoderUnavailable, decode_in_child
from portraits.services.commit_effect import SealedEffect, commit_effect
from portraits.services.end_job import fail_job, return_job
from portraits.services.lease import Lease, LeaseLost, Now, kept, take_lease
from portraits.services.life_steps import reach
from portraits.services.template_store import load_pack
from privacy import storage
from privacy.promises import EFFECT_KEPT

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


def render_portrait(portrait_id: UUID, *, now: Now = timezone.now) -> None:
    """This function will render the job if it waits to be rendered; repeating it is harmless."""
    lease = take_lease(portrait_id, now=now())
    if lease is None:
        return
    reach("leased")
    portrait = Portrait.objects.select_related("template").get(pk=portrait_id)
    try:
        with kept(lease, now):
            effect = _make_effect(portrait, lease, now)
    except LeaseLost:
        # Whoever took the job from us also takes care of its photo.
        return
    except DecoderUnavailable:
        return_job(lease.rows(), portrait, now=now(), is_counted=False, after_s=DECODER_PATIENCE_S)
    except EngineError as error:
        _fail(lease, portrait, error, now())
    except (storage.ObjectGone, storage.ObjectDamaged):
        fail_job(lease.rows(), portrait, "interrupted", now=now())
    except Exception:
        return_job(lease.rows(), portrait, now=now())
        raise
    else:
        commit_effect(lease, portrait, effect, now=now())


def _make_effect(portrait: Portrait, lease: Lease, now: Now) -> SealedEffect:
    progress = _Progress(lease)
    with progress.stage("open"):
        pack = load_pack(portrait.template)
        content = storage.open_sealed(portrait.upload_object)
    with progress.stage("decode"):
        photo = _decode(content)
    del content
    reach("decoded")
    effect = pipeline.render_photo(
        photo, pack, portrait.options, face=portrait.chosen_face, report=progress.enter
    )
    with progress.stage("seal"):
        object_id = _seal(effect.jpeg, now())
    reach("effect_sealed")
    return SealedEffect(
        object_id=object_id,
        width=effect.width,
        height=effect.height,
        byte_count=len(effect.jpeg),
        quality=effect.quality,
        timings_ms=progress.timings_ms(effect.timings_ms),
    )


def _decode(content: bytes) -> Photo:
    return decode_in_child(
        content, long_side=pipeline.WORKING_LONG_SIDE, socket_path=settings.DECODER_SOCKET
    )


def _seal(jpeg: bytes, now: datetime) -> UUID:
    writer = storage.start_object(
        storage.EFFECT,
        now=now,
        destroy_at=now + EFFECT_KEPT,
        lease_until=now + EFFECT_LEASE,
    )
    writer.write(jpeg)
    writer.finish()
    return writer.object_id


def _fail(lease: Lease, portrait: Portrait, error: EngineError, now: datetime) -> None:
    code, faces = error.code, None
    if isinstance(error, SeveralFaces):
        faces = error.faces
    if isinstance(error, BadPack | ModelMissing):
        # Ours to mend, not the person's; the photo goes all the same.
        logger.error("template_unusable", extra={"template": portrait.template.slug})
        code = "interrupted"
    fail_job(lease.rows(), portrait, code, now=now, faces=faces)


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
