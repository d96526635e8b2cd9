"""Templates and portraits for API clients; the pages use the same addresses."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import status
from rest_framework.generics import ListAPIView, RetrieveAPIView
from rest_framework.parsers import MultiPartParser
from rest_framework.permissions import AllowAny, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from portraits.api import answers
from portraits.api.serializers import (
    PhotoSubmissionSerializer,
    PortraitSerializer,
    TemplateSerializer,
)
from portraits.engine.ai_mark import mark_picture
from portraits.models import Portrait, Template
from portraits.selectors import (
    effect_bytes,
    portrait_of,
    portraits_of,
    search_templates,
)
from portraits.services.accept_photo import accept_photo
from portraits.services.end_effect import delete_effect
from privacy.api.permissions import HasScope


@extend_schema_view(
    get=extend_schema(
        parameters=[
            OpenApiParameter("q", str, description="words; never logged"),
            OpenApiParameter("kind", str, enum=Template.Kind.values),
            OpenApiParameter("category", str),
        ]
    )
)
class TemplatesView(ListAPIView[Template]):
    """The published templates."""

    authentication_classes: list[Any] = []
    permission_classes = [AllowAny]
    serializer_class = TemplateSerializer

    def get_queryset(self) -> Any:
        asked = self.request.query_params
        return search_templates(
            words=asked.get("q", ""), kind=asked.get("kind", ""), category=asked.get("category", "")
        )


class TemplateView(RetrieveAPIView[Template]):
    """One published template with the options it takes."""

    authentication_classes: list[Any] = []
    permission_classes = [AllowAny]
    serializer_class = TemplateSerializer
    queryset = Template.objects.published()
    lookup_field = "slug"


OWNER: list[Any] = [IsAuthenticated, HasScope("portraits")]


class PortraitsView(ListAPIView[Portrait]):
    """The caller's portraits; a posted photo starts one."""

    permission_classes = OWNER
    serializer_class = PortraitSerializer
    parser_classes = [MultiPartParser]

    def get_queryset(self) -> QuerySet[Portrait]:
        if getattr(self, "swagger_fake_view", False):
            return Portrait.objects.none()
        return portraits_of(self.request.user)

    @extend_schema(
        request={"multipart/form-data": PhotoSubmissionSerializer},
        parameters=[OpenApiParameter("Idempotency-Key", str, OpenApiParameter.HEADER)],
        responses={202: PortraitSerializer},
    )
    def post(self, request: Request) -> Response:
        serializer = PhotoSubmissionSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        portrait = accept_photo(
            owner=request.user,
            template_slug=serializer.validated_data["template"],
            photo=serializer.validated_data["photo"],
            options=serializer.validated_data["options"],
            face=serializer.validated_data.get("face"),
            plan=request._request.sealed_upload,  # type: ignore[attr-defined]
            idempotency=getattr(request._request, "idempotency", None),
            now=timezone.now(),
        )
        return answers.accepted(portrait, "api_portrait", request)


class PortraitView(APIView):
    """One portrait: how far it is; deleting it cancels it or removes it."""

    permission_classes = OWNER

    @extend_schema(responses=PortraitSerializer)
    def get(self, request: Request, portrait_id: UUID) -> Response:
        portrait = portrait_of(request.user, portrait_id)
        return Response(PortraitSerializer(portrait, context={"request": request}).data)

    @extend_schema(responses={204: None})
    def delete(self, request: Request, portrait_id: UUID) -> Response:
        delete_effect(portrait_of(request.user, portrait_id), now=timezone.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


class PortraitImageView(APIView):
    """The picture itself, verified whole before its first byte."""

    permission_classes = OWNER

    @extend_schema(
        parameters=[
            OpenApiParameter(
                "marked", bool, description="With the visible mark that shared pictures carry."
            )
        ],
        responses={(200, "image/jpeg"): OpenApiTypes.BINARY},
    )
    def get(self, request: Request, portrait_id: UUID) -> HttpResponse:
        portrait = portrait_of(request.user, portrait_id)
        jpeg = effect_bytes(portrait, timezone.now())
        if "marked" in request.query_params:
            jpeg = mark_picture(jpeg)
        name = f"portrait-{portrait.template.slug}.jpg"
        return answers.picture(jpeg, "image/jpeg", name, request)


class PortraitReceiptView(APIView):
    """The signed proof that the photo, or later the portrait, was deleted."""

    permission_classes = OWNER

    @extend_schema(
        parameters=[OpenApiParameter("of", str, enum=["upload", "effect"])],
        responses={(200, "application/json"): OpenApiTypes.OBJECT},
    )
    def get(self, request: Request, portrait_id: UUID) -> HttpResponse:
        return answers.receipt(portrait_of(request.user, portrait_id), request)
