"""Staff pages of looks at personal data: leaves, unusual volumes, reviews."""

from types import MappingProxyType
from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminDateWidget
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from privacy.admin.by_right import ByRightAdmin
from privacy.admin.filing import FilingAdmin, FilingForm
from privacy.admin.register_admin import RegisterAdmin
from privacy.admin.reveal_page import GRANT, RevealPage
from privacy.models import AccessAlert, AccessGrant, AccessReview, LookReason, StaffLook
from privacy.models.access import LONGEST_GRANT_HOURS
from privacy.registry.roles import Right
from privacy.selectors.look_volumes import looks_by_case
from privacy.selectors.revealable import classes_to_reveal
from privacy.services.access.ask_for_grant import GrantWish, ask_for_grant, require_wish
from privacy.services.access.decide_grant import approve_for_minor, approve_grant, refuse_grant
from privacy.services.access.end_grant import end_grant
from privacy.services.access.grant_steps import GRANT_STEPS
from privacy.services.access.sign_review import REVIEW_STEPS, sign_review
from privacy.services.transitions import Actor, name_of_staff


class GrantForm(FilingForm):
    """What somebody wishes to open, and for which case."""

    account = forms.IntegerField(min_value=1, label=_("number of the account"))
    classes = forms.MultipleChoiceField(
        label=_("classes of data"),
        choices=lambda: list(classes_to_reveal().items()),
        widget=forms.CheckboxSelectMultiple,
    )
    reason = forms.ChoiceField(label=_("reason"), choices=LookReason.choices)
    hours = forms.IntegerField(
        label=_("hours"), min_value=1, max_value=LONGEST_GRANT_HOURS, initial=1
    )
    withheld_until = forms.DateField(
        label=_("kept from the person until"),
        required=False,
        widget=AdminDateWidget,
        help_text=_("Only where an order of a disclosure by law forbids telling them."),
    )

    class Meta:
        model = AccessGrant
        fields = ("case_kind", "case")

    def require(self, given: dict[str, Any]) -> None:
        require_wish(GrantWish(**given), by=self.by)

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        is_disclosure = given.get("case_kind") == AccessGrant.Case.DISCLOSURE
        if given.get("withheld_until") and not is_disclosure:
            self.add_error("withheld_until", _("Only a disclosure by law is kept from the person."))
        return given


@admin.register(AccessGrant)
class AccessGrantAdmin(RevealPage, FilingAdmin, RegisterAdmin):
    """Leaves to look: asked for by one, approved by another, over within a working day."""

    reads = (Right.GRANT_ACCESS, Right.REVIEW_ACCESS, Right.READ_REGISTERS)
    adds = (Right.REVEAL_DATA,)
    form = GrantForm
    fields = ("account", "case_kind", "case", "reason", "classes", "hours", "withheld_until")
    steps = GRANT_STEPS
    doings: ClassVar = MappingProxyType(
        {
            "approve_for_minor": approve_for_minor,
            "approve": approve_grant,
            "refuse": refuse_grant,
            "end": end_grant,
        }
    )
    step_words: ClassVar = {
        "approve_for_minor": _("Approve that it is about a minor"),
        "approve": _("Approve, as the second person"),
        "refuse": _("Refuse"),
        "end": _("End it"),
    }
    facts = (
        "case_kind",
        "case",
        "reason",
        "labels",
        "is_about_minor",
        "hours",
        "until",
        "filed_by",
        "minor_approved_by",
        "approved_by",
        "withheld_until",
        "opening",
    )
    list_display = ("filed_by", "case_kind", "reason", "state", "until", "approved_by")
    list_filter = ("state", "case_kind", "reason")

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.reveal)
        return [path("<uuid:case_id>/reveal/", view, name=GRANT), *super().get_urls()]

    def file(self, given: dict[str, Any], *, by: Actor) -> AccessGrant:
        return ask_for_grant(GrantWish(**given), by=by, now=timezone.now())

    @admin.display(description=_("classes of data"))
    def labels(self, grant: AccessGrant) -> str:
        labels = classes_to_reveal()
        return ", ".join(str(labels.get(one, one)) for one in grant.classes)

    @admin.display(description=_("open something"))
    def opening(self, grant: AccessGrant) -> Any:
        return self.link_to_reveal(grant) if grant.is_open(timezone.now()) else ""

    def reveal(self, request: HttpRequest, case_id: Any) -> HttpResponse:
        """Open one field; only whoever has the leave gets here."""
        grant = self._record(request, str(case_id))
        return self.reveal_page(
            request, grant, is_mine=grant.filed_by == name_of_staff(request.user)
        )


@admin.register(AccessAlert)
class AccessAlertAdmin(ByRightAdmin):
    """Who looked unusually often, and when."""

    reads = (Right.REVIEW_ACCESS, Right.READ_RECORDS)
    list_display = ("by", "period", "starts_at", "raised_at")
    list_filter = ("period",)


@admin.register(StaffLook)
class StaffLookAdmin(ByRightAdmin):
    """Every look with its case, for whoever reviews them; at whom is not in it."""

    reads = (Right.REVIEW_ACCESS, Right.READ_RECORDS)
    list_display = ("at", "by", "model", "case", "grant", "is_about_minor")
    search_fields = ("by", "case")
    search_help_text = _("The whole of who (person 7) or of the case (ticket and its number)")
    ordering = ("-at",)
    show_full_result_count = False

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[StaffLook], search_term: str
    ) -> tuple[QuerySet[StaffLook], bool]:
        """The whole of one or the other: both hold a space, at which Django would cut."""
        wanted = Q(by=search_term) | Q(case=search_term)
        return queryset.filter(wanted) if search_term else queryset, False


class OutcomeForm(forms.Form):
    """What the reviewer found."""

    outcome = forms.ChoiceField(label=_("outcome"), choices=AccessReview.Outcome.choices)


@admin.register(AccessReview)
class AccessReviewAdmin(RegisterAdmin):
    """Each week's looks of each of the staff, signed by somebody else."""

    reads = (Right.REVIEW_ACCESS, Right.READ_RECORDS)
    steps = REVIEW_STEPS
    doings: ClassVar = MappingProxyType({"sign": sign_review})
    step_words: ClassVar = {"sign": _("Sign the review")}
    step_forms: ClassVar = {"sign": OutcomeForm}
    facts = ("reviewed", "week", "looks", "cases", "most", "alerts", "outcome", "signed_by")
    list_display = ("week", "reviewed", "looks", "cases", "alerts", "state", "signed_by")
    list_filter = ("state",)
    ordering = ("-week", "reviewed")

    @admin.display(description=_("looks by case"))
    def most(self, review: AccessReview) -> str:
        cases = looks_by_case(review.reviewed, review.week)
        return ", ".join(f"{case} × {looks}" for case, looks in cases)
