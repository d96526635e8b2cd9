"""Tie a child's account to the person who has to agree first, and write to that person."""

import hashlib
import secrets
from datetime import datetime

from accounts.models import GuardianLink, User
from accounts.services.queue_mail import queue_link_mail
from privacy.encryption import open_field, seal_field

GUARDIAN_CONTEXT = "accounts.guardian_link.address"


def link_guardian(child: User, guardian_email: str, *, now: datetime) -> GuardianLink:
    """This function will record whose agreement is awaited; the address is sealed."""
    return GuardianLink.objects.create(
        child=child,
        sealed_address=seal_field(guardian_email, context=GUARDIAN_CONTEXT),
        secret_sha256=hash_link_secret(_new_secret()),
        created_at=now,
    )


def invite_guardian(child: User, *, now: datetime) -> None:
    """This function will have the letter sent; the seven days run from the first one."""
    for link in child.guardian_links.filter(state=GuardianLink.State.INVITED):
        GuardianLink.objects.filter(pk=link.pk, invited_at=None).update(invited_at=now)
        queue_link_mail("accounts.invite_guardian", link)


def renew_link_secret(link: GuardianLink) -> str:
    """This function will return a fresh secret for the guardian's page; an older one ends.

    Made only when the letter is written: no queue and no log ever holds it.
    """
    secret = _new_secret()
    GuardianLink.objects.filter(pk=link.pk).update(secret_sha256=hash_link_secret(secret))
    return secret


def find_guardian_link(secret: str) -> GuardianLink | None:
    """This function will return the link that a secret opens, with the child."""
    found = GuardianLink.objects.select_related("child")
    return found.filter(secret_sha256=hash_link_secret(secret)).first()


def guardian_address(link: GuardianLink) -> str:
    """This function will return the guardian's address in clear."""
    return open_field(bytes(link.sealed_address), context=GUARDIAN_CONTEXT)


def hash_link_secret(secret: str) -> str:
    """This function will return what is stored of a link's secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def _new_secret() -> str:
    return secrets.token_urlsafe(32)
