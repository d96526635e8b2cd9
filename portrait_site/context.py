"""What every page's template may use."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from privacy.models.refusal import Refused
from privacy.selectors import current_policy


def site(_request: HttpRequest) -> dict[str, Any]:
    """This function will return the site's name, the reader's language, the policy in force."""
    language = get_language() or settings.LANGUAGE_CODE
    return {
        "site_name": settings.SITE_NAME,
        "language": language,
        "policy_version": _policy_version(language),
    }


def _policy_version(language: str) -> str:
    try:
        return current_policy(language).version
    except Refused:
        return ""
