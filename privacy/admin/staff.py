"""Staff pages about the staff: what binds them, what they may do, and where that ended."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from privacy.admin.by_right import has_any
from privacy.admin.filing import FilingAdmin, FilingForm
from privacy.models import DutyBreach, StaffAgreement, StaffRole, StaffTraining
from privacy.models.refusal import Refused
from privacy.registry.roles import Right
from privacy.services.staff.end_role import end_role
from privacy.services.staff.file_agreement import file_agreement
from privacy.services.staff.file_breach import file_breach
from privacy.services.staff.file_record import require_fileable
from privacy.services.staff.file_training import file_training
from privacy.services.staff.give_role import give_role
from privacy.services.staff.lift_breach import lift_breach
from privacy.services.transitions import staff_actor

SHA256 = r"^[0-9a-f]{64}$"


class StaffForm(FilingForm):
    """About a member of the staff, by number."""

    def require(self, given: dict[str, Any]) -> None:
        require_fileable(given["person_number"], by=self.by)


class RoleForm(StaffForm):
    class Meta:
        model = StaffRole
        fields = ("person_number", "role")

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        held = StaffRole.objects.filter(role=given.get("role"), ended_at=None)
        if held.filter(person_number=given.get("person_number") or 0).exists():
            raise forms.ValidationError(_("They have this role already."), code="role_held")
        return given


class AgreementForm(StaffForm):
    document_sha256 = forms.RegexField(SHA256, label=_("SHA-256 of the signed file"))

    class Meta:
        model = StaffAgreement
        fields = ("person_number", "document_sha256", "signed_on", "until")


class TrainingForm(StaffForm):
    class Meta:
        model = StaffTraining
        fields = ("person_number", "course", "passed_on", "until")


class BreachForm(StaffForm):
    class Meta:
        model = DutyBreach
        fields = ("person_number", "what")
        help_texts = {"what": _("What happened, without anything about a user.")}


class StaffFileAdmin(FilingAdmin):
    """What is on file about the staff: filed by a colleague, read by few, never changed."""

    reads = (Right.READ_STAFF,)
    adds = (Right.FILE_STAFF,)
    serve: Any

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        by, now = staff_actor(request.user), timezone.now()
        obj.pk = self.serve(**form.cleaned_data, by=by, now=now).pk

    def has_file_permission(self, request: HttpRequest) -> bool:
        return has_any(request, self.adds)

    def each(self, request: HttpRequest, chosen: QuerySet[Any], act: Any) -> None:
        """This function will do something to each that was chosen, and say what was refused."""
        for one in chosen:
            try:
                act(one, by=staff_actor(request.user), now=timezone.now())
            except Refused as refused:
                messages.error(request, f"{one}: {refused}")
            else:
                messages.success(request, _("Done."))


@admin.register(StaffRole)
class StaffRoleAdmin(StaffFileAdmin):
    """Who has which role."""

    form = RoleForm
    serve = staticmethod(give_role)
    list_display = ("person_number", "role", "filed_by", "filed_at", "ended_at")
    list_filter = ("role",)
    actions = ("end",)

    @admin.action(description=_("End the role, at once"), permissions=["file"])
    def end(self, request: HttpRequest, chosen: QuerySet[StaffRole]) -> None:
        """Each role chosen."""
        self.each(request, chosen, end_role)


@admin.register(StaffAgreement)
class StaffAgreementAdmin(StaffFileAdmin):
    """Confidentiality agreements: without one in date nobody can do anything."""

    form = AgreementForm
    serve = staticmethod(file_agreement)
    list_display = ("person_number", "signed_on", "until", "filed_by", "filed_at")


@admin.register(StaffTraining)
class StaffTrainingAdmin(StaffFileAdmin):
    """Trainings: without one in date nobody can do anything."""

    form = TrainingForm
    serve = staticmethod(file_training)
    list_display = ("person_number", "course", "passed_on", "until", "filed_by", "filed_at")


@admin.register(DutyBreach)
class DutyBreachAdmin(StaffFileAdmin):
    """Breaches of duty: each suspends at once, until a second person lifts it."""

    form = BreachForm
    serve = staticmethod(file_breach)
    list_display = ("person_number", "filed_by", "filed_at", "lifted_by", "lifted_at")
    actions = ("lift",)

    @admin.action(description=_("Lift, as the second person"), permissions=["file"])
    def lift(self, request: HttpRequest, chosen: QuerySet[DutyBreach]) -> None:
        """Each breach chosen."""
        self.each(request, chosen, lift_breach)
