"""Send a task by name. The rows are the truth: the sweep sends again what was lost."""

import logging

from celery import signature
from kombu.exceptions import KombuError

logger = logging.getLogger(__name__)


def send_task(name: str, *, after_s: int = 0, **identifiers: str | int) -> bool:
    """This function will send a task with ids only; False when the broker cannot be reached."""
    try:
        signature(name, kwargs=identifiers).apply_async(countdown=after_s)
    except (KombuError, OSError) as unreachable:
        logger.warning("broker_unreachable", extra={"kind": type(unreachable).__name__})
        return False
    return True
