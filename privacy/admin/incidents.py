"""Incidents: how far the search and the notice are, what is owed, and the next phase."""

from functools import partial
from typing import Any, ClassVar

from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from privacy.admin.incident_facts import IncidentFacts
from privacy.admin.incident_forms import (
    GradeForm,
    HarmForm,
    IncidentForm,
    NoticeForm,
    PhaseForm,
    ReportForm,
    report_of,
)
from privacy.admin.register_admin import RegisterAdmin
from privacy.models import Incident
from privacy.models.incident_notice import PARTS
from privacy.registry.roles import Right
from privacy.services.incidents.grade_incident import override_grade
from privacy.services.incidents.open_incident import open_incident
from privacy.services.incidents.prove_phase import prove_phase
from privacy.services.incidents.record_harm import record_harm
from privacy.services.incidents.search_affected import search_again
from privacy.services.incidents.send_report import send_report
from privacy.services.incidents.steps import PHASES, STEPS
from privacy.services.incidents.write_notice import (
    publish_notice,
    write_notice,
)
from privacy.services.transitions import Actor


@admin.register(Incident)
class IncidentAdmin(IncidentFacts, RegisterAdmin):
    """Filed and worked on by security, told to the people by the privacy officer."""

    reads = (Right.WORK_ON_INCIDENTS, Right.PUBLISH_INCIDENTS, Right.READ_REGISTERS)
    adds = (Right.WORK_ON_INCIDENTS,)
    form = IncidentForm
    list_display = ("short", "kind", "state", "counts_as", "detected_at", "progress", "late")
    list_filter = ("state", "kind", "is_drill")
    steps = STEPS
    doings: ClassVar = {
        **{name: partial(prove_phase, name=name) for name in PHASES},
        "send_report": send_report,
        "write": write_notice,
        "publish": publish_notice,
        "record_harm": record_harm,
        "override": override_grade,
        "search": search_again,
    }
    step_words: ClassVar = {
        "contain": _("Contained"),
        "analyse": _("Analysed"),
        "remedy": _("Remedied"),
        "report": _("Reported"),
        "notify": _("People notified"),
        "close": _("Close"),
        "send_report": _("A report went to the regulator"),
        "write": _("Write the notice"),
        "publish": _("Publish the notice, as the second person"),
        "record_harm": _("Note harm and remedy"),
        "override": _("Override the grade"),
        "search": _("Search for the people again"),
    }
    step_forms: ClassVar = {
        **dict.fromkeys(PHASES, PhaseForm),
        "send_report": ReportForm,
        "write": NoticeForm,
        "record_harm": HarmForm,
        "override": GradeForm,
    }
    facts = (
        "kind",
        "is_drill",
        "what",
        "counts_as",
        "spread",
        "detected_at",
        "window",
        "scope",
        "progress",
        "reach",
        "reports",
        "notice",
        "proofs",
        "playbook",
    )

    def file(self, given: dict[str, Any], *, by: Actor) -> Incident:
        """This function will open the incident."""
        return open_incident(report_of(given), by=by, now=timezone.now())

    def initial_of(self, name: str, record: Any) -> dict[str, Any]:
        """What is written of the notice so far stands in its form."""
        if name != "write":
            return {}
        return {
            f"{notice.locale}.{part}": getattr(notice, part)
            for notice in record.notices.all()
            for part in PARTS
        }
