"""The end of the service: planned by one, approved by another, announced, frozen, deleted, done."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from privacy.models.announcement import Announcement
from privacy.models.register import RegisterRecord
from privacy.models.third_party import second_person


class Termination(RegisterRecord):
    """One ending. From `freezes_at` on nothing new is taken in; at the end stands a certificate."""

    class State(models.TextChoices):
        PLANNED = "planned", _("planned")
        ANNOUNCED = "announced", _("announced")
        FROZEN = "frozen", _("frozen")
        DELETING = "deleting", _("deleting")
        DONE = "done", _("done")
        WITHDRAWN = "withdrawn", _("withdrawn")

    state = models.CharField(max_length=16, choices=State.choices, default=State.PLANNED)
    freezes_at = models.DateTimeField(_("nothing new is taken in from"))
    text_en = models.TextField(_("text, English"), max_length=4000)
    text_zh = models.TextField(_("text, Chinese"), max_length=4000)
    approved_by = models.CharField(max_length=32, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    announcement = models.ForeignKey(
        Announcement, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    announced_at = models.DateTimeField(null=True, blank=True)
    # --- the notices: the last account that they have reached
    told_to = models.PositiveBigIntegerField(default=0)
    told_at = models.DateTimeField(null=True, blank=True)
    frozen_at = models.DateTimeField(null=True, blank=True)
    # Accounts when deleting began.
    accounts = models.PositiveIntegerField(default=0)
    certificate = models.TextField(blank=True)

    class Meta(RegisterRecord.Meta):
        verbose_name = _("end of the service")
        verbose_name_plural = _("end of the service")
        constraints: ClassVar[list[Any]] = [
            second_person(
                "an_end_is_approved_by_a_second_person", "announced", "frozen", "deleting", "done"
            ),
            models.CheckConstraint(
                name="an_end_is_announced_before_it_comes",
                condition=models.Q(announced_at__isnull=True)
                | models.Q(freezes_at__gt=models.F("announced_at")),
            ),
            models.CheckConstraint(
                name="an_end_is_done_with_its_certificate",
                condition=~models.Q(state="done") | ~models.Q(certificate=""),
            ),
        ]
