"""A sign of life of every worker that takes work, from its own process.

A task on the worker's queue would wait behind the work in hand, which for a clip is minutes, and a
busy worker would pass for a dead one.
"""

import logging
from functools import partial
from typing import Any

from celery.bootsteps import StartStopStep
from django.db import DatabaseError, connections
from django.utils import timezone

from privacy.services.beat_heartbeat import beat_heartbeat

logger = logging.getLogger(__name__)

EVERY_S = 15.0


class Pulse(StartStopStep):
    """Beats for each queue of a worker while it is connected to the broker."""

    # Each connection starts it anew: a lost one takes the timers along.
    requires = ("celery.worker.consumer.tasks:Tasks",)

    def __init__(self, consumer: Any, **options: Any) -> None:
        super().__init__(consumer, **options)
        self._timer: Any = None

    def start(self, consumer: Any) -> None:
        """This function will beat now, and then every 15 seconds."""
        beat = partial(_beat, tuple(consumer.app.amqp.queues.consume_from))
        beat()
        self._timer = consumer.timer.call_repeatedly(EVERY_S, beat)

    def stop(self, consumer: Any) -> None:
        """This function will beat no more."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None


def _beat(queues: tuple[str, ...]) -> None:
    try:
        for queue in queues:
            beat_heartbeat(queue, now=timezone.now())
    except DatabaseError:
        # A worker that cannot write may still work; its silence says the rest.
        logger.warning("heartbeat_not_written")
    finally:
        # Pool processes are forked from this one and must not inherit a connection.
        connections.close_all()
