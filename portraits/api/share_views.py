"""Links under which others see a portrait: make one, list them, take one back."""

from typing import Any
from uuid import UUID

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.generics import ListAPIView
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.views import APIView

from portraits.api.serializers import NewShareSerializer, ShareSerializer
from portraits.models import ShareLink
from portraits.selectors import links_of, portrait_of, share_of
from portraits.services.share_portrait import revoke_share, share_portrait
from privacy.api.permissions import HasScope
from privacy.api.schema import problems
from privacy.policies.consents import SHARE_WARNING

OWNER: list[Any] = [IsAuthenticated, HasScope("portraits")]


class SharesView(ListAPIView[ShareLink]):
    """The links of one portrait that open it now."""

    permission_classes = OWNER
    serializer_class = ShareSerializer

    def get_queryset(self) -> Any:
        if getattr(self, "swagger_fake_view", False):
            return ShareLink.objects.none()
        return links_of(portrait_of(self.request.user, self.kwargs["portrait_id"]), timezone.now())

    @extend_schema(
        request=NewShareSerializer,
        responses={201: ShareSerializer, **problems(400, 401, 403, 404, 409, 410)},
        description=SHARE_WARNING.texts["en"],
    )
    def post(self, request: Request, portrait_id: UUID) -> Response:
        portrait = portrait_of(request.user, portrait_id)
        given = NewShareSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        new = share_portrait(
            portrait,
            is_warned=given.validated_data["acknowledged"],
            days=given.validated_data.get("days"),
            method="api",
            now=timezone.now(),
        )
        url = reverse("shared", args=[new.secret], request=request)
        row = ShareSerializer(new.row).data | {"url": url}
        return Response(row, status=status.HTTP_201_CREATED)


class ShareView(APIView):
    """One link."""

    permission_classes = OWNER

    @extend_schema(responses={204: None, **problems(401, 403, 404)})
    def delete(self, request: Request, portrait_id: UUID, share_id: UUID) -> Response:
        revoke_share(share_of(request.user, portrait_id, share_id), now=timezone.now())
        return Response(status=status.HTTP_204_NO_CONTENT)
