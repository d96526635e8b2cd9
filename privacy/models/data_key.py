"""The keys of sealed objects: short-lived ones in a database of their own that is never backed up.

Objects of retained classes (attachments of requests) must survive a restore, so their keys lie in
the main database, wrapped like all others.
"""

import uuid
from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import Q


class ObjectKeyQuerySet(models.QuerySet[Any]):
    """Which objects must go now."""

    def due(self, now: datetime) -> Self:
        """Keys past their ceiling, and keys of bytes that nobody adopted before the lease ended."""
        return self.filter(Q(destroy_at__lte=now) | Q(lease_until__lte=now))


class ObjectKey(models.Model):
    """One object's key, wrapped. Without this row the object is noise: deleting it is the deletion.

    The deadline lies beside the key, so that one query finds what must go whatever became of the
    rows that name the object.
    """

    object_id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    object_class = models.CharField(max_length=32)
    key_version = models.CharField(max_length=32)
    wrapped_key = models.BinaryField()
    created_at = models.DateTimeField()
    destroy_at = models.DateTimeField(null=True, db_index=True)
    lease_until = models.DateTimeField(null=True, db_index=True)

    objects = ObjectKeyQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"key of {self.object_class} {self.object_id}"


class DataKey(ObjectKey):
    """A key that no backup may hold: photos, portraits, exports."""


class RetainedKey(ObjectKey):
    """A key that is backed up with the rows that name its object: attachments."""
