"""The button that puts notices away."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from privacy.services.dismiss_notices import dismiss_notices


@login_required
@require_POST
def dismiss(request: HttpRequest) -> HttpResponse:
    """This function will mark the notices named as read and go back to the page."""
    named = [_as_id(text) for text in request.POST.getlist("notice")]
    dismiss_notices(request.user, [one for one in named if one], now=timezone.now())
    return redirect(_page_before(request))


def _as_id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _page_before(request: HttpRequest) -> str:
    asked = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(asked, allowed_hosts={request.get_host()})
    return asked if is_ours else "home"
