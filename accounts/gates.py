"""What must be true of an account, and of a session, before something is done."""

import time
from typing import Any

from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.http import HttpRequest

from accounts.models import User
from accounts.selectors import has_second_factor
from privacy.models.refusal import Refused

MFA = "mfa"


def signed_in_person(request: Any) -> User:
    """This function will return who is signed in; the site has one kind of user.

    :raises Refused: `not_authenticated`, 401
    """
    if not isinstance(request.user, User):
        raise Refused("not_authenticated", 401)
    return request.user


def require_guardian_consent(person: Any) -> None:
    """This function will stop a child whose guardian has not agreed.

    :raises Refused: `guardian_required`, 403
    """
    if person.has_guardian_pending:
        raise Refused("guardian_required", 403)


def require_sharing(person: Any) -> None:
    """This function will stop whoever has sharing by link switched off, as minors have at first.

    :raises Refused: `sharing_off`, 403
    """
    if not person.is_sharing_on:
        raise Refused("sharing_off", 403)


def require_fresh_proof(request: HttpRequest) -> None:
    """This function will stop a session whose owner has not just shown who they are.

    With a second factor the factor itself must be fresh: whoever has the password may have no more
    than that.

    :raises Refused: `reauth_required`, 403
    """
    if not has_fresh_proof(request):
        raise Refused("reauth_required", 403)


def has_fresh_proof(request: HttpRequest) -> bool:
    """This function will say whether the strongest proof there is was given in the last minutes."""
    is_protected = has_second_factor(request.user)
    return _proven_within(request, settings.ACCOUNT_REAUTHENTICATION_TIMEOUT, only_mfa=is_protected)


def has_proven_factor(request: HttpRequest) -> bool:
    """This function will say whether the session holds a second factor, fresh enough for staff."""
    return _proven_within(request, settings.STAFF_FACTOR_AGE.total_seconds(), only_mfa=True)


def _proven_within(request: HttpRequest, seconds: float, *, only_mfa: bool) -> bool:
    records = get_authentication_records(request, request.user)
    since = time.time() - seconds
    return any(
        record.get("at", 0) >= since and (record.get("method") == MFA or not only_mfa)
        for record in records
    )
