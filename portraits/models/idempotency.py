"""Keys that make a repeated request safe."""

from django.conf import settings
from django.db import models


class IdempotencyRecord(models.Model):
    """One accepted request. The key is kept as a keyed hash; no hash of the photo is kept."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    key_hash = models.CharField(max_length=64)
    # Kind of job, what was chosen, and byte count.
    fingerprint = models.CharField(max_length=64)
    # Null while the first request is still arriving.
    job_id = models.UUIDField(null=True)
    created_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("person", "key_hash"), name="one_record_a_key"),
        )

    def __str__(self) -> str:
        return f"request {self.pk}"
