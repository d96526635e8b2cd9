"""Holidays and make-up working days that were loaded after the program was shipped."""

from typing import ClassVar

from django.db import models


class WorkCalendar(models.Model):
    """One version of a jurisdiction's days, whole, with where it came from. Never changed."""

    region = models.CharField(max_length=8)
    version = models.CharField(max_length=16)
    source = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    document = models.TextField()
    loaded_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-loaded_at", "-id"]
        constraints = (
            models.UniqueConstraint(fields=("region", "version"), name="one_calendar_a_version"),
        )

    def __str__(self) -> str:
        return f"{self.region} {self.version}"
