"""Staff pages of orders by law, and of what shows by itself that promises are kept."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from privacy.admin.by_right import ByRightAdmin, has_any
from privacy.models import CanaryRun, Hold, PageCount, RefusedDeletion
from privacy.models.refusal import Refused
from privacy.registry.roles import Right
from privacy.services.place_hold import (
    HoldOrder,
    approve_hold,
    check_order,
    place_hold,
    release_hold,
)
from privacy.services.transitions import name_of_staff


class HoldForm(forms.ModelForm[Hold]):
    """An order as it comes in; the service decides whether it can be placed."""

    document = forms.CharField(
        label=_("document"), help_text=_("Authority, number and date of the order. Kept sealed.")
    )

    class Meta:
        model = Hold
        fields = ("model", "subject", "object_key", "ground", "review_at")

    def order(self) -> HoldOrder:
        """This function will return what was typed as the service takes it."""
        return HoldOrder(**self.cleaned_data)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not self.errors:
            try:
                check_order(self.order(), timezone.now())
            except Refused as refused:
                raise forms.ValidationError(str(refused), code=refused.code) from refused
        return given


@admin.register(Hold)
class HoldAdmin(ByRightAdmin):
    """Orders by law: placed by one, approved by another, released by the one or the other."""

    reads = (Right.APPROVE_HOLDS, Right.READ_REGISTERS)
    adds = (Right.PLACE_HOLDS,)
    form = HoldForm
    list_display = ("model", "ground", "placed_at", "approved_at", "review_at", "released_at")
    list_filter = ("ground", "model")
    actions = ("approve", "release")

    def has_approve_permission(self, request: HttpRequest) -> bool:
        return has_any(request, (Right.APPROVE_HOLDS,))

    def has_release_permission(self, request: HttpRequest) -> bool:
        return has_any(request, (Right.PLACE_HOLDS, Right.APPROVE_HOLDS))

    def save_model(self, request: HttpRequest, hold: Hold, form: Any, change: bool) -> None:
        placed = place_hold(form.order(), placed_by=name_of_staff(request.user), now=timezone.now())
        hold.pk = placed.pk

    @admin.action(description=_("Approve, as the second person"), permissions=["approve"])
    def approve(self, request: HttpRequest, chosen: QuerySet[Hold]) -> None:
        """Each order chosen; from here on it binds."""
        for hold in chosen:
            try:
                approve_hold(hold, approved_by=name_of_staff(request.user), now=timezone.now())
            except Refused as refused:
                messages.error(request, f"{hold}: {refused}")

    @admin.action(
        description=_("Release: what is due goes with the next purge"), permissions=["release"]
    )
    def release(self, request: HttpRequest, chosen: QuerySet[Hold]) -> None:
        """Each order chosen."""
        for hold in chosen:
            release_hold(hold, released_by=name_of_staff(request.user), now=timezone.now())


@admin.register(RefusedDeletion)
class RefusedDeletionAdmin(ByRightAdmin):
    """What an order kept when it would have gone."""

    reads = (Right.READ_RECORDS,)
    list_display = ("hold", "model", "act", "count", "first_at", "last_at")
    list_filter = ("model", "act")


@admin.register(CanaryRun)
class CanaryRunAdmin(ByRightAdmin):
    """The made-up people: how far each is, and what was found of them."""

    reads = (Right.READ_RECORDS,)
    list_display = ("day", "kind", "step", "findings", "last_look_at", "finished_at")
    list_filter = ("kind", "step")
    exclude = ("person",)


@admin.register(PageCount)
class PageCountAdmin(ByRightAdmin):
    """Sums of visits by page and day."""

    reads = (Right.READ_RECORDS,)
    list_display = ("day", "route", "count")
    date_hierarchy = "day"
