"""Erase a child's account: the guardian refused, did not answer, or cancels it."""

from datetime import datetime

from django.db import transaction

from accounts.models import GuardianLink, User
from privacy.models import Erasure
from privacy.services.commit_erasure import commit_erasure
from privacy.services.finish_erasure import finish_erasure


def erase_child(child: User, *, address: str, now: datetime) -> Erasure:
    """This function will remove all that is held of the child; the answer goes to `address`."""
    with transaction.atomic():
        committed = commit_erasure(child, address=address, locale=child.locale, now=now)
    return finish_erasure(committed.erasure, now=now)


def erase_unanswered(link: GuardianLink, now: datetime) -> None:
    """This function will erase the child whose guardian did not answer in time."""
    erase_child(link.child, address=link.child.email, now=now)
