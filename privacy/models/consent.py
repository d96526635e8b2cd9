"""What people are asked, and what they answered last (the ledger holds every answer)."""

from django.conf import settings
from django.db import models


class ConsentText(models.Model):
    """The exact words of one purpose in one language; a changed word is a new version."""

    purpose = models.CharField(max_length=32)
    version = models.CharField(max_length=16)
    locale = models.CharField(max_length=16)
    text = models.TextField()
    sha256 = models.CharField(max_length=64)
    created_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("purpose", "version", "locale"), name="one_consent_text_per_version"
            ),
        )

    def __str__(self) -> str:
        return f"{self.purpose} {self.version} ({self.locale})"


class ConsentState(models.Model):
    """The last answer per person and purpose: a projection that the ledger can rebuild."""

    class Decision(models.TextChoices):
        GRANTED = "granted"
        WITHDRAWN = "withdrawn"

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="consents"
    )
    purpose = models.CharField(max_length=32)
    state = models.CharField(max_length=16, choices=Decision.choices)
    text_version = models.CharField(max_length=16)
    decided_at = models.DateTimeField()
    entry = models.ForeignKey("privacy.LedgerEntry", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("person", "purpose"), name="one_state_per_purpose"),
        )

    def __str__(self) -> str:
        return f"{self.purpose}: {self.state}"
