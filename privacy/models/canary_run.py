"""The made-up people who go through the whole site every day, and what was found of them."""

import uuid
from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models


class CanaryRunQuerySet(models.QuerySet["CanaryRun"]):
    """Which canaries are on their way, and which found something."""

    def unfinished(self) -> Self:
        return self.exclude(step=CanaryRun.Step.DONE)

    def with_findings(self, since: datetime) -> Self:
        return self.filter(last_look_at__gte=since).exclude(findings=[])


class CanaryRun(models.Model):
    """One made-up person. Nothing that names them is kept here: all of it follows from the id."""

    class Kind(models.TextChoices):
        LEAVES = "leaves"  # withdraws or deletes, and cancels on the same day
        STAYS = "stays"  # keeps the portrait until its time is over

    class Step(models.TextChoices):
        RENDERING = "rendering"
        KEEPING = "keeping"
        CANCELLING = "cancelling"
        DONE = "done"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    day = models.DateField()
    step = models.CharField(max_length=12, choices=Step.choices)
    person = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="canary_run",
    )
    portrait = models.UUIDField(null=True)
    erasure = models.UUIDField(null=True)
    started_at = models.DateTimeField()
    step_at = models.DateTimeField()
    last_look_at = models.DateTimeField(null=True, db_index=True)
    finished_at = models.DateTimeField(null=True, db_index=True)
    # [{"where": "store", "what": "photo"}]
    findings = models.JSONField(default=list)

    objects = CanaryRunQuerySet.as_manager()

    class Meta:
        ordering = ("-started_at",)
        constraints = (
            models.UniqueConstraint(fields=("day", "kind"), name="one_canary_a_day_and_kind"),
        )

    def __str__(self) -> str:
        return f"canary of {self.day} that {self.kind}"
