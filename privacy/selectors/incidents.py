"""What other code reads of incidents: how far they are, whom they reached, what is owed."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet

from privacy.models import (
    AffectedPerson,
    Announcement,
    Incident,
    IncidentNotice,
    RegulatorReport,
    SubjectPseudonym,
)
from privacy.models.incident_notice import PARTS

Line = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Reach:
    """How many an incident touched, how many have a notice, how many it has reached."""

    affected: int
    told: int
    reached: int
    unreached: int

    @property
    def percent(self) -> float:
        return 100.0 if self.affected == 0 else round(100 * self.reached / self.affected, 1)


def reach_of(incident: Incident) -> Reach:
    """This function will count whom the notice of an incident has reached so far."""
    affected = incident.affected
    return Reach(
        affected=incident.affected_count,
        told=affected.filter(told_at__isnull=False).count(),
        reached=affected.filter(reached_at__isnull=False).count(),
        # Counted by the rows that are left, since they go before their incident does.
        unreached=affected.filter(reached_at__isnull=True).count(),
    )


def is_announced(incident: Incident) -> bool:
    """This function will say whether the incident was announced to everybody."""
    return incident.announcements.filter(
        state__in=(Announcement.State.PUBLISHED, Announcement.State.ENDED)
    ).exists()


def open_reports(incident: Incident) -> QuerySet[RegulatorReport]:
    """This function will return what is owed to the regulator and has not gone."""
    return incident.reports.filter(sent_at__isnull=True)


def late_reports(now: datetime, *, since: datetime) -> int:
    """This function will count the reports that wait past their time, or went late since a day."""
    waiting = Q(sent_at__isnull=True, due_at__lte=now)
    late = Q(sent_at__gt=F("due_at"), sent_at__gte=since)
    return RegulatorReport.objects.filter(waiting | late).count()


def notice_lines(notice: IncidentNotice) -> list[Line]:
    """This function will return the parts of a notice in their order, each under its heading.

    The headings are in the language that is active.
    """
    return [(str(heading), getattr(notice, part)) for part, heading in PARTS.items()]


def published_notice(incident_id: UUID, locale: str) -> IncidentNotice | None:
    """This function will return the notice that went out, in the language or in English."""
    sent = IncidentNotice.objects.filter(incident=incident_id, published_at__isnull=False)
    return sent.filter(locale=locale).first() or sent.filter(locale="en").first()


def notice_for(person: Any, incident_id: UUID, locale: str) -> IncidentNotice | None:
    """This function will return the notice of an incident to somebody whom it touched."""
    names = SubjectPseudonym.objects.filter(person=person).values("pseudonym")
    is_touched = AffectedPerson.objects.filter(
        incident=incident_id, subject__in=names, incident__is_drill=False
    ).exists()
    return published_notice(incident_id, locale) if is_touched else None
