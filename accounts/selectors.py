"""Reads only: what protects an account."""

from typing import Any

from allauth.mfa.models import Authenticator


def has_second_factor(person: Any) -> bool:
    """This function will say whether a passkey or an authenticator app protects the account."""
    factors = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
    return Authenticator.objects.filter(user_id=person.pk, type__in=factors).exists()
