"""Shapes of the accounts part of the API."""

from typing import Any, ClassVar

from django.conf import settings
from rest_framework import serializers

from accounts.models import ApiToken, User
from privacy.api.serializers import StrictSerializer

# Far above any password there can be; the rule about 128 has words of its own.
LONGEST_TEXT = 1_000


class _Secret(serializers.CharField):
    """Taken exactly as typed and never shown again."""

    def __init__(self, **options: Any) -> None:
        super().__init__(trim_whitespace=False, write_only=True, max_length=LONGEST_TEXT, **options)


class RegistrationSerializer(StrictSerializer):
    """What is asked of somebody who wants an account."""

    email = serializers.CharField(max_length=254)
    password = _Secret()
    birth_date = serializers.DateField()
    guardian_email = serializers.CharField(
        max_length=254, required=False, allow_blank=True, allow_null=True, default=None
    )
    accept_policy = serializers.CharField(max_length=16)


class AccountSerializer(serializers.Serializer[Any]):
    """What became of it."""

    email = serializers.EmailField()
    state = serializers.ChoiceField(choices=User.State.choices)


class CredentialsSerializer(StrictSerializer):
    """Who somebody is, and what the token is for."""

    email = serializers.CharField(max_length=254)
    password = _Secret()
    otp = serializers.CharField(max_length=32, required=False, default="", allow_blank=True)
    name = serializers.CharField(max_length=64, required=False, default="", allow_blank=True)
    scopes = serializers.ListField(
        child=serializers.ChoiceField(choices=ApiToken.Scope.choices),
        required=False,
        allow_empty=False,
        default=None,
    )

    def validate_scopes(self, scopes: list[str] | None) -> list[str] | None:
        return None if scopes is None else sorted(set(scopes))


class NewTokenSerializer(serializers.Serializer[Any]):
    """A token, this once."""

    id = serializers.UUIDField()
    token = serializers.CharField()
    expires_at = serializers.DateTimeField()
    scopes = serializers.ListField(child=serializers.ChoiceField(choices=ApiToken.Scope.choices))


class TokenSerializer(serializers.ModelSerializer[ApiToken]):
    """A token without its secret."""

    class Meta:
        model = ApiToken
        fields: ClassVar = ["id", "name", "scopes", "created_at", "expires_at", "last_used_at"]
        read_only_fields = fields


class ProfileSerializer(serializers.ModelSerializer[User]):
    """The caller's account."""

    class Meta:
        model = User
        fields: ClassVar = [
            "email",
            "state",
            "age_band",
            "locale",
            "is_sharing_on",
            "date_joined",
        ]
        read_only_fields = fields


class ProfileChangesSerializer(StrictSerializer):
    """What may be changed; the address changes in Settings, where the password is asked."""

    locale = serializers.ChoiceField(choices=settings.LANGUAGES, required=False)
    is_sharing_on = serializers.BooleanField(required=False)
