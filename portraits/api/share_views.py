"""Links under which others see a portrait or a clip: make one, list them, take one back."""

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
from portraits.selectors import clip_of, links_of, portrait_of, share_of
from portraits.services.share_effect import revoke_share, share_effect
from privacy.api.permissions import HasScope
from privacy.api.schema import problems
from privacy.policies.consents import SHARE_WARNING

OWNER: list[Any] = [IsAuthenticated, HasScope("portraits")]


class SharesView(ListAPIView[ShareLink]):
    """The links of one portrait that open it now."""

    permission_classes = OWNER
    serializer_class = ShareSerializer
    find: Any = staticmethod(portrait_of)

    def get_queryset(self) -> Any:
        if getattr(self, "swagger_fake_view", False):
            return ShareLink.objects.none()
        return links_of(self.find(self.request.user, self.kwargs["job_id"]), timezone.now())

    @extend_schema(
        request=NewShareSerializer,
        responses={201: ShareSerializer, **problems(400, 401, 403, 404, 409, 410)},
        description=SHARE_WARNING.texts["en"],
    )
    def post(self, request: Request, job_id: UUID) -> Response:
        job = self.find(request.user, job_id)
        given = NewShareSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        new = share_effect(
            job,
            is_warned=given.validated_data["acknowledged"],
            days=given.validated_data.get("days"),
            method="api",
            now=timezone.now(),
        )
        url = reverse("shared", args=[new.secret], request=request)
        row = ShareSerializer(new.row).data | {"url": url}
        return Response(row, status=status.HTTP_201_CREATED)


class ClipSharesView(SharesView):
    """The links of one clip that open it now."""

    find = staticmethod(clip_of)


class ShareView(APIView):
    """One link to a portrait."""

    permission_classes = OWNER
    find: Any = staticmethod(portrait_of)

    @extend_schema(responses={204: None, **problems(401, 403, 404)})
    def delete(self, request: Request, job_id: UUID, share_id: UUID) -> Response:
        share = share_of(self.find(request.user, job_id), share_id)
        revoke_share(share, now=timezone.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


class ClipShareView(ShareView):
    """One link to a clip."""

    find = staticmethod(clip_of)
