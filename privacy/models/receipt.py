"""Proof that an object was deleted, signed, with nothing in it that names a person."""

import uuid

from django.db import models


class Receipt(models.Model):
    """One deletion. `document` is the signed JSON object exactly as it was given out."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    object_id = models.UUIDField(unique=True)
    object_class = models.CharField(max_length=32)
    reason = models.CharField(max_length=32)
    created_at = models.DateTimeField()
    key_destroyed_at = models.DateTimeField()
    # Null while the object's absence could not be verified yet: then there is no document either.
    absent_verified_at = models.DateTimeField(null=True, db_index=True)
    document = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="receipt_signed_only_when_absence_is_verified",
                condition=models.Q(absent_verified_at__isnull=False) | models.Q(document=""),
            ),
        )

    def __str__(self) -> str:
        return f"receipt {self.id} ({self.object_class})"
