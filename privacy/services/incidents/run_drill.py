"""Practise an incident from the alarm to the notice that could go out; nothing of it does.

Design. A drill goes the way of a real incident, through the same services, so that what breaks
there breaks here first. Its rows are marked: it owes no report, its notice cannot be published,
and the people it found are forgotten at its end. What stays is the record: how many were found,
and how long it took until both languages were ready.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import override

from privacy.models import Incident, IncidentNotice
from privacy.selectors.incidents import Line, notice_lines
from privacy.services.incidents.drill_texts import DRILL_TEXTS
from privacy.services.incidents.open_incident import IncidentReport, open_incident
from privacy.services.incidents.prove_phase import prove_phase
from privacy.services.incidents.search_affected import search_affected
from privacy.services.incidents.start_reports import RULES
from privacy.services.incidents.steps import PHASES, PUBLISH, WORK
from privacy.services.incidents.write_notice import LOCALES, empty_parts, write_notice
from privacy.services.transitions import Actor

DRILL = Actor("drill", frozenset({WORK, PUBLISH}))
DELETED_AT_ONCE = 500
Progress = Callable[[Incident], None]


class NotReady(Exception):
    """The notice of the drill was not whole: so would be that of a real incident."""


@dataclass(frozen=True, slots=True)
class DrillReport:
    """What a drill has shown."""

    incident: Incident
    owed: tuple[str, ...]
    notices: dict[str, list[Line]]
    minutes: float


def run_drill(
    classes: Sequence[str], spread: str, *, now: datetime, progress: Progress | None = None
) -> DrillReport:
    """This function will do the drill and keep its record; `progress` hears of every batch.

    :raises Refused: as `open_incident`
    :raises NotReady: when a part of the notice was empty in any language
    """
    began = time.perf_counter()
    report = IncidentReport(
        kind=Incident.Kind.CREDENTIALS,
        what="A drill.",
        spread=spread,
        detected_at=now,
        classes=classes,
        covers_staff_access=True,
    )
    incident = open_incident(report, by=DRILL, now=now, is_drill=True)
    while not search_affected(incident, now=now, most_batches=1):
        if progress is not None:
            progress(incident)
    write_notice(incident, DRILL_TEXTS, by=DRILL, now=now)
    if empty_parts(incident):
        raise NotReady
    notices = {one.locale: render_notice(one) for one in incident.notices.all()}
    incident.ready_s = time.perf_counter() - began
    incident.save(update_fields=["ready_s"])
    owed = tuple(str(rule.clock) for rule in RULES if rule.applies(incident))
    _end(incident, now)
    return DrillReport(incident, owed, notices, incident.ready_s / 60)


def render_notice(notice: IncidentNotice) -> list[Line]:
    """This function will return the notice as its readers would have it, in its own language."""
    with override(notice.locale):
        return notice_lines(notice)


def drafts_of_drill() -> list[IncidentNotice]:
    """This function will return the notices of a drill without keeping them."""
    return [IncidentNotice(locale=locale, **DRILL_TEXTS[locale]) for locale in LOCALES]


def _end(incident: Incident, now: datetime) -> None:
    """Forget whom it found, then walk through the phases to the end."""
    while gone := list(incident.affected.values_list("pk", flat=True)[:DELETED_AT_ONCE]):
        incident.affected.filter(pk__in=gone).delete()
    for phase in PHASES:
        prove_phase(incident, phase, what="A drill.", done_at=now, by=DRILL, now=now)
