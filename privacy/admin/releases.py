"""Staff pages of releases of counts."""

from typing import Any

from django import forms
from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from privacy.admin.register_admin import RegisterAdmin
from privacy.forms import RowsField
from privacy.models import DeidRelease
from privacy.models.refusal import Refused
from privacy.registry.roles import Right
from privacy.services.releases import prepare_release as releases
from privacy.services.releases.count_cells import count_cells
from privacy.services.transitions import Actor


class ReleaseForm(forms.ModelForm[DeidRelease]):
    """Rows to count; they are counted and not kept."""

    columns = forms.CharField(label=_("columns, with commas between them"))
    rows = RowsField(
        label=_("rows, one a person"),
        widget=forms.Textarea,
        help_text=_("JSON: a list of objects. They are counted and not kept."),
    )

    class Meta:
        model = DeidRelease
        fields = ("title", "purpose")

    def clean_columns(self) -> list[str]:
        return [name.strip() for name in self.cleaned_data["columns"].split(",") if name.strip()]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not self.errors:
            try:
                count_cells(given["rows"], given["columns"])
            except KeyError as missing:
                raise forms.ValidationError(_("A row lacks a column.")) from missing
            except Refused as refused:
                raise forms.ValidationError(str(refused), code=refused.code) from refused
        return given

    def _post_clean(self) -> None:
        """The table is made by the service, which validates it; the form has only its rows."""


class AttemptForm(forms.Form):
    """How somebody tried to find a person."""

    attempt = forms.CharField(
        label=_("how you tried to find a person in the table, and why it failed"),
        widget=forms.Textarea,
    )


@admin.register(DeidRelease)
class DeidReleaseAdmin(RegisterAdmin):
    """Counted by our code, tried by somebody, approved by another."""

    reads = (Right.APPROVE_SHARING, Right.READ_REGISTERS)
    adds = (Right.FILE_SHARING,)
    form = ReleaseForm
    list_display = ("title", "state", "smallest_group", "filed_at", "approved_at")
    list_filter = ("state",)
    facts = (
        "purpose",
        "columns",
        "cells",
        "smallest_group",
        "people_left_out",
        "sha256",
        "attempt",
        "tried_by",
        "filed_by",
        "approved_by",
    )
    steps = releases.STEPS
    doings = {
        "try": releases.try_release,
        "approve": releases.approve_release,
        "withdraw": releases.withdraw_release,
    }
    step_words = {
        "try": _("Record an attempt"),
        "approve": _("Approve, as the second person"),
        "withdraw": _("Withdraw"),
    }
    step_forms = {"try": AttemptForm}

    def file(self, given: dict[str, Any], *, by: Actor) -> DeidRelease:
        return releases.file_release(**given, by=by, now=timezone.now())
