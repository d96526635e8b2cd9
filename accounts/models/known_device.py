"""Browsers from which somebody has signed in, to notice a new one."""

from django.conf import settings
from django.db import models


class KnownDevice(models.Model):
    """One browser in one network, as a keyed hash: enough to see again, not enough to follow."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="known_devices"
    )
    mark = models.CharField(max_length=64)
    last_seen_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("person", "mark"), name="one_row_a_device"),
        )

    def __str__(self) -> str:
        return f"device {self.pk}"
