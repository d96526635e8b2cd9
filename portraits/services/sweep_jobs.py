"""The sweep: the second line of every promise about photos, run every 15 seconds by two processes.

Design. The worker that made an effect destroys its photo at once; the sweep is for every other
story: a worker that died, a message that was lost, a decoder that hangs, a store that did not
answer, a request that broke off. It never asks what happened, only what the rows and keys say now.
Each step is a query and one small change per row, committed by itself; a row that cannot go now is
counted and tried again next time, and never stops the rest. Two sweeps at once are harmless.
"""

import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from portraits.models import JOBS, Job, Portrait
from portraits.models.job import JobQuerySet
from portraits.services.check_template import resume_check, waiting_checks
from portraits.services.destroy_upload import destroy_upload
from portraits.services.end_effect import expire_effect, finish_ending
from portraits.services.end_job import cancel_job, fail_job, return_job
from portraits.services.send_job import RESEND_PATIENCE, send_job
from portraits.services.sweep_objects import (
    due_keys,
    remove_stray,
    settle_key,
    stray_objects,
    unverified_receipts,
    verify_again,
)
from privacy.models import Heartbeat
from privacy.selectors.holds import without_held

# Rows of one step in one run; the rest follows 15 seconds later.
BATCH_ROWS = 200
SWEEP_EVERY = timedelta(seconds=15)
SWEEP, STRAYS = "sweep", "strays"
# Listing the whole store costs; what lies there without a key is noise nobody can read.
STRAYS_EVERY = timedelta(minutes=10)

Step = tuple[str, Iterable[Any], Callable[[Any], bool]]
logger = logging.getLogger(__name__)


@dataclass
class SweepReport:
    """How many rows each step changed, and how many could not be changed now."""

    done: dict[str, int] = field(default_factory=dict)
    failed: int = 0

    def run(self, name: str, rows: Iterable[Any], act: Callable[[Any], bool]) -> None:
        """This function will act on each row, whatever becomes of the others."""
        for row in rows:
            try:
                changed = act(row)
            except Exception as error:
                # The text could quote the row; the kind is enough to find out.
                logger.error("sweep_failed", extra={"step": name, "kind": type(error).__name__})
                self.failed += 1
            else:
                self.done[name] = self.done.get(name, 0) + changed


def sweep(now: datetime) -> SweepReport:
    """This function will bring every job, photo and effect to where it should be at `now`."""
    report = SweepReport()
    steps = (step for kind in JOBS for step in _job_steps(kind, now))
    for step in (*steps, *_face_steps(now), *_object_steps(now)):
        report.run(*step)
    return report


def sweep_if_due(now: datetime) -> SweepReport | None:
    """This function will sweep unless another process has just done so."""
    return sweep(now) if is_due(SWEEP, SWEEP_EVERY, now) else None


def is_due(name: str, every: timedelta, now: datetime) -> bool:
    """This function will say, to one caller only, that a turn has come.

    A second of play, since clocks that tick beside each other never tick at once; a turn in the
    future is one from before the clock was set back.
    """
    Heartbeat.objects.get_or_create(name=name, defaults={"at": now - every})
    recent = {"at__gt": now - every + timedelta(seconds=1), "at__lte": now}
    return bool(Heartbeat.objects.filter(name=name).exclude(**recent).update(at=now))


def _job_steps(kind: type[Job], now: datetime) -> Iterator[Step]:
    """In this order: what is over ends before anything is given another try."""
    jobs: JobQuerySet[Any] = kind.objects.order_by("created_at")
    unfinished, ended = jobs.unfinished(), jobs.exclude(status__in=Job.UNFINISHED)
    late = unfinished.filter(created_at__lte=now - kind.UPLOAD_CEILING)
    yield "timed_out", _some(late), lambda job: fail_job(unfinished, job, "timed_out", now=now)
    ownerless = unfinished.filter(owner__is_active=False)
    yield "owner_gone", _some(ownerless), lambda job: cancel_job(unfinished, job, now=now)
    yield "returned", _some(jobs.abandoned(now)), partial(_return, now=now)
    unheard = jobs.filter(status=Job.Status.QUEUED, lease_until__lte=now)
    yield "sent_again", _some(unheard), partial(_send_again, now=now)
    with_photo = ended.filter(upload_deleted_at__isnull=True)
    yield "photos", _some(with_photo), partial(_destroy_photo, now=now)
    expired = ended.filter(status=Job.Status.READY, expires_at__lte=now)
    yield "expired", _some(without_held(expired)), partial(expire_effect, now=now)
    ending = ended.filter(ended_effect_object__isnull=False, effect_deleted_at__isnull=True)
    yield "effects", _some(ending), partial(finish_ending, now=now)


def _face_steps(now: datetime) -> Iterator[Step]:
    chosen_from = Portrait.objects.filter(faces_until__lte=now).order_by("created_at")
    yield "faces", _some(chosen_from), _forget_faces


def _object_steps(now: datetime) -> Iterator[Step]:
    yield "objects", due_keys(now), partial(settle_key, now=now)
    yield "receipts", unverified_receipts(), partial(verify_again, now=now)
    yield "checks", waiting_checks(), partial(resume_check, now=now)
    if is_due(STRAYS, STRAYS_EVERY, now):
        yield "strays", stray_objects(now), remove_stray


def _some(rows: Any) -> list[Any]:
    return list(rows[:BATCH_ROWS])


def _return(job: Job, *, now: datetime) -> bool:
    abandoned = type(job).objects.abandoned(now).filter(lease_token=job.lease_token)
    return return_job(abandoned, job, now=now)


def _send_again(job: Job, *, now: datetime) -> bool:
    unheard = type(job).objects.filter(
        pk=job.pk, status=Job.Status.QUEUED, lease_until=job.lease_until
    )
    return bool(unheard.update(lease_until=now + RESEND_PATIENCE)) and send_job(job)


def _destroy_photo(job: Job, *, now: datetime) -> bool:
    has_own_reason = job.status in (Job.Status.FAILED, Job.Status.CANCELLED)
    return destroy_upload(job, reason=job.status if has_own_reason else "rendered", now=now)


def _forget_faces(job: Portrait) -> bool:
    return bool(Portrait.objects.filter(pk=job.pk).update(faces=None, faces_until=None))
