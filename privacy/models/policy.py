"""The published policy texts, and who accepted which."""

from django.conf import settings
from django.db import models


class PolicyVersion(models.Model):
    """One text in one language. Approved texts never change: a trigger refuses it."""

    class State(models.TextChoices):
        DRAFT = "draft"
        APPROVED = "approved"
        EFFECTIVE = "effective"
        SUPERSEDED = "superseded"

    version = models.CharField(max_length=16)
    locale = models.CharField(max_length=16)
    text = models.TextField()
    sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=16, choices=State.choices, default=State.DRAFT)
    author = models.CharField(max_length=64)
    approver = models.CharField(max_length=64, blank=True)
    is_material = models.BooleanField(default=True)
    notified_at = models.DateTimeField(null=True)
    effective_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("version", "locale"), name="one_text_per_version"),
            models.CheckConstraint(
                name="policy_author_is_not_approver",
                condition=~models.Q(author=models.F("approver")),
            ),
        )

    def __str__(self) -> str:
        return f"policy {self.version} ({self.locale})"


class PolicyAcceptance(models.Model):
    """How far a person came with a version: shown, then agreed (the ledger holds the agreement)."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="policy_acceptances"
    )
    version = models.CharField(max_length=16)
    locale = models.CharField(max_length=16)
    sha256 = models.CharField(max_length=64)
    shown_at = models.DateTimeField()
    agreed_at = models.DateTimeField(null=True)
    entry = models.ForeignKey(
        "privacy.LedgerEntry", on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("person", "version"), name="one_acceptance_a_version"),
        )

    def __str__(self) -> str:
        return f"policy {self.version}"
