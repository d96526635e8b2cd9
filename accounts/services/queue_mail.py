"""Ask the worker to send a mail; the broker learns an id, never an address."""

import logging

from celery import signature
from django.db import transaction
from kombu.exceptions import OperationalError

from accounts.models import User

logger = logging.getLogger(__name__)


def queue_mail(task: str, person: User) -> None:
    """This function will queue the named mail once the transaction is committed."""
    transaction.on_commit(lambda: _send(task, person.pk))


def _send(task: str, person_id: int) -> None:
    try:
        signature(task, kwargs={"person_id": person_id}).apply_async()
    except OperationalError:
        # The account stands; signing in sends the mail again.
        logger.warning("a mail could not be queued: the broker does not answer")
