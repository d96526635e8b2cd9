"""The caller's own account: read it, change what one may change."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api.serializers import ProfileChangesSerializer, ProfileSerializer
from accounts.gates import signed_in_person
from accounts.services.update_profile import update_profile
from privacy.api.permissions import HasScope
from privacy.api.schema import problems


class MeView(APIView):
    """The account behind the token."""

    permission_classes: list[Any] = [IsAuthenticated, HasScope("account")]

    @extend_schema(operation_id="read_me", responses={200: ProfileSerializer, **problems(401, 403)})
    def get(self, request: Request) -> Response:
        return Response(ProfileSerializer(signed_in_person(request)).data)

    @extend_schema(
        operation_id="change_me",
        request=ProfileChangesSerializer,
        responses={200: ProfileSerializer, **problems(400, 401, 403, 415)},
    )
    def patch(self, request: Request) -> Response:
        changes = ProfileChangesSerializer(data=request.data)
        changes.is_valid(raise_exception=True)
        person = update_profile(signed_in_person(request), **changes.validated_data)
        return Response(ProfileSerializer(person).data)
