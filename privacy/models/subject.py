"""The name a person has in the ledger."""

import uuid

from django.conf import settings
from django.db import models


class SubjectPseudonym(models.Model):
    """Ties a person to the random name the ledger knows; dropping the row makes that anonymous."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="pseudonym"
    )
    pseudonym = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.pseudonym)
