"""Reads only: what protects an account, and who speaks for it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from allauth.mfa.models import Authenticator

from accounts.models import GuardianLink


def has_second_factor(person: Any) -> bool:
    """This function will say whether a passkey or an authenticator app protects the account."""
    factors = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
    return Authenticator.objects.filter(user_id=person.pk, type__in=factors).exists()


def is_guardian_of(reference: str, child: Any, _now: datetime) -> bool:
    """This function will say whether the link is an active one, to exactly this child."""
    try:
        number = UUID(reference)
    except ValueError:
        return False
    active = GuardianLink.objects.filter(state=GuardianLink.State.CONSENTED, child=child)
    return active.filter(pk=number).exists()
