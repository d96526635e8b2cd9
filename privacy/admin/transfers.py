"""Staff pages of ways across the border, and of the service in other hands."""

from typing import Any

from django import forms
from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from privacy.admin.register_admin import RegisterAdmin
from privacy.forms import Sha256Field
from privacy.models import ControllerTransfer, CrossBorderTransfer
from privacy.registry.roles import Right
from privacy.services.transfers import cross_border, take_over
from privacy.services.transitions import Actor

GIVEN = ("ground", "party", "reference", "region", "citation")


class TransferForm(forms.ModelForm[CrossBorderTransfer]):
    """A way across the border with what protects it there."""

    assessment_sha256 = Sha256Field(label=_("SHA-256 of the assessment"))
    contract_sha256 = Sha256Field(label=_("SHA-256 of the contract"))

    class Meta:
        model = CrossBorderTransfer
        fields = (*GIVEN, "assessment_sha256", "contract_sha256", "until")


@admin.register(CrossBorderTransfer)
class CrossBorderTransferAdmin(RegisterAdmin):
    """Filed by one, opened by another, closed on its day."""

    reads = (Right.APPROVE_SHARING, Right.READ_REGISTERS)
    adds = (Right.FILE_SHARING,)
    form = TransferForm
    list_display = ("region", "party", "ground", "state", "until")
    list_filter = ("state", "ground")
    facts = (*TransferForm.Meta.fields, "filed_by", "approved_by", "approved_at")
    steps = cross_border.STEPS
    doings = {"open": cross_border.open_transfer, "close": cross_border.close_transfer}
    step_words = {"open": _("Open, as the second person"), "close": _("Close")}

    def file(self, given: dict[str, Any], *, by: Actor) -> CrossBorderTransfer:
        return cross_border.file_transfer(**given, by=by, now=timezone.now())


@admin.register(ControllerTransfer)
class ControllerTransferAdmin(RegisterAdmin):
    """Planned by one, announced to everybody by another, done a week later at the soonest."""

    reads = (Right.APPROVE_SHARING, Right.READ_REGISTERS)
    adds = (Right.FILE_SHARING,)
    fields = ("receiver", "contact", "is_bound")
    list_display = ("receiver", "state", "is_bound", "noticed_at", "done_at")
    list_filter = ("state",)
    facts = (*fields, "filed_by", "approved_by", "noticed_at", "done_at")
    steps = take_over.STEPS
    doings = {
        "notice": take_over.announce_takeover,
        "do": take_over.complete_takeover,
        "cancel": take_over.cancel_takeover,
    }
    step_words = {
        "notice": _("Tell everybody, as the second person"),
        "do": _("It is done"),
        "cancel": _("Give up the plan"),
    }

    def file(self, given: dict[str, Any], *, by: Actor) -> ControllerTransfer:
        return take_over.plan_takeover(**given, by=by, now=timezone.now())
