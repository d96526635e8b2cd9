"""What must be true before anything is done with a face, or a visit is counted."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from privacy.models.refusal import Refused
from privacy.registry.cookies import COUNTING_COOKIE, HOST_PREFIX
from privacy.selectors import has_accepted_current_policy, has_consent
from privacy.selectors.counting_choice import Choice, choice_in_cookie, choice_of_person


def require_current_policy(person: Any) -> None:
    """This function will stop whoever has not agreed to the policy in force.

    :raises Refused: `policy_outdated`, 403
    """
    if not has_accepted_current_policy(person):
        raise Refused("policy_outdated", 403)


def require_consent(person: Any, purpose: str) -> None:
    """This function will stop whoever has not agreed to the purpose.

    :raises Refused: `consent_required`, 403
    """
    if not has_consent(person, purpose):
        raise Refused("consent_required", 403)


def counting_choice_of(request: HttpRequest) -> Choice:
    """This function will say whether this visit may be counted, looked up once a request.

    Global Privacy Control is a no that somebody has given for all sites: it is not asked about.
    """
    if not hasattr(request, "counting_choice"):
        request.counting_choice = _counting_choice(request)  # type: ignore[attr-defined]
    choice: Choice = request.counting_choice  # type: ignore[attr-defined]
    return choice


def _counting_choice(request: HttpRequest) -> Choice:
    if has_privacy_signal(request):
        return Choice.NO
    if request.user.is_authenticated:
        return choice_of_person(request.user)
    return choice_in_cookie(request.COOKIES.get(counting_cookie_name(), ""))


def has_privacy_signal(request: HttpRequest) -> bool:
    """This function will say whether the browser sends Global Privacy Control."""
    return request.headers.get("Sec-GPC") == "1"


def counting_cookie_name() -> str:
    """This function will return the name under which a visitor's choice is kept."""
    return f"{HOST_PREFIX if settings.SESSION_COOKIE_SECURE else ''}{COUNTING_COOKIE}"
