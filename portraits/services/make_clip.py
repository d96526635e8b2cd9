"""Put effects on one clip, picture by picture, while the confined child decodes the next."""

import time
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from portraits.engine.clip.part import Part
from portraits.engine.clip.pipeline import paint_clip
from portraits.models import Clip
from portraits.sandbox import clip_in_child
from portraits.services.choose_clip_look import look_of
from portraits.services.do_job import Made, do_job
from portraits.services.job_progress import JobProgress
from portraits.services.lease import Now
from portraits.services.life_steps import reach
from privacy import storage

# Between opening the file and sealing the result, which take a moment each.
FIRST_SHARE, LAST_SHARE = 0.05, 0.97
# Often enough for a bar that moves and a cancel that stops at once; each note is a commit.
NOTE_EVERY_S = 0.5
# The first pictures wait for what they need: a guess from them would be minutes too long.
KNOWN_AFTER_S = 2.0


def make_clip(clip_id: UUID, *, now: Now = timezone.now) -> None:
    """This function will make the clip if it waits to be made."""
    do_job(Clip, clip_id, lambda clip, progress: _make(clip, _Pace(progress, now)), now=now)


@dataclass(slots=True)
class _Pace:
    """Tells how much is done, and when the rest will be at this pace."""

    progress: JobProgress
    now: Now
    began: float = field(default_factory=time.perf_counter)

    def tell(self, share: float) -> None:
        """:raises LeaseLost: when the clip was cancelled"""
        spent_s = time.perf_counter() - self.began
        left = timedelta(seconds=spent_s * (1 - share) / max(share, 0.001))
        is_known = spent_s >= KNOWN_AFTER_S
        self.progress.note(
            "paint",
            FIRST_SHARE + share * (LAST_SHARE - FIRST_SHARE),
            done_by=self.now() + left if is_known else None,
        )


def _make(clip: Clip, pace: _Pace) -> Made:
    chosen = clip.options
    part = Part(chosen["start_ms"], chosen["end_ms"], chosen["sound"])
    pace.progress.enter("open")
    pace.progress.note_every_s = NOTE_EVERY_S
    with storage.reading(clip.upload_object) as file:
        source = clip_in_child(
            file.chunks(), file.byte_count, part, socket_path=settings.DECODER_SOCKET
        )
        with source as (head, pieces):
            reach("decoded")
            made = paint_clip(
                head, pieces, look_of(chosen), is_marked=chosen["mark"], report=pace.tell
            )
    columns = {"length_ms": made.duration_ms, "done_by": None}
    return Made(made.content, head.width, head.height, made.timings_ms, columns)
