"""Jobs: what became of them and how long it took."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from portraits.models import Portrait


@admin.register(Portrait)
class PortraitAdmin(admin.ModelAdmin[Portrait]):
    """Jobs: what became of them and how long it took. No picture, no face, no name."""

    list_display = ("id", "template", "status", "error_code", "created_at", "upload_deleted_at")
    list_filter = ("status", "error_code", "template")
    date_hierarchy = "created_at"
    fields = (
        "id",
        "template",
        "status",
        "stage",
        "error_code",
        "attempts",
        "created_at",
        "ready_at",
        "expires_at",
        "ended_at",
        "upload_deleted_at",
        "effect_deleted_at",
        "timings_ms",
    )
    readonly_fields = fields

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
