"""File a record of a register, and move it along its table; each step leaves a line and a link.

The line stands in the record's timeline, the link in the ledger: what was once filed cannot be
filed otherwise afterwards.
"""

from datetime import datetime
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import Model, QuerySet

from privacy.models import RegisterEvent
from privacy.models.refusal import Refused
from privacy.models.register import RegisterRecord
from privacy.services.append_ledger import append_ledger
from privacy.services.transitions import Actor, Steps, require_step

REGISTER_STREAM = "registers"
Record = TypeVar("Record", bound=RegisterRecord)


def file_record(record: Record, *, by: Actor, right: str, now: datetime) -> Record:
    """This function will put a new record into its register, in the state it starts in.

    :raises Refused: `permission_denied`, 403, without the right
    :raises ValidationError: when the record breaks a rule of its model
    """
    if right not in by.rights:
        raise Refused("permission_denied", 403)
    record.filed_by, record.filed_at, record.moved_at = by.name, now, now
    record.full_clean()
    with transaction.atomic():
        record.save(force_insert=True)
        write_step(record, "file", by=by, now=now)
    return record


def move_record(
    record: RegisterRecord,
    name: str,
    /,
    *,
    steps: Steps,
    by: Actor,
    now: datetime,
    detail: str = "",
    **changes: Any,
) -> None:
    """This function will do one step of the table; `changes` are columns that go with it.

    :raises Refused: as `require_step`; `record_state`, 409, when somebody else moved it meanwhile
    """
    rule, before = steps[name], state_of(record)
    require_step(rule, record, by=by, now=now)
    changes |= {"state": rule.ends or before, "moved_at": now}
    with transaction.atomic():
        if not rows_of(record).filter(pk=record.pk, state=before).update(**changes):
            raise Refused("record_state", 409)
        for column, value in changes.items():
            setattr(record, column, value)
        write_step(record, name, by=by, now=now, before=before, detail=detail)


def write_step(
    record: Model,
    name: str,
    *,
    by: Actor,
    now: datetime,
    before: str = "",
    detail: str = "",
) -> None:
    """This function will write a step into the timeline and the ledger."""
    told = {
        "register": record._meta.label,
        "record": str(record.pk),
        "step": name,
        "by": by.name,
        "from_state": before,
        "to_state": state_of(record),
    }
    RegisterEvent.objects.create(at=now, detail=detail, **told)
    append_ledger(REGISTER_STREAM, told, now=now)


def state_of(record: Model) -> str:
    """This function will return the state, which every kind of record defines for itself."""
    state: str = record.state  # type: ignore[attr-defined]
    return state


def rows_of(record: RegisterRecord) -> QuerySet[Any]:
    """This function will return the register that the record stands in."""
    return type(record)._default_manager.all()
