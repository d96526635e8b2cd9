"""A task that cannot be acknowledged breaks the connection, so that the worker makes a new one.

Celery logs a failed acknowledgement and goes on. Over Redis the message then counts as unfinished
for ever: with one message at a time, a worker that had a task in hand when the broker went away
never asked for another, although it looked alive. What breaks here is caught by the worker's own
loop, which connects again; the task itself is done and idempotent.

References: kombu.message.Message.ack_log_error, celery.worker.loops.asynloop.
"""

from celery import Task
from celery.utils.log import get_logger
from celery.worker.request import Request

logger = get_logger(__name__)

# Errors that are only logged: none.
NONE: tuple[type[Exception], ...] = ()


class HonestRequest(Request):
    """One message in the hands of a worker."""

    def acknowledge(self) -> None:
        if not self.acknowledged:
            self._on_ack(logger, NONE)  # type: ignore[attr-defined]
            self.acknowledged = True

    def reject(self, requeue: bool = False) -> None:
        if not self.acknowledged:
            self._on_reject(logger, NONE, requeue)  # type: ignore[attr-defined]
            self.acknowledged = True
            self.send_event("task-rejected", requeue=requeue)


class SiteTask(Task):
    """Every task of the site."""

    Request = "portrait_site.acknowledge:HonestRequest"
