"""What every register has in common: a record with a state, and a line for each step it took."""

import uuid
from typing import ClassVar

from django.db import models


class RegisterRecord(models.Model):
    """One record of a register. Its state moves only by the steps of its register's table.

    Kinds define `state` with choices of their own. Staff appear as `person N`.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    filed_by = models.CharField(max_length=32)
    filed_at = models.DateTimeField(db_index=True)
    # When the state changed last.
    moved_at = models.DateTimeField()

    class Meta:
        abstract = True
        ordering: ClassVar = ["-filed_at"]

    # The fields that every declaration of a register repeats: none of them is about a user.
    PLAIN: ClassVar[tuple[str, ...]] = ("id", "state", "filed_by", "filed_at", "moved_at")

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {str(self.pk)[:8]}"


class RegisterEvent(models.Model):
    """One step of one record: who did what, when, out of which state into which."""

    register = models.CharField(max_length=64)
    record = models.UUIDField()
    at = models.DateTimeField()
    step = models.CharField(max_length=32)
    by = models.CharField(max_length=32)
    from_state = models.CharField(max_length=24, blank=True)
    to_state = models.CharField(max_length=24)
    # Numbers, dates, reasons out of a list; nothing about a user.
    detail = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering: ClassVar = ["at", "id"]
        indexes: ClassVar = [models.Index(fields=["register", "record"], name="steps_of_a_record")]

    def __str__(self) -> str:
        return f"{self.step} by {self.by}"
