"""What people ask, complain of and report, and until when they are answered."""

import uuid
from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Ticket(models.Model):
    """One request. Subject, messages and address are sealed; a stranger comes back with a code."""

    class Kind(models.TextChoices):
        QUESTION = "question", _("A question")
        COMPLAINT = "complaint", _("A complaint")
        REPORT = "report", _("Report content or a person")
        ACCESS = "access", _("See what is held about me")
        CORRECTION = "correction", _("Correct something about me")
        ERASURE = "erasure", _("Delete something about me")
        WITHDRAWAL = "withdrawal", _("Withdraw a consent")
        MISUSE = "misuse", _("Somebody misuses a picture of me")
        CHILD = "child", _("About a child")
        SECURITY = "security", _("A security problem")

    class State(models.TextChoices):
        RECEIVED = "received", _("received")
        VERIFYING = "verifying", _("checking who asks")
        OPEN = "open", _("being worked on")
        WAITING_USER = "waiting_user", _("waiting for you")
        ANSWERED = "answered", _("answered")
        CLOSED = "closed", _("closed")
        REJECTED = "rejected", _("rejected")

    class Priority(models.IntegerChoices):
        FIRST = 1
        NORMAL = 2

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="tickets",
    )
    kind = models.CharField(max_length=16, choices=Kind.choices)
    state = models.CharField(max_length=16, choices=State.choices, default=State.RECEIVED)
    priority = models.PositiveSmallIntegerField(choices=Priority.choices, default=Priority.NORMAL)
    # Empty once the text is cut down to facts.
    sealed_subject = models.BinaryField(null=True)
    # Where to answer somebody without an account.
    sealed_address = models.BinaryField(null=True)
    access_code_sha256 = models.CharField(max_length=64, blank=True)
    locale = models.CharField(max_length=16, default="en")
    received_at = models.DateTimeField(db_index=True)
    verified_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-received_at"]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"

    @property
    def due_on(self) -> date | None:
        """The earliest day that was promised or that the law names; targets are our own."""
        binding = (TicketClock.Kind.PROMISE, TicketClock.Kind.LAW)
        return min((one.due_on for one in self.clocks.all() if one.kind in binding), default=None)


class TicketMessage(models.Model):
    """One message of the conversation; its text is sealed."""

    class Author(models.TextChoices):
        REQUESTER = "requester"
        STAFF = "staff"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="messages")
    author = models.CharField(max_length=16, choices=Author.choices)
    sealed_body = models.BinaryField()
    created_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["created_at"]

    def __str__(self) -> str:
        return f"message {self.id}"


class TicketClock(models.Model):
    """One deadline of a ticket. A due date, once shown, may only become earlier."""

    class Kind(models.TextChoices):
        PROMISE = "promise"
        LAW = "law"
        TARGET = "target"

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="clocks")
    rule = models.CharField(max_length=32)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    starts_on = models.DateField()
    working_days = models.PositiveSmallIntegerField()
    due_on = models.DateField(db_index=True)
    is_provisional = models.BooleanField()
    calendar_version = models.CharField(max_length=16)

    class Meta:
        ordering: ClassVar = ["due_on", "rule"]
        constraints = (models.UniqueConstraint(fields=("ticket", "rule"), name="one_clock_a_rule"),)

    def __str__(self) -> str:
        return f"{self.rule}: {self.due_on}"
