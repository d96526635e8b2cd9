"""Personal access tokens: shown once, stored as a hash."""

import uuid
from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models


class ApiTokenQuerySet(models.QuerySet["ApiToken"]):
    """Which tokens open anything."""

    def live(self, now: datetime) -> Self:
        return self.filter(expires_at__gt=now, person__is_active=True)


class ApiToken(models.Model):
    """One token of one person, with what it may do and until when."""

    class Scope(models.TextChoices):
        PORTRAITS = "portraits"
        CONSENTS = "consents"
        TICKETS = "tickets"
        ACCOUNT = "account"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="api_tokens"
    )
    name = models.CharField(max_length=64, blank=True)
    sha256 = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField(default=list)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)
    last_used_at = models.DateTimeField(null=True)

    objects = ApiTokenQuerySet.as_manager()

    def __str__(self) -> str:
        return f"token {self.id}"
