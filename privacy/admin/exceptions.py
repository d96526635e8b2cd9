"""Staff pages of exceptions to consent."""

from typing import Any

from django import forms
from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from privacy.admin.register_admin import RegisterAdmin
from privacy.forms import Sha256Field
from privacy.models import BasisInvocation
from privacy.models.refusal import Refused
from privacy.models.third_party import CATEGORY_WORDS
from privacy.registry.roles import Right
from privacy.services.exceptions import use_exception
from privacy.services.exceptions.exception_steps import STEPS, require_evidence
from privacy.services.transitions import Actor

GIVEN = (
    "ground",
    "purpose",
    "categories",
    "subject",
    "reason",
    "evidence",
    "document_sha256",
    "release",
    "starts_at",
    "until",
    "secret_until",
)


class ExceptionForm(forms.ModelForm[BasisInvocation]):
    """What is asked for; nothing in it has a default."""

    categories = forms.MultipleChoiceField(
        label=_("kinds of data"),
        choices=list(CATEGORY_WORDS.items()),
        widget=forms.CheckboxSelectMultiple,
    )
    document_sha256 = Sha256Field(label=_("SHA-256 of the document"), required=False)

    class Meta:
        model = BasisInvocation
        fields = GIVEN

    def clean_categories(self) -> str:
        return ",".join(sorted(self.cleaned_data["categories"]))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not self.errors:
            try:
                require_evidence(BasisInvocation(**given), timezone.now())
            except Refused as refused:
                raise forms.ValidationError(str(refused), code=refused.code) from refused
        return given


@admin.register(BasisInvocation)
class BasisInvocationAdmin(RegisterAdmin):
    """Asked for by one, approved by another, over on its day, shown to the person."""

    reads = (Right.APPROVE_SHARING, Right.READ_REGISTERS)
    adds = (Right.FILE_SHARING,)
    form = ExceptionForm
    list_display = ("ground", "state", "purpose", "starts_at", "until", "told_at")
    list_filter = ("state", "ground")
    facts = (*GIVEN, "told_at", "filed_by", "approved_by", "approved_at")
    steps = STEPS
    doings = {
        "approve": use_exception.approve_exception,
        "refuse": use_exception.refuse_exception,
        "end": use_exception.end_exception,
    }
    step_words = {
        "approve": _("Approve, as the second person"),
        "refuse": _("Refuse"),
        "end": _("End now"),
    }

    def file(self, given: dict[str, Any], *, by: Actor) -> BasisInvocation:
        return use_exception.ask_for_exception(**given, by=by, now=timezone.now())
