"""The sweep inside the web process: the ceilings hold with no worker and no scheduler alive."""

import logging
import threading
from functools import cache

from django.db import close_old_connections, connections
from django.utils import timezone

from portraits.services.sweep_jobs import SWEEP_EVERY, sweep_if_due

logger = logging.getLogger(__name__)


@cache
def start_background_sweep() -> threading.Thread:
    """This function will sweep every 15 seconds for as long as this process lives, from now on.

    Called once in each web process, after it has forked; calling it again changes nothing.
    """
    thread = threading.Thread(target=_sweep_for_ever, name="sweep", daemon=True)
    thread.start()
    return thread


def _sweep_for_ever() -> None:
    pause = threading.Event()
    while True:
        sweep_once()
        pause.wait(SWEEP_EVERY.total_seconds())


def sweep_once() -> None:
    """This function will run one sweep and survive whatever it raises."""
    close_old_connections()
    try:
        sweep_if_due(timezone.now())
    except Exception as error:
        # A database that is away for a while must not end the sweeps for good.
        logger.error("background_sweep_failed", extra={"kind": type(error).__name__})
        connections.close_all()
