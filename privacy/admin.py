"""Staff pages of the privacy app: what the purge did, what the checks found. Nothing to edit."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from privacy.models import CheckResult, LedgerEntry, PurgeRun, Receipt


class ReadOnlyAdmin(admin.ModelAdmin[Any]):
    """Rows that staff may look at and nobody may change."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(PurgeRun)
class PurgeRunAdmin(ReadOnlyAdmin):
    """What each purge did, newest first."""

    list_display = ("started_at", "trigger", "due", "done", "failed", "latest_s")
    list_filter = ("trigger",)
    date_hierarchy = "started_at"


@admin.register(CheckResult)
class CheckResultAdmin(ReadOnlyAdmin):
    """What the checks behind the promises found."""

    list_display = ("promise", "status", "value", "target", "checked_at")
    list_filter = ("status", "promise")
    ordering = ("-checked_at", "promise")


@admin.register(Receipt)
class ReceiptAdmin(ReadOnlyAdmin):
    """Deletions, by random object id; nothing here says whose."""

    list_display = ("id", "object_class", "reason", "key_destroyed_at", "absent_verified_at")
    list_filter = ("object_class", "reason")


@admin.register(LedgerEntry)
class LedgerEntryAdmin(ReadOnlyAdmin):
    """The ledger without its subjects."""

    list_display = ("sequence", "stream", "at", "hash")
    list_filter = ("stream",)
    exclude = ("subject", "payload")
