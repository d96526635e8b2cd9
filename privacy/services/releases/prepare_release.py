"""A release of counts: made by our code, tried by somebody, approved by another person."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime

from privacy.models import DeidRelease
from privacy.models.refusal import Refused
from privacy.registry.roles import Right
from privacy.services.append_ledger import canonical
from privacy.services.registers.move_record import file_record, move_record
from privacy.services.releases.count_cells import count_cells
from privacy.services.transitions import Actor, Steps, step

State = DeidRelease.State


def require_unchanged(release: DeidRelease, _now: datetime) -> None:
    """This function will let pass a table that is still the one that was tried.

    :raises Refused: `record_state`, 409
    """
    if release.sha256 != table_hash(release.columns, release.cells):
        raise Refused("record_state", 409)


STEPS: Steps = {
    "try": step((State.DRAFT,), State.TRIED, Right.FILE_SHARING, Right.APPROVE_SHARING),
    "approve": step(
        (State.TRIED,),
        State.APPROVED,
        Right.APPROVE_SHARING,
        not_by=("filed_by",),
        needs=(require_unchanged,),
    ),
    "withdraw": step(tuple(State), State.WITHDRAWN, Right.FILE_SHARING, Right.APPROVE_SHARING),
}


def file_release(
    *,
    title: str,
    purpose: str,
    columns: Sequence[str],
    rows: Sequence[Mapping[str, str]],
    by: Actor,
    now: datetime,
) -> DeidRelease:
    """This function will count the rows and keep the counts alone.

    :raises Refused: as `count_cells` and `file_record`
    """
    counts = count_cells(rows, columns)
    cells = [[*cell, count] for cell, count in sorted(counts.cells.items())]
    release = DeidRelease(
        title=title,
        purpose=purpose,
        columns=list(columns),
        cells=cells,
        smallest_group=counts.smallest,
        people_left_out=counts.people_left_out,
        sha256=table_hash(columns, cells),
    )
    return file_record(release, by=by, right=Right.FILE_SHARING, now=now)


def try_release(release: DeidRelease, *, attempt: str, by: Actor, now: datetime) -> None:
    """This function will record how somebody tried to find a person in the table, and failed.

    :raises Refused: as `move_record`
    """
    move_record(release, "try", steps=STEPS, by=by, now=now, attempt=attempt, tried_by=by.name)


def approve_release(release: DeidRelease, *, by: Actor, now: datetime) -> None:
    """This function will let the table pass the gate.

    :raises Refused: as `move_record`
    """
    move_record(
        release, "approve", steps=STEPS, by=by, now=now, approved_by=by.name, approved_at=now
    )


def withdraw_release(release: DeidRelease, *, by: Actor, now: datetime) -> None:
    """This function will keep the table from leaving again.

    :raises Refused: as `move_record`
    """
    move_record(release, "withdraw", steps=STEPS, by=by, now=now)


def table_hash(columns: Sequence[str], cells: Sequence[Sequence[object]]) -> str:
    """This function will return the SHA-256 of a table's canonical form."""
    table = {"columns": list(columns), "cells": [list(cell) for cell in cells]}
    return hashlib.sha256(canonical(table).encode()).hexdigest()
