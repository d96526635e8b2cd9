"""The job that makes a portrait, and the portrait."""

import uuid
from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q


class PortraitQuerySet(models.QuerySet["Portrait"]):
    """Filters that chain; the clock is always an argument."""

    def owned_by(self, person: object) -> Self:
        return self.filter(owner=person)

    def unfinished(self) -> Self:
        return self.filter(status__in=Portrait.UNFINISHED)

    def servable(self, now: datetime) -> Self:
        """Portraits whose picture may still be shown: not at or past their end, purge or not."""
        return self.filter(status=Portrait.Status.READY, expires_at__gt=now)

    def abandoned(self, now: datetime) -> Self:
        """Jobs whose worker stopped renewing its lease."""
        return self.filter(status=Portrait.Status.RENDERING, lease_until__lte=now)


class Portrait(models.Model):
    """A job's whole life: queued, rendering, ready or failed or cancelled, then expired or deleted.

    Everything that shows or places a face goes with the picture; the row itself, without any
    picture, answers for 30 days after the end.
    """

    class Status(models.TextChoices):
        QUEUED = "queued"
        RENDERING = "rendering"
        READY = "ready"
        FAILED = "failed"
        CANCELLED = "cancelled"
        EXPIRED = "expired"
        DELETED = "deleted"

    UNFINISHED = (Status.QUEUED, Status.RENDERING)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="portraits"
    )
    template = models.ForeignKey(
        "portraits.Template", on_delete=models.PROTECT, related_name="portraits"
    )
    options = models.JSONField(default=dict)
    chosen_face = models.PositiveSmallIntegerField(null=True)
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.QUEUED)
    progress = models.FloatField(default=0.0)
    stage = models.CharField(max_length=16, blank=True)
    error_code = models.CharField(max_length=32, blank=True)
    # [{"index": 0, "box": [x, y, w, h]}], 15 minutes at most, while a person chooses.
    faces = models.JSONField(null=True)
    faces_until = models.DateTimeField(null=True, db_index=True)
    # Words only, no coordinates.
    quality = models.JSONField(null=True)
    timings_ms = models.JSONField(null=True)

    created_at = models.DateTimeField()
    ready_at = models.DateTimeField(null=True)
    # When the job reached an end without a picture, or lost its picture.
    ended_at = models.DateTimeField(null=True, db_index=True)
    expires_at = models.DateTimeField(null=True, db_index=True)

    attempts = models.PositiveSmallIntegerField(default=0)
    lease_token = models.UUIDField(null=True)
    lease_until = models.DateTimeField(null=True, db_index=True)

    effect_object = models.UUIDField(null=True, unique=True)
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    byte_count = models.PositiveIntegerField(null=True)

    # The upload's object id outlives the upload here, so that its receipt can be found.
    upload_object = models.UUIDField(unique=True)
    upload_deleted_at = models.DateTimeField(null=True)
    effect_deleted_at = models.DateTimeField(null=True)
    ended_effect_object = models.UUIDField(null=True)
    has_attestation = models.BooleanField(default=True)

    objects = PortraitQuerySet.as_manager()

    class Meta:
        ordering = ("-created_at",)
        indexes = (
            models.Index(fields=("owner", "-created_at"), name="a_persons_newest_first"),
            models.Index(fields=("status", "created_at"), name="queue_in_order"),
        )
        constraints = (
            models.CheckConstraint(
                name="a_ready_portrait_has_a_picture_and_an_end",
                condition=~Q(status="ready")
                | Q(effect_object__isnull=False, expires_at__isnull=False, ready_at__isnull=False),
            ),
            models.CheckConstraint(
                name="only_a_ready_portrait_has_a_picture",
                condition=Q(status="ready") | Q(effect_object__isnull=True),
            ),
        )

    def __str__(self) -> str:
        return f"portrait {self.id}"

    @property
    def is_tall(self) -> bool:
        """Whether it would not fit a screen at the full width of its place."""
        return bool(self.width and self.height and self.height > 1.5 * self.width)
