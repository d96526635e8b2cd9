"""Erase again, after a restore, whoever was erased since the backup was made."""

from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction

from privacy.models import Tombstone
from privacy.services.commit_erasure import commit_erasure
from privacy.services.finish_erasure import account_hash, finish_erasure, unfinished_erasures


def erased_before(*, now: datetime) -> list[Any]:
    """This function will return the accounts here that have a tombstone."""
    people = get_user_model()._default_manager.filter(date_joined__lte=now)
    marks = {account_hash(person): person for person in people.iterator(chunk_size=1000)}
    laid = Tombstone.objects.filter(account_hash__in=list(marks)) if marks else []
    return [marks[tombstone.account_hash] for tombstone in laid]


def replay_erasures(*, now: datetime) -> int:
    """This function will erase every account that has a tombstone and return how many."""
    people = erased_before(now=now)
    for person in people:
        with transaction.atomic():
            person.is_active = False
            person.save(update_fields=["is_active"])
            commit_erasure(person, address="", locale="en", now=now)
    for erasure in unfinished_erasures():
        finish_erasure(erasure, now=now)
    return len(people)
