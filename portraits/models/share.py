"""Links under which others see a portrait or a clip, and what was read before the first of them."""

import uuid
from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from portraits.models.clip import Clip
from portraits.models.job import Job
from portraits.models.portrait import Portrait


class ShareLinkQuerySet(models.QuerySet["ShareLink"]):
    """Which links open anything; whatever takes the picture away takes the link with it."""

    def live(self, now: datetime) -> Self:
        opens = _shown("portrait", now) | _shown("clip", now)
        return self.filter(opens, revoked_at=None, expires_at__gt=now)

    def to(self, job: Job) -> Self:
        """Every link to one portrait or clip."""
        return self.filter(**named(job))

    def made_by(self, person: object) -> Self:
        return self.filter(Q(portrait__owner=person) | Q(clip__owner=person))

    def outliving(self) -> Self:
        """Links that would open longer than what they show is kept; there must be none."""
        shown = self.annotate(end=Coalesce("portrait__expires_at", "clip__expires_at"))
        return shown.filter(revoked_at=None, expires_at__gt=F("end"))


def named(job: Job) -> dict[str, Job]:
    """This function will return the column of a link that names the job, with the job."""
    return {str(job._meta.model_name): job}


def _shown(column: str, now: datetime) -> Q:
    return Q(
        **{
            f"{column}__status": Job.Status.READY,
            f"{column}__expires_at__gt": now,
            f"{column}__owner__is_active": True,
            f"{column}__owner__is_sharing_on": True,
        }
    )


class ShareLink(models.Model):
    """One link to one portrait or one clip. Its secret is shown once and stored as a hash."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    portrait = models.ForeignKey(
        "portraits.Portrait", null=True, on_delete=models.CASCADE, related_name="share_links"
    )
    clip = models.ForeignKey(
        "portraits.Clip", null=True, on_delete=models.CASCADE, related_name="share_links"
    )
    sha256 = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)
    revoked_at = models.DateTimeField(null=True)

    objects = ShareLinkQuerySet.as_manager()

    class Meta:
        ordering = ("-created_at",)
        constraints = (
            models.CheckConstraint(
                name="a_link_shows_a_portrait_or_a_clip",
                condition=Q(portrait__isnull=False, clip__isnull=True)
                | Q(portrait__isnull=True, clip__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"share link {self.id}"

    @property
    def shown(self) -> Portrait | Clip:
        """What it opens."""
        return next(job for job in (self.portrait, self.clip) if job is not None)


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
