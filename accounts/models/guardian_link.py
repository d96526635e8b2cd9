"""The guardian of a child under 14."""

import uuid

from django.conf import settings
from django.db import models


class GuardianLink(models.Model):
    """One guardian's yes or no. The address is sealed; the link's secret is stored as a hash."""

    class State(models.TextChoices):
        INVITED = "invited"
        CONSENTED = "consented"
        REFUSED = "refused"
        EXPIRED = "expired"
        REVOKED = "revoked"
        AGED_OUT = "aged_out"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    child = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="guardian_links"
    )
    sealed_address = models.BinaryField()
    secret_sha256 = models.CharField(max_length=64, unique=True)
    state = models.CharField(max_length=16, choices=State.choices, default=State.INVITED)
    created_at = models.DateTimeField()
    # From the first letter on the guardian has seven days.
    invited_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"guardian link {self.id}"
