"""Staff pages of the documents that rule the work, and of the teams that stand ready."""

from types import MappingProxyType
from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminDateWidget
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from privacy.admin.filing import FilingAdmin, FilingForm
from privacy.admin.register_admin import RegisterAdmin
from privacy.models import RuleDocument, TeamDuty
from privacy.registry.roles import Right
from privacy.services.staff.file_record import require_fileable
from privacy.services.staff.keep_documents import (
    DOCUMENT_STEPS,
    file_document,
    replace_document,
    require_review_day,
    review_document,
)
from privacy.services.staff.keep_rosters import DUTY_STEPS, leave_team, note_reached, put_on_duty
from privacy.services.transitions import Actor


class DocumentForm(FilingForm):
    class Meta:
        model = RuleDocument
        fields = ("kind", "title", "sha256", "owner_number", "review_on")

    def require(self, given: dict[str, Any]) -> None:
        require_review_day(given["review_on"], timezone.now())


class ReviewForm(forms.Form):
    """The next day on which the document is looked at."""

    review_on = forms.DateField(label=_("to be reviewed by"), widget=AdminDateWidget)


class DutyForm(FilingForm):
    person_number = forms.IntegerField(min_value=1, label=_("number of the person"))

    class Meta:
        model = TeamDuty
        fields = ("team",)

    def require(self, given: dict[str, Any]) -> None:
        require_fileable(given["person_number"], by=self.by)

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        member = f"person {given.get('person_number')}"
        there = TeamDuty.objects.filter(team=given.get("team"), member=member, state="on_duty")
        if there.exists():
            raise forms.ValidationError(_("They are in this team already."), code="on_duty")
        return given


class KeptAdmin(FilingAdmin, RegisterAdmin):
    """Read by whoever reads about the staff; filed and moved by whoever files it."""

    reads = (Right.READ_STAFF, Right.READ_REGISTERS)
    adds = (Right.FILE_STAFF,)


@admin.register(RuleDocument)
class RuleDocumentAdmin(KeptAdmin):
    """Documents with their owner and the day on which they are looked at again."""

    form = DocumentForm
    steps = DOCUMENT_STEPS
    doings: ClassVar = MappingProxyType({"review": review_document, "replace": replace_document})
    step_words: ClassVar = {
        "review": _("It was read and still fits"),
        "replace": _("Take it out of force"),
    }
    step_forms: ClassVar = {"review": ReviewForm}
    facts = ("kind", "title", "sha256", "owner_number", "review_on", "reviewed_by", "filed_by")
    list_display = ("title", "kind", "state", "owner_number", "review_on")
    list_filter = ("kind", "state")

    def file(self, given: dict[str, Any], *, by: Actor) -> RuleDocument:
        return file_document(RuleDocument(**given), by=by, now=timezone.now())


@admin.register(TeamDuty)
class TeamDutyAdmin(KeptAdmin):
    """The security and the emergency team, and when each of them was last reached."""

    form = DutyForm
    steps = DUTY_STEPS
    doings: ClassVar = MappingProxyType({"reach": note_reached, "leave": leave_team})
    step_words: ClassVar = {
        "reach": _("Reached in a test today"),
        "leave": _("They leave the team"),
    }
    facts = ("team", "member", "reached_on", "filed_by", "filed_at")
    list_display = ("member", "team", "state", "reached_on")
    list_filter = ("team", "state")

    def file(self, given: dict[str, Any], *, by: Actor) -> TeamDuty:
        return put_on_duty(given["person_number"], given["team"], by=by, now=timezone.now())
