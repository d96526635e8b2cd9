"""Staff pages of requests by authorities."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from privacy.admin.register_admin import RegisterAdmin
from privacy.models import DisclosureRequest
from privacy.registry.roles import Right
from privacy.selectors.disclosures import disclosable_fields
from privacy.services.disclosures.disclosure_steps import STEPS
from privacy.services.disclosures.receive_request import (
    Asked,
    document_request,
    receive_request,
)
from privacy.services.disclosures.release_package import (
    close_request,
    preview_package,
    release_package,
    take_package,
)
from privacy.services.disclosures.review_request import (
    Checklist,
    approve_request,
    refuse_request,
    review_request,
)
from privacy.services.transitions import Actor


def field_choices() -> list[tuple[str, str]]:
    """This function will list what can be asked for, as the register names it."""
    return [(name, name) for name in disclosable_fields()]


class RequestForm(forms.ModelForm[DisclosureRequest]):
    """A request as it came in."""

    email = forms.EmailField(label=_("whole e-mail address of the person"))
    requested = forms.MultipleChoiceField(label=_("fields asked for"), choices=field_choices)
    consent_entry = forms.IntegerField(
        label=_("entry of the consent ledger"),
        required=False,
        help_text=_("Where the person named what to disclose."),
    )

    class Meta:
        model = DisclosureRequest
        fields = ("authority", "purpose", "ground", "email", "requested", "consent_entry")


def _asked(given: dict[str, Any]) -> Asked:
    return Asked(**given | {"requested": tuple(given["requested"])})


class DocumentForm(forms.Form):
    """The legal document of a request."""

    reference = forms.CharField(label=_("reference number"), max_length=80)
    legal_basis = forms.CharField(label=_("legal basis"), max_length=160)
    document = forms.CharField(
        label=_("what the document says"),
        widget=forms.Textarea,
        help_text=_("Kept sealed; its hash stands in the record."),
    )


class ReviewForm(forms.Form):
    """The checklist, and what the review leaves of the request."""

    has_basis = forms.BooleanField(label=_("the legal basis is valid"), required=False)
    is_lawfully_held = forms.BooleanField(label=_("the data are held lawfully"), required=False)
    has_purpose = forms.BooleanField(label=_("the purpose is specific"), required=False)
    scope = forms.MultipleChoiceField(
        label=_("fields within the law"), choices=field_choices, required=False
    )
    gag_until = forms.DateTimeField(
        label=_("the person may not be told until"),
        required=False,
        help_text=_("Only where an order says so; it has an end."),
    )


class RefuseForm(forms.Form):
    """Why nothing is disclosed."""

    refusal = forms.ChoiceField(label=_("reason"), choices=DisclosureRequest.Refusal.choices)


class ReleaseForm(forms.Form):
    """To whom the package opens."""

    certificate = forms.CharField(
        label=_("the recipient’s certificate (PEM)"), widget=forms.Textarea
    )


def _review(request: DisclosureRequest, *, by: Actor, now: Any, **given: Any) -> None:
    scope, gag_until = tuple(given.pop("scope")), given.pop("gag_until")
    checklist = Checklist(**given)
    review_request(request, checklist=checklist, scope=scope, gag_until=gag_until, by=by, now=now)


def _take(request: DisclosureRequest, *, by: Actor, now: Any) -> HttpResponse:
    content = take_package(request, by=by, now=now)
    headers = {"Content-Disposition": 'attachment; filename="package.p7m"'}
    return HttpResponse(content, content_type="application/pkcs7-mime", headers=headers)


@admin.register(DisclosureRequest)
class DisclosureRequestAdmin(RegisterAdmin):
    """Received, documented, reviewed by one, approved by another, released sealed, told."""

    reads = (Right.READ_REGISTERS, Right.REVIEW_DISCLOSURES, Right.APPROVE_DISCLOSURES)
    adds = (Right.FILE_DISCLOSURES,)
    form = RequestForm
    list_display = ("reference", "authority", "state", "filed_at", "moved_at")
    list_filter = ("state", "ground")
    steps = STEPS
    doings: ClassVar[Any] = {
        "document": document_request,
        "review": _review,
        "approve": approve_request,
        "refuse": refuse_request,
        "release": release_package,
        "take": _take,
        "close": close_request,
    }
    step_words: ClassVar[Any] = {
        "document": _("Put its document on file"),
        "review": _("Review"),
        "approve": _("Approve, as the second person"),
        "refuse": _("Refuse"),
        "release": _("Make the package"),
        "take": _("Take the package, once"),
        "close": _("Close"),
    }
    step_forms: ClassVar[Any] = {
        "document": DocumentForm,
        "review": ReviewForm,
        "refuse": RefuseForm,
        "release": ReleaseForm,
    }
    facts = (
        "authority",
        "reference",
        "legal_basis",
        "purpose",
        "ground",
        "document_sha256",
        "requested",
        "scope",
        "would_leave",
        "released",
        "reviewed_by",
        "approved_by",
        "refusal",
        "gag_until",
        "told_at",
        "package_sha256",
        "package_ends_at",
        "taken_at",
    )

    def file(self, given: dict[str, Any], *, by: Actor) -> DisclosureRequest:
        return receive_request(_asked(given), by=by, now=timezone.now())

    @admin.display(description=_("rows that would leave"))
    def would_leave(self, record: DisclosureRequest) -> str:
        if record.state != DisclosureRequest.State.APPROVED:
            return "-"
        rows = preview_package(record).rows
        return ", ".join(f"{model}: {count}" for model, count in rows.items())
