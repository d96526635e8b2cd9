"""Notices shown in the page, and the proof that they were shown."""

import uuid

from django.conf import settings
from django.db import models


class Notice(models.Model):
    """One message to one person. Its words come from `kind`; `parameters` hold only ids and times."""

    class Kind(models.TextChoices):
        EFFECT_REMINDER_DAY_7 = "effect_reminder_day_7"
        EFFECT_REMINDER_DAY_9 = "effect_reminder_day_9"
        SERVICE = "service"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices"
    )
    kind = models.CharField(max_length=32, choices=Kind.choices)
    # One notice per kind and cause: the task that makes it may run twice.
    cause = models.CharField(max_length=64)
    parameters = models.JSONField(default=dict)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("person", "kind", "cause"), name="one_notice_a_cause"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"


class NoticeDelivery(models.Model):
    """One way a notice took to the person."""

    class Channel(models.TextChoices):
        PAGE = "page"
        MAIL = "mail"

    class State(models.TextChoices):
        PENDING = "pending"
        DELIVERED = "delivered"
        FAILED = "failed"

    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="deliveries")
    channel = models.CharField(max_length=8, choices=Channel.choices)
    state = models.CharField(max_length=16, choices=State.choices, default=State.PENDING)
    created_at = models.DateTimeField()
    delivered_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name_plural = "notice deliveries"
        constraints = (
            models.UniqueConstraint(fields=("notice", "channel"), name="one_delivery_a_channel"),
        )

    def __str__(self) -> str:
        return f"{self.channel}: {self.state}"
