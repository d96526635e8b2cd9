"""How a job ends without a picture, and how it goes back to the queue.

Every change is one conditional update of rows that the caller names, so that whoever comes second
(a worker that was frozen, a sweep beside another sweep) changes nothing.
"""

from datetime import datetime, timedelta
from typing import Any

from portraits.models import Job
from portraits.models.job import JobQuerySet
from portraits.services.destroy_upload import destroy_upload
from portraits.services.send_job import START_PATIENCE, send_job

# One retry for a job whose worker died; a photo that kills workers must not go round for ever.
MAX_ATTEMPTS = 2
# Policy F-7: a choice between faces may take a person that long, and not longer.
FACES_KEPT = timedelta(minutes=15)

IDLE: dict[str, Any] = {"lease_token": None, "lease_until": None, "stage": "", "progress": 0.0}


def fail_job(
    rows: JobQuerySet[Any],
    job: Job,
    code: str,
    *,
    now: datetime,
    faces: list[dict[str, object]] | None = None,
) -> bool:
    """This function will fail the job if `rows` still holds it, and destroy its photo."""
    choice = {"faces": faces, "faces_until": now + FACES_KEPT} if faces else {}
    failed = rows.filter(pk=job.pk).update(
        status=Job.Status.FAILED, error_code=code, ended_at=now, **IDLE, **choice
    )
    if failed:
        destroy_upload(job, reason="failed", now=now)
    return bool(failed)


def cancel_job(rows: JobQuerySet[Any], job: Job, *, now: datetime) -> bool:
    """This function will cancel the job if `rows` still holds it, and destroy its photo."""
    cancelled = rows.filter(pk=job.pk).update(status=Job.Status.CANCELLED, ended_at=now, **IDLE)
    if cancelled:
        destroy_upload(job, reason="cancelled", now=now)
    return bool(cancelled)


def return_job(
    rows: JobQuerySet[Any],
    job: Job,
    *,
    now: datetime,
    is_counted: bool = True,
    after_s: int = 0,
) -> bool:
    """This function will queue the job again, or fail it when its attempts are used up.

    An attempt is not counted where the photo cannot have been the reason.
    """
    attempts = job.attempts if is_counted else job.attempts - 1
    if attempts >= MAX_ATTEMPTS:
        return fail_job(rows, job, "interrupted", now=now)
    patience = START_PATIENCE + timedelta(seconds=after_s)
    queued = IDLE | {"status": Job.Status.QUEUED, "lease_until": now + patience}
    returned = rows.filter(pk=job.pk).update(attempts=attempts, **queued)
    if returned:
        send_job(job, after_s=after_s)
    return bool(returned)
