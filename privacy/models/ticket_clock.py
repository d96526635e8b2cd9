"""Until when a request is answered: its clocks, their pauses, and the warnings that were given."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from privacy.models.ticket import Ticket, TicketMessage


class TicketClock(models.Model):
    """One deadline of a ticket, for one time that it is open.

    The day that was shown only ever becomes earlier, but for a pause while the person is asked.
    """

    class Kind(models.TextChoices):
        PROMISE = "promise"
        LAW = "law"
        TARGET = "target"

    # A target is our own; these two bind us.
    BINDING: ClassVar = (Kind.PROMISE, Kind.LAW)

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="clocks")
    round = models.PositiveSmallIntegerField(default=1)
    rule = models.CharField(max_length=32)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    starts_on = models.DateField()
    working_days = models.PositiveSmallIntegerField()
    paused_days = models.PositiveSmallIntegerField(default=0)
    due_on = models.DateField(db_index=True)
    is_provisional = models.BooleanField()
    calendar_version = models.CharField(max_length=16)
    # The next day on which something is to be said about it.
    warn_on = models.DateField(null=True)
    stopped_on = models.DateField(null=True)
    # Working days from its start to the answer; none where it was not wanted any more.
    taken_days = models.PositiveSmallIntegerField(null=True)

    class Meta:
        ordering: ClassVar = ["due_on", "rule"]
        constraints = (
            models.UniqueConstraint(fields=("ticket", "rule", "round"), name="one_clock_a_rule"),
        )
        indexes: ClassVar = [
            models.Index(
                fields=["warn_on"],
                name="clocks_to_warn",
                condition=models.Q(stopped_on__isnull=True),
            ),
            models.Index(
                fields=["ticket"],
                name="clocks_provisional",
                condition=models.Q(is_provisional=True, stopped_on__isnull=True),
            ),
            models.Index(fields=["kind", "stopped_on"], name="clocks_by_end"),
        ]

    def __str__(self) -> str:
        return f"{self.rule}: {self.due_on}"

    @property
    def is_late(self) -> bool:
        """It stopped after its day."""
        return self.stopped_on is not None and self.stopped_on > self.due_on


class TicketPause(models.Model):
    """A promise waits while the person is asked something: one named question, one end."""

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="pauses")
    round = models.PositiveSmallIntegerField()
    question = models.OneToOneField(TicketMessage, on_delete=models.SET_NULL, null=True)
    starts_on = models.DateField()
    # The last day that counts, answered or not.
    ends_on = models.DateField(db_index=True)
    ended_at = models.DateTimeField(null=True)
    days = models.PositiveSmallIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("ticket",),
                name="one_pause_at_a_time",
                condition=models.Q(ended_at__isnull=True),
            ),
        )

    def __str__(self) -> str:
        return f"pause of {self.days} days"


class TicketWarning(models.Model):
    """That staff were told of a deadline, once for each level."""

    class Level(models.TextChoices):
        HALF = "half", _("half of the time is over")
        MOST = "most", _("four fifths of the time are over")
        LAST_DAY = "last_day", _("one working day is left")
        BREACH = "breach", _("the day is over")

    clock = models.ForeignKey(TicketClock, on_delete=models.CASCADE, related_name="warnings")
    level = models.CharField(max_length=16, choices=Level.choices)
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("clock", "level"), name="one_warning_a_level"),
        )

    def __str__(self) -> str:
        return f"{self.level} of clock {self.clock_id}"
