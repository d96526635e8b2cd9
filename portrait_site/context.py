"""What every page's template may use."""

from functools import partial
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from privacy.gates import counting_choice_of
from privacy.models.refusal import Refused
from privacy.selectors import current_policy
from privacy.selectors.counting_choice import Choice


def site(request: HttpRequest) -> dict[str, Any]:
    """This function will return the site's name, the reader's language, the policy in force."""
    language = get_language() or settings.LANGUAGE_CODE
    return {
        "site_name": settings.SITE_NAME,
        "language": language,
        "policy_version": _policy_version(language),
        # Asked by the template alone: an answer made early may have no session yet.
        "is_counting_asked": partial(_is_counting_asked, request),
    }


def _is_counting_asked(request: HttpRequest) -> bool:
    return hasattr(request, "user") and counting_choice_of(request) is Choice.PENDING


def _policy_version(language: str) -> str:
    try:
        return current_policy(language).version
    except Refused:
        return ""
