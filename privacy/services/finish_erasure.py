"""Carry a committed cancellation to its verified end, and sign the certificate.

Design. Every step may be repeated: objects are destroyed before the rows that name them, the
account row goes last, and only when a count of every class finds nothing is the erasure verified.
What an order by law keeps stays until it is released, and so does the erasure's end.
The tombstone lies in another database than the account did, so that a restore cannot undo it.
"""

from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone

from privacy.encryption import keyed_hash
from privacy.models import Erasure, Tombstone
from privacy.registry import OnErasure, PersonalData, model_of
from privacy.selectors.holds import hold_on, without_held
from privacy.selectors.subject_rows import children_first, rows_of
from privacy.services.append_ledger import append_ledger, canonical
from privacy.services.commit_erasure import CANCELLED
from privacy.services.remove_row import remove_rows
from privacy.services.respect_holds import free_rows
from privacy.services.sign_document import sign_document

CERTIFICATE_FORMAT = 1
# So many objects share the commits of each step; the store is asked for every one of them.
BATCH_ROWS = 100


class NotYetGone(Exception):
    """Something of the person is still there: the next run goes on."""


def finish_erasure(erasure: Erasure, *, now: datetime) -> Erasure:
    """This function will remove what is left, verify, and sign; repeating it is harmless.

    While a hold keeps something, the erasure comes back unverified.

    :raises StillStored, NotYetGone: when the store or a table does not say yet that all is gone
    """
    if erasure.verified_at is not None:
        return erasure
    person = get_user_model()._default_manager.filter(pk__in=[erasure.account]).first()
    if person is not None:
        lay_tombstone(person, now=now)
        _remove_rest(person, now)
        if hold_on(person) is not None:
            return erasure
    return _certify(erasure, now)


def unfinished_erasures() -> list[Erasure]:
    """This function will return the cancellations that are not verified yet, oldest first."""
    return list(Erasure.objects.filter(verified_at__isnull=True).order_by("committed_at"))


def lay_tombstone(person: Any, *, now: datetime) -> None:
    """This function will mark the account as erased, outside the main database."""
    Tombstone.objects.get_or_create(account_hash=account_hash(person), defaults={"at": now})


def account_hash(person: Any) -> str:
    """This function will return the keyed mark of an account; a reused number gets another one."""
    joined = person.date_joined.isoformat()
    return keyed_hash(f"{person.pk}|{joined}", purpose="tombstone")


def _remove_rest(person: Any, now: datetime) -> None:
    # Of every class: what a hold kept at the commit may be free by now.
    everything = children_first()
    (account,) = (one for one in everything if isinstance(person, model_of(one)))
    rest = [one for one in everything if one is not account]
    for declaration in rest:
        _remove_rows(declaration, person, now)
    left = sum(_left(declaration, person) for declaration in rest)
    if left:
        raise NotYetGone(f"{left} rows are left")
    _remove_rows(account, person, now)


def _remove_rows(declaration: PersonalData, person: Any, now: datetime) -> None:
    if declaration.on_erasure is OnErasure.KEEP:
        return
    rows = free_rows(rows_of(declaration, person), act=CANCELLED, now=now)
    if declaration.on_erasure is OnErasure.ANONYMISE and declaration.anonymise is not None:
        declaration.anonymise(rows, now)
    elif declaration.on_erasure is OnErasure.DELETE:
        everything = list(rows)
        for first in range(0, len(everything), BATCH_ROWS):
            batch = everything[first : first + BATCH_ROWS]
            remove_rows(declaration, batch, reason=CANCELLED, now=timezone.now())


def _left(declaration: PersonalData, person: Any) -> int:
    is_deleted = declaration.on_erasure is OnErasure.DELETE
    return without_held(rows_of(declaration, person)).count() if is_deleted else 0


@transaction.atomic
def _certify(erasure: Erasure, now: datetime) -> Erasure:
    certificate = sign_document(
        {
            "v": CERTIFICATE_FORMAT,
            "serial": str(erasure.id),
            "committed_at": erasure.committed_at.isoformat(),
            "verified_at": now.isoformat(),
            "erased": erasure.steps,
            "retained": erasure.retained,
        }
    )
    erasure.certificate = canonical(certificate)
    erasure.account, erasure.sealed_address, erasure.verified_at = None, None, now
    erasure.save()
    append_ledger("erasures", {"serial": str(erasure.id), "steps": erasure.steps}, now=now)
    return erasure
