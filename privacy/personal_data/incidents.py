"""Incidents, whom they touched, what was owed to whom, and announcements."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from privacy import promises
from privacy.models import AffectedPerson, Announcement, Incident, SubjectPseudonym
from privacy.registry import Category, Clock, OnErasure, PersonalData, register
from privacy.services.incidents.open_incident import WHAT_CONTEXT
from privacy.services.incidents.prove_phase import PROOF_CONTEXT
from privacy.services.incidents.record_harm import REMEDY_CONTEXT

GOES_WITH_IT = "Goes with the incident that it belongs to."


def _touched(person: Any) -> QuerySet[AffectedPerson]:
    """A drill touched nobody."""
    names = SubjectPseudonym.objects.filter(person=person).values("pseudonym")
    return AffectedPerson.objects.filter(subject__in=names, incident__is_drill=False)


register(
    PersonalData(
        model="privacy.Incident",
        label=_("Incidents"),
        subject=None,
        holds={"sealed_what": Category.PROOF, "object_ids": Category.IDENTITY},
        plain=(
            *Incident.PLAIN,
            "kind",
            "is_drill",
            "detected_at",
            "classes",
            "covers_staff_access",
            "window_from",
            "window_until",
            "data_grade",
            "spread",
            "grade",
            "override_grade",
            "override_reason",
            "override_by",
            "people_total",
            "people_seen",
            "searched_to",
            "searched_at",
            "affected_count",
            "told_to",
            "told_at",
            "ready_s",
        ),
        purpose="proof",
        clocks=(
            Clock(
                "moved_at",
                promises.INCIDENT_KEPT,
                "R-0",
                where=Q(state=Incident.State.CLOSED),
            ),
        ),
        sealed={"sealed_what": WHAT_CONTEXT},
        on_erasure=OnErasure.KEEP,
        because="Proof of what happened, and of what was done about it.",
    )
)
register(
    PersonalData(
        model="privacy.IncidentPhase",
        label=_("What was done in each phase of an incident"),
        subject=None,
        holds={"sealed_what": Category.PROOF},
        plain=("id", "incident", "phase", "by", "done_at", "noted_at"),
        purpose="proof",
        sealed={"sealed_what": PROOF_CONTEXT},
        on_erasure=OnErasure.KEEP,
        because=GOES_WITH_IT,
    )
)
register(
    PersonalData(
        model="privacy.AffectedPerson",
        label=_("Incidents that touched your data"),
        subject=_touched,
        holds={
            "subject": Category.IDENTITY,
            "harm": Category.PROOF,
            "sealed_remedy": Category.PROOF,
        },
        plain=("id", "incident", "found_at", "told_at", "reached_at"),
        purpose="proof",
        clocks=(Clock("found_at", promises.INCIDENT_KEPT, "R-0"),),
        sealed={"sealed_remedy": REMEDY_CONTEXT},
        on_erasure=OnErasure.KEEP,
        because=_("The law asks whom an incident touched; the name in it is nobody’s afterwards."),
    )
)
register(
    PersonalData(
        model="privacy.IncidentNotice",
        label=_("Notices of incidents"),
        subject=None,
        holds={},
        plain=(
            "id",
            "incident",
            "locale",
            "basics",
            "kinds",
            "cause",
            "harm",
            "measures",
            "advice",
            "remedies",
            "contact",
            "written_by",
            "written_at",
            "published_by",
            "published_at",
        ),
        purpose="proof",
        on_erasure=OnErasure.KEEP,
        because=GOES_WITH_IT,
    )
)
register(
    PersonalData(
        model="privacy.RegulatorReport",
        label=_("Reports of incidents to the regulator"),
        subject=None,
        holds={},
        plain=("id", "incident", "clock", "due_at", "sent_at", "sent_by", "reference"),
        purpose="proof",
        on_erasure=OnErasure.KEEP,
        because=GOES_WITH_IT,
    )
)
register(
    PersonalData(
        model="privacy.Announcement",
        label=_("Announcements"),
        subject=None,
        holds={},
        plain=(
            *Announcement.PLAIN,
            "kind",
            "incident",
            "title_en",
            "title_zh",
            "text_en",
            "text_zh",
            "starts_at",
            "ends_at",
            "approved_by",
            "told_to",
            "told_at",
        ),
        purpose="proof",
        clocks=(
            Clock(
                "moved_at",
                promises.ANNOUNCEMENT_KEPT,
                "R-0",
                where=Q(state=Announcement.State.ENDED, incident__isnull=True),
            ),
        ),
        on_erasure=OnErasure.KEEP,
        because="Words that were said to everybody.",
    )
)
