"""The page where a video gets a look: chosen, cut and seen in the browser, made on the server."""

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views import View

from portraits.forms import ConsentForm
from portraits.gates import CLIP_BYTES
from portraits.models import Clip
from portraits.selectors import clips_of
from portraits.views.camera import live_looks
from portraits.views.consent import give_consent, photo_context
from privacy.models.refusal import Refused, sentences_of
from privacy.selectors.heartbeats import is_alive

PURPOSES = (Clip.PURPOSE, *Clip.FURTHER_PURPOSES)


class ClipsView(View):
    """The video, what is put on it, and the clips that are there already."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return _show(request)


class GiveClipConsentView(LoginRequiredMixin, View):
    """The answer to one of the two questions that stand before the first clip."""

    def get(self, _request: HttpRequest, purpose: str) -> HttpResponse:
        return redirect("clips")

    def post(self, request: HttpRequest, purpose: str) -> HttpResponse:
        if purpose not in PURPOSES:
            raise Http404
        form = ConsentForm(request.POST)
        if not form.is_valid():
            return _show(request, form=form)
        try:
            give_consent(request, purpose, form)
        except Refused as refused:
            return _show(request, refused=refused)
        return redirect("clips")


def _show(
    request: HttpRequest, *, refused: Refused | None = None, form: ConsentForm | None = None
) -> HttpResponse:
    context = photo_context(request, *PURPOSES, refused=refused, form=form)
    now = timezone.now()
    if not context["obstacle"]:
        context |= live_looks() | {
            "has_plain_backdrops": True,
            "clips": clips_of(request.user).on_show(now),
            "now": now,
            "clip_bytes": CLIP_BYTES,
            "are_late": not is_alive(Clip.QUEUE, now),
            "too_large_sentences": sentences_of("too_large", about="clip"),
            "no_video_sentences": sentences_of("unsupported_format", about="clip"),
        }
    status = refused.status if refused else 200
    return render(request, "portraits/clips.html", context, status=status)
