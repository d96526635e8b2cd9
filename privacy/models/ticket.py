"""What people ask, complain of and report: the request and its conversation."""

import uuid
from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from privacy.models.ticket_clock import TicketClock


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
        WAITING_USER = "waiting_user", _("a question of ours is open")
        ANSWERED = "answered", _("answered")
        CLOSED = "closed", _("closed")
        REJECTED = "rejected", _("rejected")
        REOPENED = "reopened", _("opened again")

    class Priority(models.IntegerChoices):
        FIRST = 1
        NORMAL = 2

    # Somebody waits for an answer.
    UNANSWERED: ClassVar = (
        State.RECEIVED,
        State.VERIFYING,
        State.OPEN,
        State.WAITING_USER,
        State.REOPENED,
    )
    ENDED: ClassVar = (State.CLOSED, State.REJECTED)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="tickets",
    )
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="assigned_tickets",
    )
    kind = models.CharField(max_length=16, choices=Kind.choices)
    state = models.CharField(max_length=16, choices=State.choices, default=State.RECEIVED)
    priority = models.PositiveSmallIntegerField(choices=Priority.choices, default=Priority.NORMAL)
    # How often it was opened; each time has clocks of its own, and the earlier ones stay.
    round = models.PositiveSmallIntegerField(default=1)
    # The earliest day that was promised or that the law names; targets are our own.
    due_on = models.DateField(null=True)
    # The same day while somebody waits, nothing after: what the desk's list is read by.
    queue_on = models.DateField(null=True)
    is_provisional = models.BooleanField(default=False)
    # Empty once the text is cut down to facts.
    sealed_subject = models.BinaryField(null=True)
    # Where to answer somebody without an account.
    sealed_address = models.BinaryField(null=True)
    # Which picture or account it is about, where that is somebody else's.
    sealed_reference = models.BinaryField(null=True)
    access_code_sha256 = models.CharField(max_length=64, blank=True)
    locale = models.CharField(max_length=16, default="en")
    received_at = models.DateTimeField(db_index=True)
    verified_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("request")
        verbose_name_plural = _("requests")
        ordering: ClassVar = ["-received_at"]
        indexes: ClassVar = [
            models.Index(fields=["queue_on", "id"], name="desk_queue_by_day"),
            models.Index(fields=["is_provisional", "queue_on"], name="desk_provisional"),
            models.Index(fields=["due_on", "id"], name="requests_by_day"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"

    @property
    def is_unanswered(self) -> bool:
        return self.state in self.UNANSWERED

    @property
    def current_clocks(self) -> "list[TicketClock]":
        """The clocks of the time that it is open now."""
        return [clock for clock in self.clocks.all() if clock.round == self.round]


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


class TicketAttachment(models.Model):
    """A file that came with a message. It lies sealed, is never decoded, and has no name."""

    class MediaType(models.TextChoices):
        JPEG = "image/jpeg", "JPEG"
        PNG = "image/png", "PNG"
        PDF = "application/pdf", "PDF"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="attachments")
    message = models.ForeignKey(TicketMessage, on_delete=models.CASCADE, related_name="attachments")
    object_id = models.UUIDField()
    media_type = models.CharField(max_length=32, choices=MediaType.choices)
    byte_count = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"attachment {self.id}"


class TicketEvent(models.Model):
    """One line of a request's timeline: who did what, when. Staff appear by number."""

    class Act(models.TextChoices):
        RECEIVE = "receive", _("received")
        ASSIGN = "assign", _("somebody was assigned")
        CHECK = "check", _("the requester was asked who they are")
        VERIFY = "verify", _("it is known who asks")
        ASK = "ask", _("the requester was asked something")
        RESUME = "resume", _("work went on")
        ANSWER = "answer", _("answered")
        REJECT = "reject", _("rejected")
        TAKE_DOWN = "take_down", _("a picture was taken down")
        CLOSE = "close", _("closed")
        WITHDRAW = "withdraw", _("taken back by whoever sent it")
        REOPEN = "reopen", _("opened again, with new dates")
        RECOUNT = "recount", _("dates moved earlier after new holidays")

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="timeline")
    at = models.DateTimeField()
    act = models.CharField(max_length=24, choices=Act.choices)
    by = models.CharField(max_length=32)
    from_state = models.CharField(max_length=16, blank=True)
    to_state = models.CharField(max_length=16)
    # Rules, dates, numbers; nothing that anybody wrote.
    detail = models.CharField(max_length=160, blank=True)

    class Meta:
        ordering: ClassVar = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.act} by {self.by}"
