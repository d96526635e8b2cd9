"""Staff pages of the end of the service. What cannot be undone is done at the server."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from privacy.admin.register_admin import RegisterAdmin
from privacy.models import Termination
from privacy.registry.roles import Right
from privacy.services.termination.announce_end import announce_end
from privacy.services.termination.carry_out_end import freeze_service
from privacy.services.termination.plan_end import approve_end, plan_end, withdraw_end
from privacy.services.termination.steps import STEPS
from privacy.services.transitions import Actor

WRITTEN = ("freezes_at", "text_en", "text_zh")


class TerminationForm(forms.ModelForm[Termination]):
    """The day, and what people are told."""

    class Meta:
        model = Termination
        fields = WRITTEN


@admin.register(Termination)
class TerminationAdmin(RegisterAdmin):
    """Planned by one, approved by another; deleting is started with `manage.py`."""

    reads = (Right.END_SERVICE, Right.APPROVE_END_OF_SERVICE, Right.READ_REGISTERS)
    adds = (Right.END_SERVICE,)
    form = TerminationForm
    list_display = ("freezes_at", "state", "filed_by", "approved_by", "announced_at")
    steps = STEPS
    doings: ClassVar = {
        "approve": approve_end,
        "announce": announce_end,
        "freeze": freeze_service,
        "withdraw": withdraw_end,
    }
    step_words: ClassVar = {
        "approve": _("Approve, as the second person"),
        "announce": _("Announce"),
        "freeze": _("Freeze: take in nothing new"),
        "withdraw": _("Withdraw"),
    }
    facts = (
        *WRITTEN,
        "state",
        "filed_by",
        "approved_by",
        "approved_at",
        "announced_at",
        "told_at",
        "frozen_at",
        "accounts",
    )

    def file(self, given: dict[str, Any], *, by: Actor) -> Termination:
        """This function will file the plan."""
        return plan_end(Termination(**given), by=by, now=timezone.now())
