"""What waits to be worked on: sealed, and gone within seconds."""

from django.conf import settings
from django.db import models


class Received(models.Model):
    """One sealed file. The row goes with the file; one job names it, as its `upload_object`."""

    object_id = models.UUIDField(primary_key=True, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="%(class)ss"
    )
    byte_count = models.PositiveIntegerField()
    received_at = models.DateTimeField(db_index=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self._meta.model_name} {self.object_id}"


class Upload(Received):
    """A photo."""


class ClipUpload(Received):
    """A video clip, which takes longer to work through than a photo."""
