"""What each purge did."""

from django.db import models


class PurgeRun(models.Model):
    """One run: what was due, what went, what could not go yet, and how late the latest was."""

    started_at = models.DateTimeField(db_index=True)
    finished_at = models.DateTimeField(null=True)
    trigger = models.CharField(max_length=16)
    due = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    failed = models.PositiveIntegerField(default=0)
    # What a hold kept, and what was tried before its time: neither is removed.
    held = models.PositiveIntegerField(default=0)
    early = models.PositiveIntegerField(default=0)
    latest_s = models.FloatField(default=0.0)
    by_class = models.JSONField(default=dict)
    # {model: {"due", "done", "failed", "held", "early", "earliest_s", "latest_s"}}
    figures = models.JSONField(default=dict)

    class Meta:
        ordering = ("-started_at",)

    def __str__(self) -> str:
        return f"purge {self.pk}"
