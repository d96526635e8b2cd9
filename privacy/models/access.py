"""Looks of the staff at somebody's data: what allows them, what counts them, who reviews them."""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from privacy.models.register import RegisterRecord

# A grant is for one working day at the most.
LONGEST_GRANT_HOURS = 8


class LookReason(models.TextChoices):
    """Why somebody looks. The person reads these words under "Who looked"."""

    ANSWER = "answer", _("to answer your request")
    CORRECT = "correct", _("to correct something about you")
    COMPLAINT = "complaint", _("to look into a complaint")
    INCIDENT = "incident", _("to look into a security incident")
    ORDER = "order", _("to follow an order by law")
    COPY = "copy", _("to make the copy of your data that you asked for")


class AccessGrant(RegisterRecord):
    """Leave to open some classes of one person's data, for one case and some hours.

    Whoever files it is whom it is for. The person stands here by pseudonym. About somebody under
    18 a second person approves it too.
    """

    class State(models.TextChoices):
        REQUESTED = "requested", _("waits for an approval")
        LIVE = "live", _("approved")
        REFUSED = "refused", _("refused")
        ENDED = "ended", _("given back")
        EXPIRED = "expired", _("over")

    class Case(models.TextChoices):
        TICKET = "ticket", _("request at the desk")
        INCIDENT = "incident", _("incident")
        DISCLOSURE = "disclosure", _("disclosure by law")

    state = models.CharField(_("state"), max_length=16, choices=State.choices, default="requested")
    case_kind = models.CharField(_("kind of case"), max_length=16, choices=Case.choices)
    case = models.UUIDField(_("case"), help_text=_("The number on the page of the case."))
    reason = models.CharField(_("reason"), max_length=16, choices=LookReason.choices)
    subject = models.UUIDField(_("pseudonym"), db_index=True)
    classes = models.JSONField(_("classes of data"))
    is_about_minor = models.BooleanField(_("about somebody under 18"), default=False)
    hours = models.PositiveSmallIntegerField(_("hours"), default=1)
    until = models.DateTimeField(_("until"), null=True, blank=True)
    approved_by = models.CharField(_("approved by"), max_length=32, blank=True)
    minor_approved_by = models.CharField(_("approved for a minor by"), max_length=32, blank=True)
    # An order that says so keeps the looks from the person until this day.
    withheld_until = models.DateField(_("kept from the person until"), null=True, blank=True)

    class Meta(RegisterRecord.Meta):
        verbose_name = _("leave to look")
        verbose_name_plural = _("leaves to look")
        constraints: ClassVar = [
            models.CheckConstraint(
                name="a_grant_lasts_some_hours",
                condition=Q(hours__gte=1, hours__lte=LONGEST_GRANT_HOURS),
            ),
            models.CheckConstraint(
                name="a_live_grant_has_an_end_and_a_second_person",
                condition=~Q(state="live") | (Q(until__isnull=False) & ~Q(approved_by="")),
            ),
            models.CheckConstraint(
                name="nobody_approves_a_grant_of_their_own",
                condition=~Q(approved_by=F("filed_by")) & ~Q(minor_approved_by=F("filed_by")),
            ),
            models.CheckConstraint(
                name="a_live_grant_about_a_minor_has_three_people",
                condition=~Q(state="live", is_about_minor=True)
                | (~Q(minor_approved_by="") & ~Q(minor_approved_by=F("approved_by"))),
            ),
            models.CheckConstraint(
                name="only_a_disclosure_is_withheld",
                condition=Q(withheld_until__isnull=True) | Q(case_kind="disclosure"),
            ),
        ]

    def is_open(self, now: datetime) -> bool:
        """This function will say whether it is approved and its hours are not over."""
        return self.state == self.State.LIVE and self.until is not None and now < self.until


class StaffLook(models.Model):
    """One look, by who took it: what alerts and reviews count. The ledger's entry is the proof."""

    entry = models.BigIntegerField(_("number in the ledger"), primary_key=True)
    by = models.CharField(_("who"), max_length=32)
    at = models.DateTimeField(_("when"), db_index=True)
    model = models.CharField(_("class of data"), max_length=100)
    # The kind and number of the case, `ticket 1b4e…`; empty is a fault that a check finds.
    case = models.CharField(_("case"), max_length=64, blank=True)
    grant = models.UUIDField(_("leave to look"), null=True)
    is_about_minor = models.BooleanField(_("about somebody under 18"), default=False)
    withheld_until = models.DateField(_("kept from the person until"), null=True)

    class Meta:
        verbose_name = _("look")
        verbose_name_plural = _("looks")
        indexes: ClassVar = [
            models.Index(fields=["by", "at"], name="looks_of_one_of_the_staff"),
            models.Index(
                fields=["withheld_until"],
                name="looks_that_are_withheld",
                condition=Q(withheld_until__isnull=False),
            ),
            models.Index(fields=["at"], name="looks_without_a_case", condition=Q(case="")),
        ]

    def __str__(self) -> str:
        return f"look {self.entry} by {self.by}"


class AccessAlert(models.Model):
    """Somebody looked unusually often in one hour or day; told once, counted in the review."""

    class Period(models.TextChoices):
        HOUR = "hour", _("an hour")
        DAY = "day", _("a day")

    by = models.CharField(_("who"), max_length=32)
    period = models.CharField(_("in"), max_length=8, choices=Period.choices)
    starts_at = models.DateTimeField(_("from"))
    raised_at = models.DateTimeField(_("noticed"))

    class Meta:
        verbose_name = _("unusual volume")
        verbose_name_plural = _("unusual volumes")
        ordering: ClassVar = ["-starts_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["by", "period", "starts_at"], name="one_alert_a_person_and_period"
            )
        ]

    def __str__(self) -> str:
        return f"alert about {self.by}"


class AccessReview(RegisterRecord):
    """What one of the staff looked at in one week, until somebody else has signed that."""

    class State(models.TextChoices):
        OPEN = "open", _("to be signed")
        SIGNED = "signed", _("signed")

    class Outcome(models.TextChoices):
        USUAL = "usual", _("the looks fit the cases")
        ASKED = "asked", _("there were questions, and they are answered")
        BREACH = "breach", _("a breach of duty was filed")

    state = models.CharField(_("state"), max_length=16, choices=State.choices, default="open")
    reviewed = models.CharField(_("who looked"), max_length=32)
    week = models.DateField(_("week from"), db_index=True)
    looks = models.PositiveIntegerField(_("looks"))
    cases = models.PositiveIntegerField(_("cases"))
    alerts = models.PositiveIntegerField(_("unusual volumes"))
    outcome = models.CharField(_("outcome"), max_length=16, choices=Outcome.choices, blank=True)
    signed_by = models.CharField(_("signed by"), max_length=32, blank=True)

    class Meta(RegisterRecord.Meta):
        verbose_name = _("review of looks")
        verbose_name_plural = _("reviews of looks")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["reviewed", "week"], name="one_review_a_person_and_week"
            ),
            models.CheckConstraint(
                name="a_signed_review_is_signed_by_somebody_else",
                condition=~Q(state="signed")
                | (~Q(signed_by="") & ~Q(signed_by=F("reviewed")) & ~Q(outcome="")),
            ),
        ]
