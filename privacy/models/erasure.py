"""Cancelled accounts: what went, what stays and why, and the proof the person keeps."""

import uuid

from django.db import models


class Erasure(models.Model):
    """One cancellation. While `account` is set something still has to go; then nobody is named."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.BigIntegerField(null=True, unique=True)
    # Where the certificate is sent when all is gone; dropped right after.
    sealed_address = models.BinaryField(null=True)
    locale = models.CharField(max_length=16, default="en")
    token_sha256 = models.CharField(max_length=64, unique=True)
    committed_at = models.DateTimeField()
    verified_at = models.DateTimeField(null=True, db_index=True)
    # [{"class": model, "action": "delete", "count": 3}], and what stays with ground and end.
    steps = models.JSONField(default=list)
    retained = models.JSONField(default=list)
    certificate = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="a_verified_erasure_names_nobody",
                condition=models.Q(verified_at__isnull=True)
                | models.Q(account__isnull=True, sealed_address__isnull=True),
            ),
        )

    def __str__(self) -> str:
        return f"erasure {self.id}"


class Tombstone(models.Model):
    """A keyed mark of an account that was erased, outside the main database and its backups.

    After a restore, whoever has a tombstone is erased again before anything is served.
    """

    account_hash = models.CharField(max_length=64, primary_key=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"tombstone of {self.at:%Y-%m-%d}"
