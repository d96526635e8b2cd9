"""Orders that keep something from being deleted, and the deletions they refused."""

import uuid
from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q


class HoldQuerySet(models.QuerySet["Hold"]):
    """Which holds bind, and which should have been looked at again."""

    def in_force(self) -> Self:
        """Approved by a second person and not released; a review that is late releases nothing."""
        return self.filter(approved_at__isnull=False, released_at__isnull=True)

    def review_overdue(self, now: datetime) -> Self:
        return self.in_force().filter(review_at__lte=now)


class Hold(models.Model):
    """One order: what of whom is kept, on which ground, until when it is looked at again.

    It names a subject (by pseudonym: everything of theirs in that model) or one object. It binds
    only after somebody other than who placed it has approved it.
    """

    class Ground(models.TextChoices):
        COURT = "court"
        GOVERNMENT = "government"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    model = models.CharField(max_length=100)
    subject = models.UUIDField(null=True, blank=True)
    object_key = models.CharField(max_length=64, blank=True)
    ground = models.CharField(max_length=16, choices=Ground.choices)
    # What the order is: authority, number, date. Sealed, since it can name people.
    sealed_document = models.BinaryField()
    placed_by = models.CharField(max_length=64)
    placed_at = models.DateTimeField()
    approved_by = models.CharField(max_length=64, blank=True)
    approved_at = models.DateTimeField(null=True)
    review_at = models.DateTimeField()
    released_by = models.CharField(max_length=64, blank=True)
    released_at = models.DateTimeField(null=True, db_index=True)

    objects = HoldQuerySet.as_manager()

    class Meta:
        ordering = ("-placed_at",)
        constraints = (
            models.CheckConstraint(
                name="a_hold_names_a_subject_or_an_object",
                condition=Q(subject__isnull=False, object_key="")
                | (Q(subject__isnull=True) & ~Q(object_key="")),
            ),
            models.CheckConstraint(
                name="a_hold_is_approved_by_a_second_person",
                condition=Q(approved_at__isnull=True)
                | (~Q(approved_by="") & ~Q(approved_by=F("placed_by"))),
            ),
            models.CheckConstraint(
                name="a_hold_is_reviewed_after_it_was_placed",
                condition=Q(review_at__gt=F("placed_at")),
            ),
        )

    def __str__(self) -> str:
        return f"hold {self.id}"


class RefusedDeletion(models.Model):
    """Something that a hold kept from going; one row however often it was tried."""

    hold = models.ForeignKey(Hold, on_delete=models.CASCADE, related_name="refusals")
    model = models.CharField(max_length=100)
    object_key = models.CharField(max_length=64)
    act = models.CharField(max_length=32)
    count = models.PositiveIntegerField(default=0)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()

    class Meta:
        ordering = ("-last_at",)
        constraints = (
            models.UniqueConstraint(
                fields=("hold", "model", "object_key", "act"), name="one_refusal_a_row_and_act"
            ),
        )

    def __str__(self) -> str:
        return f"{self.act} of {self.model} refused"
