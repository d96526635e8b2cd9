"""Clips for API clients; the page uses the same addresses."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseBase
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
from portraits.api.serializers import ClipSerializer, ClipSubmissionSerializer
from portraits.models import Clip
from portraits.ranges import video_answer
from portraits.selectors import clip_of, clips_of, reading_effect
from portraits.services.end_effect import delete_effect
from portraits.services.submit_clip import submit_clip
from privacy.api.permissions import HasScope
from privacy.api.schema import problems

OWNER: list[Any] = [IsAuthenticated, HasScope("portraits")]


class ClipsView(ListAPIView[Clip]):
    """The caller's clips; a posted video starts one."""

    permission_classes = OWNER
    serializer_class = ClipSerializer
    parser_classes = [MultiPartParser]

    def get_queryset(self) -> Any:
        if getattr(self, "swagger_fake_view", False):
            return Clip.objects.none()
        return clips_of(self.request.user)

    @extend_schema(
        request={"multipart/form-data": ClipSubmissionSerializer},
        parameters=[OpenApiParameter("Idempotency-Key", str, OpenApiParameter.HEADER)],
        responses={202: ClipSerializer, **problems(400, 401, 403, 409, 413, 415, 422, 429, 503)},
        description=(
            "MP4, MOV or WebM of at most 100 MB. Options: `start_ms`, `end_ms` (0: to the end; at "
            "most a minute is kept), `filter`, `strength`, `makeup`, `lips`, `blush`, `shadow`, "
            "`liner`, `lashes`, `brows`, `smoothing`, `prop`, `backdrop`, `sound`, `mark` (the "
            "visible words that say a computer made it). Your video is deleted as soon as the "
            "clip exists; the clip after ten days. Needs the consents `face_video` and "
            "`media_import`."
        ),
    )
    def post(self, request: Request) -> Response:
        serializer = ClipSubmissionSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        clip = submit_clip(
            owner=request.user,
            video=serializer.validated_data["clip"],
            options=serializer.validated_data["options"],
            plan=request._request.sealed_upload,  # type: ignore[attr-defined]
            idempotency=getattr(request._request, "idempotency", None),
            now=timezone.now(),
        )
        return answers.accepted(clip, "api_clip", request)


class ClipView(APIView):
    """One clip: how far it is; deleting it cancels it or removes it."""

    permission_classes = OWNER

    @extend_schema(responses={200: ClipSerializer, **problems(401, 403, 404)})
    def get(self, request: Request, clip_id: UUID) -> Response:
        clip = clip_of(request.user, clip_id)
        return Response(ClipSerializer(clip, context={"request": request}).data)

    @extend_schema(responses={204: None, **problems(401, 403, 404)})
    def delete(self, request: Request, clip_id: UUID) -> Response:
        delete_effect(clip_of(request.user, clip_id), now=timezone.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


class ClipFileView(APIView):
    """The finished clip, whole or the range that a player asks for."""

    permission_classes = OWNER

    @extend_schema(
        parameters=[OpenApiParameter("Range", str, OpenApiParameter.HEADER)],
        responses={
            (200, "video/mp4"): OpenApiTypes.BINARY,
            (206, "video/mp4"): OpenApiTypes.BINARY,
            **problems(401, 403, 404, 409, 410),
        },
    )
    def get(self, request: Request, clip_id: UUID) -> HttpResponseBase:
        opened = reading_effect(clip_of(request.user, clip_id), timezone.now())
        return video_answer(opened, "clip.mp4", request._request)


class ClipReceiptView(APIView):
    """The signed proof that the video, or later the clip, was deleted."""

    permission_classes = OWNER

    @extend_schema(
        parameters=[OpenApiParameter("of", str, enum=["upload", "effect"])],
        responses={(200, "application/json"): OpenApiTypes.OBJECT, **problems(401, 403, 404, 409)},
    )
    def get(self, request: Request, clip_id: UUID) -> HttpResponse:
        return answers.receipt(clip_of(request.user, clip_id), request)
