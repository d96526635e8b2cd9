"""What a person may ask about their own data: what is held, a copy of it, the end of it."""

from typing import Any
from uuid import UUID

from django.http import StreamingHttpResponse
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import generics, status
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.views import APIView

from accounts.api.me_serializers import (
    AccessSerializer,
    CancelSerializer,
    ErasureSerializer,
    ExportSerializer,
    HeldClassSerializer,
    ProofSerializer,
)
from accounts.archives import archive_answer
from accounts.services.cancel_account import cancel_account
from accounts.services.cancel_phrase import cancel_phrase, require_phrase
from accounts.services.prove_again import prove_again
from privacy.api.permissions import HasScope
from privacy.api.schema import problems
from privacy.models import LedgerEntry
from privacy.selectors.access_log import access_log_of
from privacy.selectors.erasures import erasure_by_secret
from privacy.selectors.inventory import consequences_of, inventory_of
from privacy.services.request_export import export_of, request_export

OWNER: list[Any] = [HasScope("account")]
PROOF_FIELDS = ("password", "code", "otp")


def _prove(request: Request, given: dict[str, Any]) -> None:
    proof = {name: given[name] for name in PROOF_FIELDS}
    prove_again(request._request, request.user, **proof)  # type: ignore[arg-type]


class MyDataView(APIView):
    """Every class of data that could hold something of the caller, from the register."""

    permission_classes = OWNER

    @extend_schema(operation_id="my_data", responses=HeldClassSerializer(many=True))
    def get(self, request: Request) -> Response:
        rows = HeldClassSerializer(inventory_of(request.user), many=True).data
        return Response({"count": len(rows), "next": None, "previous": None, "results": rows})


class AccessLogView(generics.ListAPIView[LedgerEntry]):
    """Who of the staff looked at the caller's data."""

    permission_classes = OWNER
    serializer_class = AccessSerializer

    def get_queryset(self) -> Any:
        if getattr(self, "swagger_fake_view", False):
            return LedgerEntry.objects.none()
        return access_log_of(self.request.user)


class ExportsView(APIView):
    """Ask for a copy of one's data."""

    permission_classes = OWNER

    @extend_schema(
        operation_id="request_export",
        request=ProofSerializer,
        responses={202: ExportSerializer, **problems(400, 403)},
    )
    def post(self, request: Request) -> Response:
        proof = ProofSerializer(data=request.data)
        proof.is_valid(raise_exception=True)
        _prove(request, proof.validated_data)
        export = request_export(request.user, now=timezone.now())
        body = ExportSerializer(export, context={"request": request}).data
        return Response(body, status=status.HTTP_202_ACCEPTED)


class ExportView(APIView):
    """One copy: how far it is."""

    permission_classes = OWNER

    @extend_schema(responses=ExportSerializer)
    def get(self, request: Request, export_id: UUID) -> Response:
        export = export_of(request.user, export_id)
        return Response(ExportSerializer(export, context={"request": request}).data)


class ExportDownloadView(APIView):
    """The archive itself, once."""

    permission_classes = OWNER

    @extend_schema(responses={(200, "application/zip"): OpenApiTypes.BINARY, **problems(409, 410)})
    def get(self, request: Request, export_id: UUID) -> StreamingHttpResponse:
        return archive_answer(export_of(request.user, export_id))


class CancelView(APIView):
    """What cancelling does, and cancelling."""

    permission_classes = OWNER

    @extend_schema(operation_id="cancel_consequences", responses={200: OpenApiTypes.OBJECT})
    def get(self, request: Request) -> Response:
        consequences = HeldClassSerializer(consequences_of(request.user), many=True).data
        return Response({"phrase": cancel_phrase(), "consequences": consequences})

    @extend_schema(
        operation_id="cancel_account",
        request=CancelSerializer,
        responses={202: OpenApiTypes.OBJECT, **problems(400, 403, 410)},
    )
    def post(self, request: Request) -> Response:
        given = CancelSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        require_phrase(given.validated_data["confirm"])
        _prove(request, given.validated_data)
        cancellation = cancel_account(request.user, now=timezone.now())  # type: ignore[arg-type]
        page = reverse("api_erasure", args=[cancellation.secret], request=request)
        answer = Response({"status_url": page}, status=status.HTTP_202_ACCEPTED)
        answer["Clear-Site-Data"] = '"cache", "cookies", "storage"'
        return answer


class ErasureView(APIView):
    """How far a cancellation is, for whoever has its secret; there is no account any more."""

    authentication_classes: list[Any] = []
    permission_classes = [AllowAny]

    @extend_schema(responses=ErasureSerializer)
    def get(self, _request: Request, secret: str) -> Response:
        return Response(ErasureSerializer(erasure_by_secret(secret)).data)
