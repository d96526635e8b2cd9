"""The one append-only ledger: consents, acceptances, receipts, check runs, staff access.

Each entry's hash covers its stored payload text and the hash before it; a head row is locked while
an entry is appended, and a unique previous hash refuses a fork. Database triggers (a migration)
refuse every update and delete on SQLite and PostgreSQL.
"""

from django.db import models


class LedgerEntry(models.Model):
    """One event. `payload` is canonical JSON text (RFC 8785), hashed as stored."""

    sequence = models.BigIntegerField(primary_key=True)
    stream = models.CharField(max_length=32, db_index=True)
    subject = models.UUIDField(null=True, db_index=True)
    at = models.DateTimeField()
    payload = models.TextField()
    previous_hash = models.CharField(max_length=64, unique=True)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ("sequence",)
        verbose_name_plural = "ledger entries"
        # A person reads who looked at their data from here, newest first.
        indexes = (
            models.Index(fields=("subject", "stream", "-sequence"), name="entries_of_a_subject"),
        )

    def __str__(self) -> str:
        return f"{self.stream} {self.sequence}"


class LedgerHead(models.Model):
    """The single row that an append locks; `FOR UPDATE` on the tail would not serialise."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    sequence = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = (models.CheckConstraint(name="one_ledger_head", condition=models.Q(id=1)),)

    def __str__(self) -> str:
        return f"head at {self.sequence}"


class SignedHead(models.Model):
    """The ledger's head at the end of a day, signed and published."""

    date = models.DateField(primary_key=True)
    sequence = models.BigIntegerField()
    hash = models.CharField(max_length=64)
    signed_at = models.DateTimeField()
    document = models.TextField()

    def __str__(self) -> str:
        return f"head of {self.date}"
