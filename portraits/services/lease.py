"""A worker's right to a job: taken by one update, renewed while it works, checked at the end.

A worker that is frozen or cut off loses the job to the sweep; when it wakes up, its token opens
nothing any more.
"""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import DatabaseError, connections
from django.db.models import F

from portraits.models import Job
from portraits.models.job import JobQuerySet
from portraits.services.end_job import MAX_ATTEMPTS

LEASE = timedelta(seconds=30)
RENEW_EVERY_S = 10.0

Now = Callable[[], datetime]
logger = logging.getLogger(__name__)


class LeaseLost(Exception):
    """The job was cancelled, or given to another worker."""


@dataclass(frozen=True, slots=True)
class Lease:
    """One worker's right to one job."""

    kind: type[Job]
    job_id: UUID
    token: UUID = field(default_factory=uuid4)

    def rows(self) -> JobQuerySet[Any]:
        """This function will return the job's row as long as it is ours."""
        rows: JobQuerySet[Any] = self.kind.objects.filter(
            pk=self.job_id, status=Job.Status.RENDERING, lease_token=self.token
        )
        return rows

    def note(self, **columns: Any) -> None:
        """This function will write down how far the work is.

        :raises LeaseLost: when the job is no longer ours
        """
        if not self.rows().update(**columns):
            raise LeaseLost


def take_lease(kind: type[Job], job_id: UUID, *, now: datetime) -> Lease | None:
    """This function will take a queued job, counting the attempt before the work; None if taken."""
    lease = Lease(kind, job_id)
    queued = kind.objects.filter(
        pk=job_id,
        status=Job.Status.QUEUED,
        attempts__lt=MAX_ATTEMPTS,
        owner__is_active=True,
    )
    taken = queued.update(
        status=Job.Status.RENDERING,
        attempts=F("attempts") + 1,
        lease_token=lease.token,
        lease_until=now + LEASE,
    )
    return lease if taken else None


@contextmanager
def kept(lease: Lease, now: Now) -> Iterator[None]:
    """This function will renew the lease in the background as long as the block runs."""
    done = threading.Event()
    keeper = threading.Thread(target=_renew, args=(lease, now, done), daemon=True)
    keeper.start()
    try:
        yield
    finally:
        done.set()
        keeper.join()


def _renew(lease: Lease, now: Now, done: threading.Event) -> None:
    try:
        while not done.wait(RENEW_EVERY_S):
            _renew_once(lease, now())
    finally:
        connections.close_all()


def _renew_once(lease: Lease, now: datetime) -> None:
    try:
        lease.rows().update(lease_until=now + LEASE)
    except DatabaseError as error:
        # The next turn may succeed; if none does, the job is given to another worker.
        logger.warning("lease_not_renewed", extra={"kind": type(error).__name__})
