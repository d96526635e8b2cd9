"""Accounts and personal access tokens for API clients."""

from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import get_language
from drf_spectacular.utils import extend_schema
from rest_framework import generics, status
from rest_framework.permissions import AllowAny, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api.serializers import (
    AccountSerializer,
    CredentialsSerializer,
    NewTokenSerializer,
    RegistrationSerializer,
    TokenSerializer,
)
from accounts.backends import signup_address_hash
from accounts.gates import signed_in_person
from accounts.models import ApiToken
from accounts.services.count_signup import require_signup_room
from accounts.services.create_token import create_token
from accounts.services.prove_identity import prove_identity
from accounts.services.register_user import register_user
from accounts.services.revoke_token import revoke_token
from privacy.api.permissions import HasScope, has_scope
from privacy.api.schema import problems
from privacy.models.refusal import Refused


class AccountsView(APIView):
    """Become a member."""

    permission_classes = [AllowAny]

    @extend_schema(
        operation_id="register",
        request=RegistrationSerializer,
        responses={201: AccountSerializer, **problems(400, 409, 415, 429)},
    )
    def post(self, request: Request) -> Response:
        now, address_hash = timezone.now(), signup_address_hash(request._request)
        require_signup_room(address_hash, now=now)
        application = RegistrationSerializer(data=request.data)
        application.is_valid(raise_exception=True)
        user = register_user(
            **application.validated_data,
            locale=get_language() or "en",
            now=now,
            address_hash=address_hash,
        )
        return Response(AccountSerializer(user).data, status=status.HTTP_201_CREATED)


class TokensView(generics.ListAPIView[ApiToken]):
    """The caller's tokens, and a new one for whoever has the password."""

    serializer_class = TokenSerializer

    def get_permissions(self) -> list[Any]:
        return [AllowAny()] if self.request.method == "POST" else [HasScope("account")]

    def get_queryset(self) -> Any:
        if getattr(self, "swagger_fake_view", False):
            return ApiToken.objects.none()
        mine = ApiToken.objects.live(timezone.now()).filter(person=signed_in_person(self.request))
        return mine.order_by("-created_at")

    @extend_schema(operation_id="list_tokens", responses={200: TokenSerializer(many=True)})
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().get(request, *args, **kwargs)

    @extend_schema(
        operation_id="create_token",
        request=CredentialsSerializer,
        responses={201: NewTokenSerializer, **problems(400, 401, 403, 415, 429)},
    )
    def post(self, request: Request) -> Response:
        credentials = CredentialsSerializer(data=request.data)
        credentials.is_valid(raise_exception=True)
        given = credentials.validated_data
        person = prove_identity(
            request._request, email=given["email"], password=given["password"], otp=given["otp"]
        )
        new = create_token(person, scopes=given["scopes"], name=given["name"], now=timezone.now())
        body = {
            "id": new.row.id,
            "token": new.secret,
            "expires_at": new.row.expires_at,
            "scopes": new.row.scopes,
        }
        return Response(NewTokenSerializer(body).data, status=status.HTTP_201_CREATED)


class TokenView(APIView):
    """One token of the caller's."""

    permission_classes = [IsAuthenticated]

    @extend_schema(operation_id="revoke_token", responses={204: None, **problems(401, 403, 404)})
    def delete(self, request: Request, token_id: UUID) -> Response:
        # A token may always end itself; to end another it needs the scope.
        is_itself = getattr(request.auth, "id", None) == token_id
        if not (is_itself or has_scope(request, "account")):
            raise Refused("scope_missing", 403)
        revoke_token(signed_in_person(request), token_id)
        return Response(status=status.HTTP_204_NO_CONTENT)
