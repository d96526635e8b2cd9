"""The photo while it waits: sealed, and gone within seconds."""

from django.conf import settings
from django.db import models


class Upload(models.Model):
    """One sealed photo. The row goes with the photo; one job names it, as its `upload_object`."""

    object_id = models.UUIDField(primary_key=True, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="uploads"
    )
    byte_count = models.PositiveIntegerField()
    received_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"upload {self.object_id}"
