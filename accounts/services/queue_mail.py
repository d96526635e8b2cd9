"""Ask the worker to send a mail; the broker learns an id, never an address."""

import logging

from celery import signature
from django.db import transaction
from kombu.exceptions import OperationalError

from accounts.models import GuardianLink, User

logger = logging.getLogger(__name__)


def queue_mail(task: str, person: User, **options: str) -> None:
    """This function will queue the named mail once the transaction is committed.

    `options` may name a kind of message or a language, nothing about the person.
    """
    transaction.on_commit(lambda: _send(task, person_id=person.pk, **options))


def queue_link_mail(task: str, link: GuardianLink) -> None:
    """This function will queue a letter to a guardian once the transaction is committed."""
    transaction.on_commit(lambda: _send(task, link_id=str(link.pk)))


def _send(task: str, **ids: object) -> None:
    try:
        signature(task, kwargs=ids).apply_async()
    except OperationalError:
        # The account stands; signing in sends the mail again.
        logger.warning("a mail could not be queued: the broker does not answer")
