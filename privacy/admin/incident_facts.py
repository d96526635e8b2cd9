"""What the pages of the incidents show: progress, reach, reports by their time, proofs."""

from datetime import datetime

from django.contrib import admin
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from privacy.models import Incident, RegulatorReport
from privacy.models.incident_notice import PARTS
from privacy.selectors.desk import Urgency
from privacy.selectors.incidents import reach_of
from privacy.services.incidents.open_incident import what_of
from privacy.services.incidents.prove_phase import proof_of
from privacy.services.incidents.write_notice import empty_parts

MISSING_SHOWN = 4


class IncidentFacts:
    """Columns of the list and lines of the page; each takes the incident."""

    @admin.display(description=_("incident"))
    def short(self, incident: Incident) -> str:
        return str(incident.pk)[:8]

    @admin.display(description=_("what happened"))
    def what(self, incident: Incident) -> str:
        return what_of(incident)

    @admin.display(description=_("grade"))
    def counts_as(self, incident: Incident) -> str:
        words = str(incident.binding_grade.label)
        if not incident.override_grade:
            return words
        told = {"grade": words, "computed": incident.get_grade_display()}
        reason = f"{incident.override_reason} ({incident.override_by})"
        return f"{_now('%(grade)s instead of %(computed)s') % told}: {reason}"

    @admin.display(description=_("window"))
    def window(self, incident: Incident) -> str:
        ends = (incident.window_from, incident.window_until)
        return " – ".join(f"{one:%Y-%m-%d %H:%M}" if one else "…" for one in ends)

    @admin.display(description=_("what it is about"))
    def scope(self, incident: Incident) -> str:
        parts = [*incident.classes]
        if incident.object_ids:
            parts.append(_now("%(count)d objects") % {"count": len(incident.object_ids)})
        if incident.covers_staff_access:
            parts.append(_now("looks by the staff"))
        return ", ".join(parts)

    @admin.display(description=_("people"))
    def progress(self, incident: Incident) -> str:
        told = {
            "seen": incident.people_seen,
            "total": incident.people_total,
            "found": incident.affected_count,
        }
        if incident.searched_at is None:
            return _now("%(seen)d of %(total)d looked at, %(found)d concerned so far") % told
        return _now("%(found)d concerned, of %(total)d") % told

    @admin.display(description=_("notice reached"))
    def reach(self, incident: Incident) -> str:
        reach = reach_of(incident)
        told = {
            "told": reach.told,
            "reached": reach.reached,
            "affected": reach.affected,
            "percent": reach.percent,
        }
        return (
            _now("%(told)d have it, %(reached)d of %(affected)d were reached (%(percent)s %%)")
            % told
        )

    @admin.display(description=_("reports to the regulator"))
    def reports(self, incident: Incident) -> SafeString:
        now = timezone.now()
        return format_html_join(
            "",
            '<p>{}: {} UTC <span class="desk-mark desk-mark--{}">{}</span></p>',
            (
                (
                    report.get_clock_display(),
                    f"{report.due_at:%Y-%m-%d %H:%M}",
                    _urgency(report, now),
                    _standing(report, now),
                )
                for report in incident.reports.all()
            ),
        )

    @admin.display(description=_("late reports"))
    def late(self, incident: Incident) -> str:
        now = timezone.now()
        late = sum(report.is_late(now) for report in incident.reports.all())
        if not late:
            return "–"
        return format_html('<span class="desk-mark desk-mark--overdue">{}</span>', late)

    @admin.display(description=_("notice"))
    def notice(self, incident: Incident) -> str:
        sent = incident.notices.filter(published_at__isnull=False).first()
        if sent is not None:
            at, by = f"{sent.published_at:%Y-%m-%d %H:%M}", sent.published_by
            return _now("published %(at)s UTC by %(by)s") % {"at": at, "by": by}
        missing = empty_parts(incident)
        named = ", ".join(f"{PARTS[part]} ({locale})" for locale, part in missing[:MISSING_SHOWN])
        more = " …" if len(missing) > MISSING_SHOWN else ""
        return (
            _now("still empty: %(parts)s") % {"parts": named + more} if missing else _now("whole")
        )

    @admin.display(description=_("proofs"))
    def proofs(self, incident: Incident) -> SafeString:
        return format_html_join(
            "",
            "<p><strong>{}</strong> {} UTC, {}: {}</p>",
            (
                (
                    phase.get_phase_display(),
                    f"{phase.done_at:%Y-%m-%d %H:%M}",
                    phase.by,
                    proof_of(phase),
                )
                for phase in incident.phases.all()
            ),
        )

    @admin.display(description=_("playbook"))
    def playbook(self, incident: Incident) -> str:
        return f"docs/incidents.md, {incident.kind}"


def _urgency(report: RegulatorReport, now: datetime) -> Urgency:
    if report.sent_at is not None:
        return Urgency.CALM
    return Urgency.OVERDUE if report.is_late(now) else Urgency.SOON


def _standing(report: RegulatorReport, now: datetime) -> str:
    if report.sent_at is not None:
        told = {"at": f"{report.sent_at:%Y-%m-%d %H:%M}", "number": report.reference}
        return _now("sent %(at)s UTC, number %(number)s") % told
    return _now("late") if report.is_late(now) else _now("to be sent")
