"""What an incident owes to others: the notice to the people, the reports to the regulator."""

from datetime import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from privacy.models.incident import Incident

# What the policy promises of a notice (H-4 to H-7) and what the law adds (PIPL 57), in the order
# in which it is read. No notice goes out while one of them is empty.
PARTS = {
    "basics": _("What happened, and what it means for you"),
    "kinds": _("Which data it is about"),
    "cause": _("How it came about"),
    "harm": _("What harm it can do"),
    "measures": _("What we have done and will do"),
    "advice": _("What you can do to lower your risk"),
    "remedies": _("What we offer you"),
    "contact": _("Whom you can ask"),
}


def _all_parts_are_written() -> Q:
    written = Q()
    for part in PARTS:
        written &= ~Q(**{part: ""})
    return written


class IncidentNotice(models.Model):
    """What the people touched by an incident are told, in one language."""

    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="notices")
    locale = models.CharField(max_length=16, choices=settings.LANGUAGES)
    basics = models.TextField(blank=True)
    kinds = models.TextField(blank=True)
    cause = models.TextField(blank=True)
    harm = models.TextField(blank=True)
    measures = models.TextField(blank=True)
    advice = models.TextField(blank=True)
    remedies = models.TextField(blank=True)
    contact = models.TextField(blank=True)
    written_by = models.CharField(max_length=32)
    written_at = models.DateTimeField()
    published_by = models.CharField(max_length=32, blank=True)
    published_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["locale"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                name="an_incident_has_one_notice_a_language", fields=["incident", "locale"]
            ),
            models.CheckConstraint(
                name="a_notice_with_an_empty_part_is_not_published",
                condition=Q(published_at__isnull=True) | _all_parts_are_written(),
            ),
            models.CheckConstraint(
                name="a_notice_is_published_by_a_second_person",
                condition=Q(published_at__isnull=True)
                | (~Q(published_by="") & ~Q(published_by=F("written_by"))),
            ),
        ]

    def __str__(self) -> str:
        return f"notice in {self.locale}"


class RegulatorReport(models.Model):
    """One report that is owed to the regulator: by when, and when it went."""

    class Clock(models.TextChoices):
        FIRST = "first", _("first report")
        FIRST_OF_CRITICAL = "first_critical", _("first report, critical infrastructure")
        BREACH = "breach", _("report of a breach, GDPR 33")
        SUMMARY = "summary", _("summary")

    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="reports")
    clock = models.CharField(max_length=16, choices=Clock.choices)
    due_at = models.DateTimeField(db_index=True)
    sent_at = models.DateTimeField(null=True)
    sent_by = models.CharField(max_length=32, blank=True)
    # The number under which the regulator has it.
    reference = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering: ClassVar = ["due_at"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(name="one_report_a_clock", fields=["incident", "clock"]),
            models.CheckConstraint(
                name="a_report_that_went_says_by_whom_and_where",
                condition=Q(sent_at__isnull=True) | (~Q(sent_by="") & ~Q(reference="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.clock} report"

    def is_late(self, now: datetime) -> bool:
        """This function will say whether it waits past its time, or went after it."""
        return (self.sent_at or now) > self.due_at
