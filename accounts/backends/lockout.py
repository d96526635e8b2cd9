"""Failed sign-ins, as axes counts them: by keyed name and address, never by a name alone."""

from collections.abc import Mapping
from typing import Any

from axes.models import AccessAttempt
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from accounts.backends.addresses import client_address
from accounts.services.mark_name import mark_name
from privacy.api.problems import Problem
from privacy.models.refusal import explain

NAME_FIELDS = ("username", "email", "login")


def axes_username(request: HttpRequest, credentials: Mapping[str, Any] | None = None) -> str | None:
    """This function will return the mark under which failed sign-ins are counted: no address."""
    given = credentials or getattr(request, "POST", {})
    name = next((given[field] for field in NAME_FIELDS if given.get(field)), None)
    return None if name is None else mark_name(str(name))


def lockout_response(
    request: HttpRequest,
    original_response: HttpResponse | None = None,
    credentials: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """This function will answer an attempt that was not even looked at: 429 and when to return.

    The attempt that fills the count was looked at, and keeps its own answer.
    """
    was_looked_at = getattr(request, "axes_failures_since_start", None) is not None
    if was_looked_at and original_response is not None:
        return original_response
    wait = str(_lock_left_s(request, credentials))
    if request.path_info.startswith("/api/"):
        return Problem("too_many_attempts", 429, headers={"Retry-After": wait}).response()
    page = render(
        request,
        "errors/429.html",
        {"code": "too_many_attempts", "sentence": explain("too_many_attempts")},
        status=429,
    )
    page["Retry-After"] = wait
    return page


def _lock_left_s(request: HttpRequest, credentials: Mapping[str, Any] | None) -> int:
    attempts = AccessAttempt.objects.filter(
        username=axes_username(request, credentials), ip_address=client_address(request)
    )
    last = attempts.order_by("-attempt_time").values_list("attempt_time", flat=True).first()
    if last is None:
        return int(settings.AXES_COOLOFF_TIME.total_seconds())
    left = last + settings.AXES_COOLOFF_TIME - timezone.now()
    return max(1, int(left.total_seconds()) + 1)
