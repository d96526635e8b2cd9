"""What every job has in common, whatever it makes of a photo."""

import uuid
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, ClassVar, Self, TypeVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from portraits.models.upload import Received, Upload
from privacy.promises import UPLOAD_CEILING
from privacy.storage import UPLOAD

SomeJob = TypeVar("SomeJob", bound="Job")


class Queue(StrEnum):
    """Whose worker does a job: a clip of a minute must never delay a portrait."""

    PORTRAITS = "portraits"
    CLIPS = "clips"


class JobQuerySet(models.QuerySet[SomeJob]):
    """Filters that chain; the clock is always an argument."""

    def owned_by(self, person: object) -> Self:
        return self.filter(owner=person)

    def unfinished(self) -> Self:
        return self.filter(status__in=Job.UNFINISHED)

    def servable(self, now: datetime) -> Self:
        """Jobs whose picture may still be shown: not at or past their end, purge or not."""
        return self.filter(status=Job.Status.READY, expires_at__gt=now)

    def on_show(self, now: datetime) -> Self:
        """What a gallery shows: finished and there, or being made."""
        is_there = Q(status=Job.Status.READY, expires_at__gt=now)
        return self.filter(is_there | Q(status__in=Job.UNFINISHED))

    def abandoned(self, now: datetime) -> Self:
        """Jobs whose worker stopped renewing its lease."""
        return self.filter(status=Job.Status.RENDERING, lease_until__lte=now)


class Job(models.Model):
    """A job's whole life: queued, rendering, ready or failed or cancelled, then expired or deleted.

    Everything that shows or places a face goes with the picture; the row itself, without any
    picture, answers for 30 days after the end. The services of this life know a kind of job by
    the constants that it sets.
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

    # The consents that it rests on, the task that does it and whose worker; what its upload is, is
    # sealed as, and how long it lies at most; the same of its picture; the columns that say what
    # was asked for, and those that go with the picture.
    PURPOSE: ClassVar[str]
    FURTHER_PURPOSES: ClassVar[tuple[str, ...]] = ()
    TASK: ClassVar[str]
    QUEUE: ClassVar[Queue] = Queue.PORTRAITS
    UPLOAD_MODEL: ClassVar[type[Received]] = Upload
    UPLOAD_CLASS: ClassVar[str] = UPLOAD
    UPLOAD_CEILING: ClassVar[timedelta] = UPLOAD_CEILING
    EFFECT_CLASS: ClassVar[str]
    KEPT: ClassVar[timedelta]
    CHOSEN_FIELDS: ClassVar[tuple[str, ...]] = ("options",)
    PICTURE_FIELDS: ClassVar[tuple[str, ...]] = ("effect_object", "width", "height", "byte_count")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="%(class)ss"
    )
    options = models.JSONField(default=dict)
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.QUEUED)
    progress = models.FloatField(default=0.0)
    stage = models.CharField(max_length=16, blank=True)
    error_code = models.CharField(max_length=32, blank=True)
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

    # Each kind has a manager of its own, with at least the filters of JobQuerySet.
    objects: Any

    class Meta:
        abstract = True
        ordering = ("-created_at",)
        constraints = (
            models.CheckConstraint(
                name="a_ready_%(class)s_has_a_picture_and_an_end",
                condition=~Q(status="ready")
                | Q(effect_object__isnull=False, expires_at__isnull=False, ready_at__isnull=False),
            ),
            models.CheckConstraint(
                name="only_a_ready_%(class)s_has_a_picture",
                condition=Q(status="ready") | Q(effect_object__isnull=True),
            ),
        )

    def __str__(self) -> str:
        return f"{self._meta.model_name} {self.pk}"

    @property
    def is_tall(self) -> bool:
        """Whether its picture would not fit a screen at the full width of its place."""
        return bool(self.width and self.height and self.height > 1.5 * self.width)
