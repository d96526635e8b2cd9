"""Incidents: what happened to which data, how grave it is, whom it touched, what was done."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from privacy.models.register import RegisterRecord


class Incident(RegisterRecord):
    """One incident or weakness, from its detection to its end.

    Whom it touched follows from its scope: classes of data, named objects, looks by the staff.
    The search and the delivery of the notice go through the people in the order of their numbers;
    the last number reached stands here, so that either goes on where it was broken off.
    """

    class State(models.TextChoices):
        DETECTED = "detected", _("detected")
        CONTAINED = "contained", _("contained")
        ANALYSED = "analysed", _("analysed")
        REMEDIED = "remedied", _("remedied")
        REPORTED = "reported", _("reported")
        NOTIFIED = "notified", _("people notified")
        CLOSED = "closed", _("closed")

    class Kind(models.TextChoices):
        ACCESS = "access", _("somebody saw what they may not")
        LEAK = "leak", _("data left us")
        CHANGE = "change", _("data was changed")
        LOSS = "loss", _("data was lost")
        OUTAGE = "outage", _("the service was down")
        CREDENTIALS = "credentials", _("passwords or keys got out")
        WEAKNESS = "weakness", _("a weakness was found")

    class Grade(models.TextChoices):
        """In the words of the reporting rules of 2025, the least first."""

        GENERAL = "general", _("general")
        LARGE = "large", _("large")
        GRAVE = "grave", _("grave")
        EXTREME = "extreme", _("extremely grave")

    class Spread(models.TextChoices):
        INSIDE = "inside", _("nobody outside had it")
        OUTSIDE = "outside", _("somebody outside had it, or may have")
        PUBLIC = "public", _("anybody could have it")

    state = models.CharField(max_length=16, choices=State.choices, default=State.DETECTED)
    kind = models.CharField(max_length=16, choices=Kind.choices)
    is_drill = models.BooleanField(default=False)
    # What happened, in the words of whoever filed it. Sealed, since it can name people.
    sealed_what = models.BinaryField()
    detected_at = models.DateTimeField()
    # --- the scope
    classes = models.JSONField(default=list, blank=True)
    object_ids = models.JSONField(default=list, blank=True)
    covers_staff_access = models.BooleanField(default=False)
    window_from = models.DateTimeField(null=True, blank=True)
    window_until = models.DateTimeField(null=True, blank=True)
    # --- how grave: computed, unless somebody overrides it and says why
    data_grade = models.PositiveSmallIntegerField(default=0)
    spread = models.CharField(max_length=16, choices=Spread.choices)
    grade = models.CharField(max_length=16, choices=Grade.choices, default=Grade.GENERAL)
    override_grade = models.CharField(max_length=16, choices=Grade.choices, blank=True)
    override_reason = models.CharField(max_length=200, blank=True)
    override_by = models.CharField(max_length=32, blank=True)
    # --- the search for the people
    people_total = models.PositiveBigIntegerField(default=0)
    people_seen = models.PositiveBigIntegerField(default=0)
    searched_to = models.PositiveBigIntegerField(default=0)
    searched_at = models.DateTimeField(null=True, blank=True)
    affected_count = models.PositiveBigIntegerField(default=0)
    # --- the delivery of the notice
    told_to = models.PositiveBigIntegerField(default=0)
    told_at = models.DateTimeField(null=True, blank=True)
    # From the detection until the notice was out, or could have been in a drill.
    ready_s = models.FloatField(null=True, blank=True)

    class Meta(RegisterRecord.Meta):
        verbose_name = _("incident")
        verbose_name_plural = _("incidents")
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                name="an_overridden_grade_has_a_reason",
                condition=Q(override_grade="")
                | (~Q(override_reason="") & ~Q(override_by="")),
            ),
            models.CheckConstraint(
                name="an_incident_has_a_window_that_ends_after_it_begins",
                condition=Q(window_from__isnull=True)
                | Q(window_until__isnull=True)
                | Q(window_until__gt=F("window_from")),
            ),
        ]

    @property
    def binding_grade(self) -> "Incident.Grade":
        """This property will return the grade that counts."""
        return self.Grade(self.override_grade or self.grade)


class IncidentPhase(models.Model):
    """The proof of one phase: who did what, and when it was done."""

    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="phases")
    phase = models.CharField(max_length=16, choices=Incident.State.choices)
    by = models.CharField(max_length=32)
    done_at = models.DateTimeField()
    noted_at = models.DateTimeField()
    sealed_what = models.BinaryField()

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(name="a_phase_is_proven_once", fields=["incident", "phase"]),
            models.CheckConstraint(
                name="a_phase_names_who_did_it", condition=~Q(by="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.phase} by {self.by}"


class AffectedPerson(models.Model):
    """One person whom an incident touched, by pseudonym; what harm it did them and what was done.

    Rows outlive the account: the pseudonym names nobody once the account is cancelled.
    """

    class Harm(models.TextChoices):
        UNKNOWN = "unknown", _("not known yet")
        NONE = "none", _("none")
        POSSIBLE = "possible", _("possible")
        HAPPENED = "happened", _("it happened")

    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="affected")
    subject = models.UUIDField(db_index=True)
    found_at = models.DateTimeField(db_index=True)
    # When a notice of their own was given, and when one of its ways is known to have arrived.
    told_at = models.DateTimeField(null=True)
    reached_at = models.DateTimeField(null=True)
    harm = models.CharField(max_length=16, choices=Harm.choices, default=Harm.UNKNOWN)
    sealed_remedy = models.BinaryField(null=True)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                name="nobody_is_affected_twice", fields=["incident", "subject"]
            ),
            models.CheckConstraint(
                name="harm_that_happened_has_a_remedy",
                condition=~Q(harm="happened") | Q(sealed_remedy__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"affected {self.pk}"
