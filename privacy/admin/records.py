"""What staff may look at: what the purge did, what the checks found, policies."""

import hashlib
from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from privacy.admin.by_right import ByRightAdmin, has_any
from privacy.models import CheckResult, LedgerEntry, PolicyVersion, PurgeRun, Receipt
from privacy.models.refusal import Refused
from privacy.policies import PolicyTextError, parse_policy
from privacy.policies.figures import fill_figures
from privacy.promises import POLICY_NOTICE
from privacy.registry.roles import Right
from privacy.services.publish_policy import announce_policy, approve_policy, change_of
from privacy.services.transitions import name_of_staff

HEADROOM = timedelta(hours=1)


@admin.register(PurgeRun)
class PurgeRunAdmin(ByRightAdmin):
    """What each purge did, newest first."""

    reads = (Right.READ_RECORDS,)
    list_display = ("started_at", "trigger", "due", "done", "failed", "held", "early", "latest_s")
    list_filter = ("trigger",)
    date_hierarchy = "started_at"


@admin.register(CheckResult)
class CheckResultAdmin(ByRightAdmin):
    """What the checks behind the promises found."""

    reads = (Right.READ_RECORDS,)
    list_display = ("promise", "status", "value", "target", "checked_at")
    list_filter = ("status", "promise")
    ordering = ("-checked_at", "promise")


@admin.register(Receipt)
class ReceiptAdmin(ByRightAdmin):
    """Deletions, by random object id; nothing here says whose."""

    reads = (Right.READ_RECORDS,)
    list_display = ("id", "object_class", "reason", "key_destroyed_at", "absent_verified_at")
    list_filter = ("object_class", "reason")


@admin.register(LedgerEntry)
class LedgerEntryAdmin(ByRightAdmin):
    """The ledger without its subjects."""

    reads = (Right.READ_RECORDS,)
    list_display = ("sequence", "stream", "at", "hash")
    list_filter = ("stream",)
    exclude = ("subject", "payload")


class PolicyDraftForm(forms.ModelForm[PolicyVersion]):
    """A text with placeholders for its figures; it is taken apart before it is kept."""

    class Meta:
        model = PolicyVersion
        fields = ("version", "locale", "text")

    def clean_text(self) -> str:
        try:
            text = fill_figures(self.cleaned_data["text"], self.cleaned_data.get("locale", "en"))
            parse_policy(text)
        except PolicyTextError as problem:
            raise forms.ValidationError(str(problem), code="policy_text") from problem
        return text


@admin.register(PolicyVersion)
class PolicyVersionAdmin(ByRightAdmin):
    """Draft, have it approved by somebody else, announce. What is approved never changes."""

    reads = (Right.APPROVE_POLICY, Right.READ_REGISTERS)
    adds = changes = (Right.DRAFT_POLICY,)
    form = PolicyDraftForm
    list_display = ("version", "locale", "state", "is_material", "notified_at", "effective_at")
    list_filter = ("state", "locale")
    readonly_fields = ("state", "difference", "author", "approver", "effective_at")
    actions = ("approve", "announce")

    def has_change_permission(self, request: HttpRequest, obj: PolicyVersion | None = None) -> bool:
        is_open = obj is None or obj.state == PolicyVersion.State.DRAFT
        return is_open and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: PolicyVersion | None = None) -> bool:
        is_draft = obj is not None and obj.state == PolicyVersion.State.DRAFT
        return is_draft and has_any(request, self.changes)

    def has_approve_permission(self, request: HttpRequest) -> bool:
        return has_any(request, (Right.APPROVE_POLICY,))

    def save_model(
        self, request: HttpRequest, policy: PolicyVersion, form: Any, change: bool
    ) -> None:
        policy.author, policy.created_at = name_of_staff(request.user), timezone.now()
        policy.sha256 = hashlib.sha256(policy.text.encode()).hexdigest()
        super().save_model(request, policy, form, change)

    @admin.display(description=_("what it changes"))
    def difference(self, policy: PolicyVersion) -> str:
        if not policy.text:
            return "-"
        change = change_of(policy)
        reasons = ", ".join(change.reasons) or _("wording only")
        keys = ", ".join(clause.key for clause in change.clauses) or "-"
        return f"{reasons}: {keys}"

    @admin.action(description=_("Approve, as the second person"), permissions=["approve"])
    def approve(self, request: HttpRequest, chosen: QuerySet[PolicyVersion]) -> None:
        """Each version chosen, in every language at once."""
        for version in _versions(chosen):
            try:
                approve_policy(version, approver=name_of_staff(request.user), now=timezone.now())
            except Refused as refused:
                messages.error(request, f"{version}: {refused}")
            else:
                messages.success(request, _("%(version)s is approved.") % {"version": version})

    @admin.action(
        description=_("Announce; it takes effect when the notice period is over"),
        permissions=["approve"],
    )
    def announce(self, request: HttpRequest, chosen: QuerySet[PolicyVersion]) -> None:
        """The earliest day that the policy itself allows, and an hour for the notices."""
        now = timezone.now()
        for version in _versions(chosen):
            try:
                announce_policy(version, effective_at=now + POLICY_NOTICE + HEADROOM, now=now)
            except Refused as refused:
                messages.error(request, f"{version}: {refused}")
            else:
                messages.success(request, _("%(version)s is announced.") % {"version": version})


def _versions(chosen: QuerySet[PolicyVersion]) -> list[str]:
    return sorted(set(chosen.values_list("version", flat=True)))
