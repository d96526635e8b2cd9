"""Links under which others see one portrait, and what was read before the first of them."""

import uuid
from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F

from portraits.models.portrait import Portrait


class ShareLinkQuerySet(models.QuerySet["ShareLink"]):
    """Which links open anything; whatever takes the picture away takes the link with it."""

    def live(self, now: datetime) -> Self:
        return self.filter(
            revoked_at=None,
            expires_at__gt=now,
            portrait__status=Portrait.Status.READY,
            portrait__expires_at__gt=now,
            portrait__owner__is_active=True,
            portrait__owner__is_sharing_on=True,
        )

    def outliving(self) -> Self:
        """Links that would open longer than their portrait is kept; there must be none."""
        return self.filter(revoked_at=None, expires_at__gt=F("portrait__expires_at"))


class ShareLink(models.Model):
    """One link to one portrait. Its secret is shown once and stored as a hash."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    portrait = models.ForeignKey(
        "portraits.Portrait", on_delete=models.CASCADE, related_name="share_links"
    )
    sha256 = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)
    revoked_at = models.DateTimeField(null=True)

    objects = ShareLinkQuerySet.as_manager()

    class Meta:
        ordering = ("-created_at",)

    def __str__(self) -> str:
        return f"share link {self.id}"


class ShareWarning(models.Model):
    """That a person has read, before their first link, what a shared picture is out of."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="share_warning"
    )
    text_version = models.CharField(max_length=16)
    # "page", where a box was ticked; "api", whose documentation holds the words.
    method = models.CharField(max_length=8)
    acknowledged_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"share warning {self.pk}"
