"""What somebody with a link sees: the picture, who made it (a computer), and how to report it."""

from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.backends import share_address_hash
from portraits.engine.ai_mark import mark_picture
from portraits.models import Clip, Portrait
from portraits.ranges import video_answer
from portraits.selectors import effect_bytes, reading_effect
from portraits.services.open_share import open_share
from privacy.models.refusal import Refused

# Neither found by search engines nor kept by anybody on the way.
UNLISTED = {
    "X-Robots-Tag": "noindex, nofollow, noarchive, noimageindex",
    "Cache-Control": "private, no-store, max-age=0",
}


@require_safe
def shared(request: HttpRequest, secret: str) -> HttpResponseBase:
    """This function will show a shared portrait or clip, or that it is no longer shared.

    :raises Http404: for a link that never was
    """
    try:
        job = _opened(request, secret)
    except Refused as refused:
        return _refusal(request, refused)
    kind = "clip" if isinstance(job, Clip) else "portrait"
    context = {kind: job, "secret": secret}
    return _unlisted(render(request, f"portraits/shared_{kind}.html", context))


@require_safe
def shared_image(request: HttpRequest, secret: str) -> HttpResponseBase:
    """This function will return the file, marked as made by a computer, behind the page's gate.

    Every range of a clip passes the gate again, so that a link taken back ends what is playing.

    :raises Http404: for a link that never was
    """
    try:
        job = _opened(request, secret)
        answer = _clip(job, request) if isinstance(job, Clip) else _portrait(job)
    except Refused as refused:
        return _refusal(request, refused)
    return _unlisted(answer)


def _portrait(portrait: Portrait) -> HttpResponseBase:
    jpeg = mark_picture(effect_bytes(portrait, timezone.now()))
    answer = HttpResponse(jpeg, content_type="image/jpeg")
    answer["Content-Disposition"] = 'inline; filename="portrait.jpg"'
    return answer


def _clip(clip: Clip, request: HttpRequest) -> HttpResponseBase:
    return video_answer(reading_effect(clip, timezone.now()), "clip.mp4", request)


def _opened(request: HttpRequest, secret: str) -> Portrait | Clip:
    return open_share(secret, address_hash=share_address_hash(request), now=timezone.now())


def _refusal(request: HttpRequest, refused: Refused) -> HttpResponseBase:
    if refused.status == HTTPStatus.NOT_FOUND:
        raise Http404 from refused
    # Whoever saw misuse reports it after the end as well.
    context = {"sentence": refused, "is_shared": True}
    page = render(request, f"errors/{refused.status}.html", context, status=refused.status)
    if refused.retry_after is not None:
        page["Retry-After"] = str(refused.retry_after)
    return _unlisted(page)


def _unlisted(answer: HttpResponseBase) -> HttpResponseBase:
    for name, value in UNLISTED.items():
        answer[name] = value
    return answer
