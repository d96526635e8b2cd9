"""Copies of their data that people asked for."""

import uuid
from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models


class ExportQuerySet(models.QuerySet["Export"]):
    """Which copies can be had, and which are being made."""

    def live(self, now: datetime) -> Self:
        return self.filter(state=Export.State.READY, expires_at__gt=now)

    def unfinished(self) -> Self:
        return self.filter(state__in=(Export.State.QUEUED, Export.State.BUILDING))


class Export(models.Model):
    """One archive, sealed in the store until it is downloaded once or its time is over."""

    class State(models.TextChoices):
        QUEUED = "queued"
        BUILDING = "building"
        READY = "ready"
        DOWNLOADED = "downloaded"
        EXPIRED = "expired"
        FAILED = "failed"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="exports"
    )
    state = models.CharField(max_length=12, choices=State.choices, default=State.QUEUED)
    progress = models.FloatField(default=0.0)
    object_id = models.UUIDField(null=True, unique=True)
    byte_count = models.PositiveBigIntegerField(null=True)
    created_at = models.DateTimeField()
    lease_until = models.DateTimeField(null=True)
    ready_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True, db_index=True)
    ended_at = models.DateTimeField(null=True, db_index=True)

    objects = ExportQuerySet.as_manager()

    class Meta:
        ordering = ("-created_at",)
        constraints = (
            models.UniqueConstraint(
                fields=("person",),
                condition=models.Q(state__in=("queued", "building", "ready")),
                name="one_live_export_a_person",
            ),
        )

    def __str__(self) -> str:
        return f"export {self.id}"
