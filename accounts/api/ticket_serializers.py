"""Shapes of requests in the API."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.reverse import reverse

from privacy.api.serializers import StrictSerializer
from privacy.models import Ticket, TicketAttachment, TicketClock, TicketEvent, TicketMessage
from privacy.sealed_upload import SealedFile
from privacy.services.open_ticket import (
    LONGEST_BODY,
    LONGEST_REFERENCE,
    LONGEST_SUBJECT,
    subject_of,
)
from privacy.services.write_message import body_of


class AttachmentField(serializers.FileField):
    """One file in a multipart request; in JSON nothing can be attached, an empty list is none."""

    def to_internal_value(self, data: Any) -> Any:
        if data in ([], ""):
            return None
        if not isinstance(data, SealedFile):
            self.fail("invalid")
        return data


class NewTicketSerializer(StrictSerializer):
    """What somebody asks; without an account an address for the answer may be given.

    `reference` is the address of the picture's page, where it is about somebody else's picture.
    """

    kind = serializers.ChoiceField(choices=Ticket.Kind.choices)
    subject = serializers.CharField(max_length=LONGEST_SUBJECT)
    body = serializers.CharField(max_length=LONGEST_BODY)
    email = serializers.EmailField(required=False, default="", allow_blank=True)
    reference = serializers.CharField(
        required=False, default="", allow_blank=True, max_length=LONGEST_REFERENCE
    )
    attachments = AttachmentField(required=False, allow_null=True, default=None)


class NewMessageSerializer(StrictSerializer):
    """One more message."""

    body = serializers.CharField(max_length=LONGEST_BODY)
    attachments = AttachmentField(required=False, allow_null=True, default=None)


class AppealSerializer(StrictSerializer):
    """Why somebody objects to the end of a request."""

    body = serializers.CharField(max_length=LONGEST_BODY)


class AttachmentSerializer(serializers.ModelSerializer[TicketAttachment]):
    """A file of a message; `url` takes the same authorization."""

    url = serializers.SerializerMethodField()

    class Meta:
        model = TicketAttachment
        fields = ["id", "media_type", "byte_count", "url"]

    @extend_schema_field(serializers.URLField())
    def get_url(self, file: TicketAttachment) -> str:
        request: Any = self.context["request"]
        return reverse("api_ticket_attachment", args=[file.ticket_id, file.pk], request=request)


class ClockSerializer(serializers.ModelSerializer[TicketClock]):
    """One deadline; a provisional one waits for a year's holidays and can only stay or be final."""

    provisional = serializers.BooleanField(source="is_provisional")

    class Meta:
        model = TicketClock
        fields = ["rule", "kind", "due_on", "provisional"]


class MessageSerializer(serializers.ModelSerializer[TicketMessage]):
    """One message of the conversation."""

    body = serializers.SerializerMethodField()
    attachments = AttachmentSerializer(many=True)

    class Meta:
        model = TicketMessage
        fields = ["id", "author", "body", "attachments", "created_at"]

    def get_body(self, message: TicketMessage) -> str:
        return body_of(message)


class TicketSerializer(serializers.ModelSerializer[Ticket]):
    """A request: `due_on` is the earliest day that was promised or that the law names."""

    subject = serializers.SerializerMethodField()
    due_on = serializers.DateField(allow_null=True)
    clocks = ClockSerializer(many=True, source="current_clocks")
    url = serializers.SerializerMethodField()

    class Meta:
        model = Ticket
        fields = [
            "id",
            "kind",
            "state",
            "subject",
            "due_on",
            "clocks",
            "url",
            "received_at",
            "verified_at",
            "answered_at",
            "closed_at",
        ]

    def get_subject(self, ticket: Ticket) -> str:
        return subject_of(ticket)

    @extend_schema_field(serializers.URLField())
    def get_url(self, ticket: Ticket) -> str:
        request: Any = self.context["request"]
        return reverse("api_ticket", args=[ticket.pk], request=request)


class OpenedTicketSerializer(TicketSerializer):
    """A request as it was taken in; the code is shown this once, null with an account."""

    access_code = serializers.CharField(allow_null=True)

    class Meta(TicketSerializer.Meta):
        fields = [*TicketSerializer.Meta.fields, "access_code"]


class EventSerializer(serializers.ModelSerializer[TicketEvent]):
    """One line of the timeline; staff appear by number."""

    class Meta:
        model = TicketEvent
        fields = ["act", "by", "from_state", "to_state", "at"]


class TicketDetailSerializer(TicketSerializer):
    """A request with its conversation and what happened to it."""

    messages = MessageSerializer(many=True)
    timeline = EventSerializer(many=True)

    class Meta(TicketSerializer.Meta):
        fields = [*TicketSerializer.Meta.fields, "messages", "timeline"]
