"""Requests over the API: open one, follow it, write more; with a token, or with its access code."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import get_language
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import generics, status
from rest_framework.parsers import JSONParser, MultiPartParser
from rest_framework.permissions import AllowAny, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api.ticket_serializers import (
    AppealSerializer,
    MessageSerializer,
    NewMessageSerializer,
    NewTicketSerializer,
    OpenedTicketSerializer,
    TicketDetailSerializer,
    TicketSerializer,
)
from accounts.backends import contact_address_hash
from accounts.gates import signed_in_person
from accounts.services.send_ticket import find_ticket, request_words, send_ticket
from privacy.api.permissions import HasScope, has_scope
from privacy.api.schema import problems
from privacy.models import Ticket
from privacy.models.refusal import Refused
from privacy.services.attach_file import download_headers, read_attachment
from privacy.services.open_ticket import add_message, appeal

CODE_HEADER = "X-Ticket-Code"
CODE = OpenApiParameter(
    CODE_HEADER, str, OpenApiParameter.HEADER, description="the code of a request without account"
)


class TicketsView(generics.ListAPIView[Ticket]):
    """The caller's requests; anybody may open one."""

    serializer_class = TicketSerializer
    parser_classes = [JSONParser, MultiPartParser]

    def get_permissions(self) -> list[Any]:
        if self.request.method == "POST":
            return [AllowAny()]
        return [IsAuthenticated(), HasScope("tickets")]

    def get_queryset(self) -> Any:
        if getattr(self, "swagger_fake_view", False):
            return Ticket.objects.none()
        return Ticket.objects.filter(person=signed_in_person(self.request)).prefetch_related(
            "clocks"
        )

    @extend_schema(operation_id="list_tickets", responses={200: TicketSerializer(many=True)})
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().get(request, *args, **kwargs)

    @extend_schema(
        operation_id="open_ticket",
        request=NewTicketSerializer,
        responses={201: OpenedTicketSerializer, **problems(400, 401, 403, 415, 429)},
    )
    def post(self, request: Request) -> Response:
        _require_scope(request)
        given = NewTicketSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        opened = send_ticket(
            person=request.user,
            address_hash=contact_address_hash(request._request),
            locale=get_language() or "en",
            now=timezone.now(),
            **request_words(given.validated_data),
        )
        opened.row.access_code = opened.access_code  # type: ignore[attr-defined]
        body = OpenedTicketSerializer(opened.row, context={"request": request}).data
        return Response(body, status=status.HTTP_201_CREATED)


class TicketView(APIView):
    """One request with its conversation."""

    permission_classes = [AllowAny]

    @extend_schema(
        operation_id="read_ticket",
        parameters=[CODE],
        responses={200: TicketDetailSerializer, **problems(401, 403, 404)},
    )
    def get(self, request: Request, ticket_id: UUID) -> Response:
        ticket = _find(request, ticket_id)
        return Response(TicketDetailSerializer(ticket, context={"request": request}).data)


class TicketMessagesView(APIView):
    """What the requester writes to a request."""

    permission_classes = [AllowAny]
    parser_classes = [JSONParser, MultiPartParser]

    @extend_schema(
        operation_id="write_to_ticket",
        parameters=[CODE],
        request=NewMessageSerializer,
        responses={201: MessageSerializer, **problems(400, 401, 403, 404, 409, 415)},
    )
    def post(self, request: Request, ticket_id: UUID) -> Response:
        ticket = _find(request, ticket_id)
        given = NewMessageSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        message = add_message(
            ticket,
            given.validated_data["body"],
            attachment=given.validated_data["attachments"],
            now=timezone.now(),
        )
        body = MessageSerializer(message, context={"request": request}).data
        return Response(body, status=status.HTTP_201_CREATED)


class TicketAppealView(APIView):
    """An objection to the end of a request: it opens again, with new clocks."""

    permission_classes = [AllowAny]

    @extend_schema(
        operation_id="object_to_ticket",
        parameters=[CODE],
        request=AppealSerializer,
        responses={201: TicketDetailSerializer, **problems(400, 401, 403, 404, 409, 415)},
    )
    def post(self, request: Request, ticket_id: UUID) -> Response:
        given = AppealSerializer(data=request.data)
        ticket = _find(request, ticket_id)
        given.is_valid(raise_exception=True)
        appeal(ticket, given.validated_data["body"], now=timezone.now())
        body = TicketDetailSerializer(_find(request, ticket_id), context={"request": request}).data
        return Response(body, status=status.HTTP_201_CREATED)


class TicketAttachmentView(APIView):
    """A file as it was sent, as a download."""

    permission_classes = [AllowAny]

    @extend_schema(
        operation_id="read_ticket_attachment",
        parameters=[CODE],
        responses={200: OpenApiTypes.BINARY, **problems(401, 403, 404, 410)},
    )
    def get(self, request: Request, ticket_id: UUID, attachment_id: UUID) -> HttpResponse:
        row = _find(request, ticket_id).attachments.filter(pk=attachment_id).first()
        if row is None:
            raise Refused("not_found", 404)
        return HttpResponse(read_attachment(row), headers=download_headers(row))


def _find(request: Request, ticket_id: UUID) -> Ticket:
    code = request.headers.get(CODE_HEADER, "")
    if not code and not request.user.is_authenticated:
        raise Refused("not_authenticated", 401)
    _require_scope(request)
    return find_ticket(ticket_id, person=request.user, code=code)


def _require_scope(request: Request) -> None:
    if request.user.is_authenticated and not has_scope(request, "tickets"):
        raise Refused("scope_missing", 403)
