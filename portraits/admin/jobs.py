"""Jobs: what became of them and how long it took."""

from django.contrib import admin

from portraits.models import Portrait
from privacy.admin.by_right import ByRightAdmin
from privacy.registry.roles import Right


@admin.register(Portrait)
class PortraitAdmin(ByRightAdmin):
    """Jobs: what became of them and how long it took. No picture, no face, no name."""

    reads = (Right.READ_JOBS,)
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
