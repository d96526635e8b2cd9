"""Remove everything whose time is over, as the register says.

Design. What is due is read from the declarations' clocks, by the same query for a dry run and for
the real thing. Rows go one by one, oldest first: the object's key, then the object, then the row;
one row that cannot go now is counted and never stops the rest. Every step may be repeated, so two
runs at once and a run after a crash are harmless. A run leaves a row that says what it did and how
late the latest was: what is never late is a promise, what is never early is the query's.
"""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from django.db.models import Model

from privacy.models import Heartbeat, PurgeRun
from privacy.registry import Clock, PersonalData, declarations, model_of
from privacy.services.remove_row import remove_row

BATCH_ROWS = 200

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class DueClass:
    """How much of one model is due by one clock."""

    model: str
    promise: str
    count: int


def due_classes(*, now: datetime, only: str | None = None) -> list[DueClass]:
    """This function will count what a purge would remove now."""
    return [
        DueClass(declaration.model, clock.promise, _due(declaration, clock, now).count())
        for declaration, clock in _clocks(only)
    ]


def purge_expired(*, now: datetime, trigger: str, only: str | None = None) -> PurgeRun:
    """This function will remove what is due, of every class or of one model."""
    run = PurgeRun.objects.create(started_at=now, trigger=trigger)
    for declaration, clock in _clocks(only):
        _purge_class(run, declaration, clock, now)
    run.finished_at = now
    run.save()
    if only is None:
        Heartbeat.objects.update_or_create(name="purge", defaults={"at": now})
    return run


def _clocks(only: str | None) -> Iterator[tuple[PersonalData, Clock]]:
    for declaration in declarations():
        if only is None or declaration.model.lower() == only.lower():
            for clock in declaration.clocks:
                yield declaration, clock


def _due(declaration: PersonalData, clock: Clock, now: datetime) -> Any:
    return clock.due(model_of(declaration)._default_manager.all(), now)


def _purge_class(run: PurgeRun, declaration: PersonalData, clock: Clock, now: datetime) -> None:
    failed: set[Any] = set()
    while batch := _next_batch(declaration, clock, now, failed):
        for row in batch:
            run.due += 1
            run.latest_s = max(run.latest_s, clock.lateness(row, now).total_seconds())
            if _purge_row(declaration, clock, row, now):
                run.done += 1
                run.by_class[declaration.model] = run.by_class.get(declaration.model, 0) + 1
            else:
                run.failed += 1
                failed.add(row.pk)


def _next_batch(
    declaration: PersonalData, clock: Clock, now: datetime, failed: set[Any]
) -> list[Model]:
    rows = _due(declaration, clock, now).exclude(pk__in=failed)
    return list(islice(rows.iterator(chunk_size=BATCH_ROWS), BATCH_ROWS))


def _purge_row(declaration: PersonalData, clock: Clock, row: Model, now: datetime) -> bool:
    try:
        if clock.purge is not None:
            clock.purge(row, now)
        else:
            remove_row(declaration, row, reason="expired", now=now)
    except Exception:
        # The exception's text could quote the row; its class and our model name are enough.
        logger.error("purge_row_failed", extra={"model": declaration.model}, exc_info=False)
        return False
    return True
