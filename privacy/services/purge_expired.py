"""Remove everything whose time is over, as the register says.

Design. What is due is read from the declarations' clocks, by the same query for a dry run and for
the real thing; what a hold keeps is left out there, and looked at once more before each row goes.
Rows go one by one, oldest first: the object's key, then the object, then the row; one row that
cannot go now is counted and never stops the rest. Every step may be repeated, so two runs at once
and a run after a crash are harmless. A run leaves a row that says, for every class, what it did,
how late the latest was, and that nothing was early.
"""

import logging
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import partial
from itertools import islice
from typing import Any

from django.db.models import Model, QuerySet

from privacy.models import Heartbeat, PurgeRun
from privacy.registry import Clock, PersonalData, TooEarly, declarations, model_of
from privacy.selectors.holds import without_held
from privacy.services.remove_row import remove_row
from privacy.services.respect_holds import Held, free_rows, require_free

BATCH_ROWS = 200
EXPIRED = "expired"

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class DueClass:
    """How much of one model is due by one clock, and how much of that a hold keeps."""

    model: str
    promise: str
    count: int
    held: int


@dataclass(slots=True)
class ClassFigures:
    """What a run did with one class, on both sides: `earliest_s` below zero would be too early."""

    due: int = 0
    done: int = 0
    failed: int = 0
    held: int = 0
    early: int = 0
    earliest_s: float | None = None
    latest_s: float | None = None

    def saw(self, lateness_s: float) -> None:
        """This function will note how late a due row is."""
        self.due += 1
        self.earliest_s = (
            lateness_s if self.earliest_s is None else min(self.earliest_s, lateness_s)
        )
        self.latest_s = lateness_s if self.latest_s is None else max(self.latest_s, lateness_s)


def due_classes(*, now: datetime, only: str | None = None) -> list[DueClass]:
    """This function will count what a purge would remove now, and what it would leave to holds."""
    return [_due_class(declaration, clock, now) for declaration, clock in _clocks(only)]


def purge_expired(*, now: datetime, trigger: str, only: str | None = None) -> PurgeRun:
    """This function will remove what is due, of every class or of one model."""
    run = PurgeRun.objects.create(started_at=now, trigger=trigger)
    figures: dict[str, ClassFigures] = {}
    for declaration, clock in _clocks(only):
        _purge_class(figures.setdefault(declaration.model, ClassFigures()), declaration, clock, now)
    _sum_up(run, figures)
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


def _due(declaration: PersonalData, clock: Clock, now: datetime) -> QuerySet[Any]:
    return clock.due(model_of(declaration)._default_manager.all(), now)


def _due_class(declaration: PersonalData, clock: Clock, now: datetime) -> DueClass:
    due = _due(declaration, clock, now)
    free = without_held(due) if clock.yields_to_holds else due
    count = free.count()
    return DueClass(declaration.model, clock.promise, count, due.count() - count)


def _purge_class(
    figures: ClassFigures, declaration: PersonalData, clock: Clock, now: datetime
) -> None:
    due = _due(declaration, clock, now)
    free = free_rows(due, act=EXPIRED, now=now) if clock.yields_to_holds else due
    if free is not due:
        figures.held += due.count() - free.count()
    purge_row = partial(_purge_row, figures, declaration, clock, now)
    left: set[Any] = set()
    done: set[Any] = set()
    while batch := _next_batch(free, left):
        # What said that it went and is due all the same would come again for ever.
        stuck = {row.pk for row in batch} & done
        figures.failed += len(stuck)
        gone = {row.pk for row in batch if row.pk not in stuck and purge_row(row)}
        left |= {row.pk for row in batch} - gone
        done = gone


def _next_batch(free: QuerySet[Any], left: set[Any]) -> list[Model]:
    rows = free.exclude(pk__in=left) if left else free.all()
    return list(islice(rows.iterator(chunk_size=BATCH_ROWS), BATCH_ROWS))


def _purge_row(
    figures: ClassFigures, declaration: PersonalData, clock: Clock, now: datetime, row: Model
) -> bool:
    figures.saw(clock.lateness(row, now).total_seconds())
    try:
        _remove(declaration, clock, row, now)
    except Held:
        figures.held += 1
    except TooEarly:
        figures.early += 1
        logger.error("purge_row_early", extra={"model": declaration.model})
    except Exception:
        # The exception's text could quote the row; its class and our model name are enough.
        logger.error("purge_row_failed", extra={"model": declaration.model}, exc_info=False)
        figures.failed += 1
    else:
        figures.done += 1
        return True
    return False


def _remove(declaration: PersonalData, clock: Clock, row: Model, now: datetime) -> None:
    clock.require_term(row, now)
    if clock.purge is None:
        remove_row(declaration, row, reason=EXPIRED, now=now)
        return
    if clock.yields_to_holds:
        require_free(row, act=EXPIRED, now=now)
    clock.purge(row, now)


def _sum_up(run: PurgeRun, figures: dict[str, ClassFigures]) -> None:
    seen = {model: one for model, one in figures.items() if one.due or one.held}
    for one in seen.values():
        run.due += one.due
        run.done += one.done
        run.failed += one.failed
        run.held += one.held
        run.early += one.early
        run.latest_s = max(run.latest_s, one.latest_s or 0.0)
    run.by_class = {model: one.done for model, one in seen.items() if one.done}
    run.figures = {model: asdict(one) for model, one in seen.items()}
