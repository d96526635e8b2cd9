"""Cutouts for API clients; the page uses the same addresses."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import status
from rest_framework.generics import ListAPIView
from rest_framework.parsers import MultiPartParser
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from portraits.api import answers
from portraits.api.serializers import CutoutSerializer, CutoutSubmissionSerializer
from portraits.models import Cutout
from portraits.selectors import cutout_of, cutouts_of
from portraits.services.end_effect import delete_effect
from portraits.services.hand_over_cutout import hand_over_cutout
from portraits.services.submit_cutout import submit_cutout
from privacy.api.permissions import HasScope
from privacy.api.schema import problems

OWNER: list[Any] = [IsAuthenticated, HasScope("portraits")]


class CutoutsView(ListAPIView[Cutout]):
    """The caller's cutouts; a posted photo starts one."""

    permission_classes = OWNER
    serializer_class = CutoutSerializer
    parser_classes = [MultiPartParser]

    def get_queryset(self) -> Any:
        if getattr(self, "swagger_fake_view", False):
            return Cutout.objects.none()
        return cutouts_of(self.request.user)

    @extend_schema(
        request={"multipart/form-data": CutoutSubmissionSerializer},
        parameters=[OpenApiParameter("Idempotency-Key", str, OpenApiParameter.HEADER)],
        responses={202: CutoutSerializer, **problems(400, 401, 403, 409, 413, 415, 422, 429, 503)},
        description=(
            "Options: `format` (`png` or `webp`), `crop` (to the person). The cutout is deleted "
            "within a minute of being fetched, and 15 minutes after it exists if it is not."
        ),
    )
    def post(self, request: Request) -> Response:
        serializer = CutoutSubmissionSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        cutout = submit_cutout(
            owner=request.user,
            photo=serializer.validated_data["photo"],
            options=serializer.validated_data["options"],
            plan=request._request.sealed_upload,  # type: ignore[attr-defined]
            idempotency=getattr(request._request, "idempotency", None),
            now=timezone.now(),
        )
        return answers.accepted(cutout, "api_cutout", request)


class CutoutView(APIView):
    """One cutout: how far it is; deleting it cancels it or removes it."""

    permission_classes = OWNER

    @extend_schema(responses={200: CutoutSerializer, **problems(401, 403, 404)})
    def get(self, request: Request, cutout_id: UUID) -> Response:
        cutout = cutout_of(request.user, cutout_id)
        return Response(CutoutSerializer(cutout, context={"request": request}).data)

    @extend_schema(responses={204: None, **problems(401, 403, 404)})
    def delete(self, request: Request, cutout_id: UUID) -> Response:
        delete_effect(cutout_of(request.user, cutout_id), now=timezone.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


class CutoutImageView(APIView):
    """The person on transparent ground. From the first time on, its end is a minute away."""

    permission_classes = OWNER

    @extend_schema(
        responses={
            (200, "image/png"): OpenApiTypes.BINARY,
            (200, "image/webp"): OpenApiTypes.BINARY,
            **problems(401, 403, 404, 409, 410),
        }
    )
    def get(self, request: Request, cutout_id: UUID) -> HttpResponse:
        cutout = cutout_of(request.user, cutout_id)
        content = hand_over_cutout(cutout, now=timezone.now())
        kind = cutout.options["format"]
        return answers.picture(content, f"image/{kind}", f"cutout.{kind}", request)


class CutoutReceiptView(APIView):
    """The signed proof that the photo, or later the cutout, was deleted."""

    permission_classes = OWNER

    @extend_schema(
        parameters=[OpenApiParameter("of", str, enum=["upload", "effect"])],
        responses={(200, "application/json"): OpenApiTypes.OBJECT, **problems(401, 403, 404, 409)},
    )
    def get(self, request: Request, cutout_id: UUID) -> HttpResponse:
        return answers.receipt(cutout_of(request.user, cutout_id), request)
