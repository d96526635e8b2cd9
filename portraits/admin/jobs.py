"""Jobs: what became of them and how long it took. No picture, no face, no name."""

from django.contrib import admin

from portraits.models import Clip, Cutout, Portrait
from privacy.admin.by_right import ByRightAdmin
from privacy.registry.roles import Right

COLUMNS: tuple[str, ...] = ("id", "status", "error_code", "created_at", "upload_deleted_at")
FILTERS: tuple[str, ...] = ("status", "error_code")
FIELDS: tuple[str, ...] = (
    "id",
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


class JobAdmin(ByRightAdmin):
    """To be read; nobody makes, changes or deletes a job here."""

    reads = (Right.READ_JOBS,)
    list_display = COLUMNS
    list_filter = FILTERS
    date_hierarchy = "created_at"
    fields = FIELDS
    readonly_fields = FIELDS


@admin.register(Portrait)
class PortraitAdmin(JobAdmin):
    """Portraits, with the template of each."""

    list_display = (*COLUMNS, "template")
    list_filter = (*FILTERS, "template")
    fields = (*FIELDS, "template")
    readonly_fields = (*FIELDS, "template")


@admin.register(Cutout)
class CutoutAdmin(JobAdmin):
    """Cutouts."""


@admin.register(Clip)
class ClipAdmin(JobAdmin):
    """Clips."""
