"""The schedule as staff see it: it is written in `schedule.py`, and looked at here."""

from django.contrib import admin
from django_celery_beat.models import PeriodicTask

from privacy.admin.by_right import ByRightAdmin
from privacy.registry.roles import Right


@admin.register(PeriodicTask)
class PeriodicTaskAdmin(ByRightAdmin):
    """What runs by itself, when it last ran. A purge that somebody could switch off is no purge."""

    reads = (Right.MANAGE_SCHEDULE, Right.READ_RECORDS)
    list_display = ("name", "task", "enabled", "interval", "crontab", "last_run_at")
    ordering = ("name",)
