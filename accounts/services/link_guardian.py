"""Tie a child's account to the person who has to agree first."""

import hashlib
import secrets
from datetime import datetime

from accounts.models import GuardianLink, User
from privacy.encryption import seal_field

GUARDIAN_CONTEXT = "accounts.guardian_link.address"


def link_guardian(child: User, guardian_email: str, *, now: datetime) -> GuardianLink:
    """This function will record whose agreement is awaited; the address is sealed."""
    return GuardianLink.objects.create(
        child=child,
        sealed_address=seal_field(guardian_email, context=GUARDIAN_CONTEXT),
        secret_sha256=hashlib.sha256(secrets.token_bytes(32)).hexdigest(),
        created_at=now,
    )
