"""The point of no return of a cancellation.

Design. The caller's one transaction deletes or anonymises every row that names no sealed object and
leaves a work order (`Erasure`) for the rest: the objects, the rows that name them, the account row.
From here on nothing can be signed in to, served or written for this person, and there is no way
back; what is left to do is found by account number, in any process, as often as needed. What goes
and in which order is read from the register, so that a new model cannot be forgotten.
"""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from privacy.encryption import hash_secret, seal_field
from privacy.models import Erasure
from privacy.registry import OnErasure, PersonalData, declarations, model_of
from privacy.selectors.end_counts import last_day
from privacy.selectors.subject_rows import children_first, points_at, rows_of
from privacy.services.respect_holds import free_rows

CANCELLED = "account_cancelled"
ADDRESS_CONTEXT = "privacy.erasure.address"


@dataclass(frozen=True, slots=True)
class CommittedErasure:
    """The work order, and the secret that opens its status page, known to nobody else."""

    erasure: Erasure
    secret: str


def commit_erasure(person: Any, *, address: str, locale: str, now: datetime) -> CommittedErasure:
    """This function will take the person out of every table; it joins the caller's transaction."""
    secret = secrets.token_urlsafe(32)
    erasure = Erasure.objects.create(
        account=person.pk,
        sealed_address=seal_field(address, context=ADDRESS_CONTEXT),
        locale=locale,
        token_sha256=hash_secret(secret),
        committed_at=now,
        steps=list(planned_steps(person)),
        retained=list(retained_classes(now)),
    )
    later = set(waiting_for_objects())
    for declaration in children_first():
        if declaration.model not in later:
            _take_out(declaration, person, now)
    return CommittedErasure(erasure, secret)


def planned_steps(person: Any) -> Iterator[dict[str, Any]]:
    """This function will count what goes, class by class."""
    for declaration in children_first():
        count = rows_of(declaration, person).count()
        if count and declaration.on_erasure is not OnErasure.KEEP:
            yield {
                "class": declaration.model,
                "action": str(declaration.on_erasure),
                "count": count,
            }


def retained_classes(now: datetime) -> Iterator[dict[str, Any]]:
    """This function will name what the law or a proof keeps, and until when at the latest."""
    for declaration in declarations():
        if declaration.on_erasure is OnErasure.KEEP and declaration.holds:
            yield {"class": declaration.model, "until": last_day(declaration, now)}


def waiting_for_objects() -> Iterator[str]:
    """This function will name the models whose rows must wait until sealed objects are gone.

    Those that name objects, and whatever these point at: deleting a parent would take the child's
    row along and leave its object in the store.
    """
    waiting: list[PersonalData] = []
    for declaration in children_first():
        model = model_of(declaration)
        if declaration.files or any(model in points_at(model_of(one)) for one in waiting):
            waiting.append(declaration)
            yield declaration.model


def _take_out(declaration: PersonalData, person: Any, now: datetime) -> None:
    if declaration.on_erasure is OnErasure.KEEP:
        return
    rows = free_rows(rows_of(declaration, person), act=CANCELLED, now=now)
    if declaration.on_erasure is OnErasure.DELETE:
        rows.delete()
    elif declaration.anonymise is not None:
        declaration.anonymise(rows, now)
