"""What somebody with a link sees: the portrait, who made it (a computer), and how to report it."""

from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.backends import share_address_hash
from portraits.engine.ai_mark import mark_picture
from portraits.models import Portrait
from portraits.selectors import effect_bytes
from portraits.services.open_share import open_share
from privacy.models.refusal import Refused

# Neither found by search engines nor kept by anybody on the way.
UNLISTED = {
    "X-Robots-Tag": "noindex, nofollow, noarchive, noimageindex",
    "Cache-Control": "private, no-store, max-age=0",
}


@require_safe
def shared(request: HttpRequest, secret: str) -> HttpResponse:
    """This function will show a shared portrait, or that it is no longer shared.

    :raises Http404: for a link that never was
    """
    try:
        portrait = _opened(request, secret)
    except Refused as refused:
        return _refusal(request, refused)
    context = {"portrait": portrait, "secret": secret}
    return _unlisted(render(request, "portraits/shared.html", context))


@require_safe
def shared_image(request: HttpRequest, secret: str) -> HttpResponse:
    """This function will return the picture, marked as made by a computer, behind the page's gate.

    :raises Http404: for a link that never was
    """
    try:
        jpeg = mark_picture(effect_bytes(_opened(request, secret), timezone.now()))
    except Refused as refused:
        return _refusal(request, refused)
    answer = HttpResponse(jpeg, content_type="image/jpeg")
    answer["Content-Disposition"] = 'inline; filename="portrait.jpg"'
    return _unlisted(answer)


def _opened(request: HttpRequest, secret: str) -> Portrait:
    return open_share(secret, address_hash=share_address_hash(request), now=timezone.now())


def _refusal(request: HttpRequest, refused: Refused) -> HttpResponse:
    if refused.status == HTTPStatus.NOT_FOUND:
        raise Http404 from refused
    context = {"sentence": refused}
    page = render(request, f"errors/{refused.status}.html", context, status=refused.status)
    if refused.retry_after is not None:
        page["Retry-After"] = str(refused.retry_after)
    return _unlisted(page)


def _unlisted(answer: HttpResponse) -> HttpResponse:
    for name, value in UNLISTED.items():
        answer[name] = value
    return answer
