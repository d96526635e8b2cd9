"""Sharing one portrait or clip: the warning, a new link, and the links there are."""

from typing import Any, ClassVar
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.generic import View

from portraits.forms import ShareForm
from portraits.models import Clip, Portrait, ShareLink
from portraits.selectors import clips_of, has_read_share_warning, links_of, portraits_of
from portraits.services.share_effect import NewShare, revoke_share, share_effect
from privacy.models.refusal import Refused
from privacy.policies.consents import SHARE_WARNING
from privacy.selectors.ways_out import sharing_ways


class OfPortrait(LoginRequiredMixin, View):
    """Pages about the links of one portrait."""

    jobs_of: ClassVar[Any] = staticmethod(portraits_of)
    page: ClassVar[str] = "share-portrait"
    revoke_page: ClassVar[str] = "revoke-share"

    def _job(self, job_id: UUID) -> Portrait | Clip:
        job: Portrait | Clip = get_object_or_404(self.jobs_of(self.request.user), pk=job_id)
        return job


class OfClip(OfPortrait):
    """Pages about the links of one clip."""

    jobs_of = staticmethod(clips_of)
    page = "share-clip"
    revoke_page = "revoke-clip-share"


class SharePortraitView(OfPortrait):
    """Shows a new link once, on the page that made it."""

    def get(self, request: HttpRequest, job_id: UUID) -> HttpResponse:
        return self._page(self._job(job_id), share_form(request.user))

    def post(self, request: HttpRequest, job_id: UUID) -> HttpResponse:
        job = self._job(job_id)
        form = share_form(request.user, request.POST)
        new = _shared(job, form) if form.is_valid() else None
        if new is None:
            return self._page(job, form)
        url = request.build_absolute_uri(reverse("shared", args=[new.secret]))
        shown = {"new": new.row, "new_url": url, "ways": sharing_ways(url)}
        return self._page(job, share_form(request.user), **shown)

    def _page(self, job: Portrait | Clip, form: ShareForm, **more: Any) -> HttpResponse:
        now = timezone.now()
        context = {
            "job": job,
            "now": now,
            "links": links_of(job, now),
            "revoke_page": self.revoke_page,
            **share_context(form, reverse(self.page, args=[job.pk])),
        }
        return render(self.request, "portraits/share.html", context | more)


class ShareClipView(OfClip, SharePortraitView):
    """The same for a clip."""


class RevokeShareView(OfPortrait):
    """Takes one link back."""

    def post(self, request: HttpRequest, job_id: UUID, share_id: UUID) -> HttpResponse:
        share = get_object_or_404(ShareLink.objects.to(self._job(job_id)), pk=share_id)
        revoke_share(share, now=timezone.now())
        messages.success(request, _("The link is taken back: it opens nothing any more."))
        return redirect(self.page, job_id)


class RevokeClipShareView(OfClip, RevokeShareView):
    """The same for a clip."""


def share_form(person: Any, given: Any = None) -> ShareForm:
    """This function will return the form of the dialog and of the page."""
    return ShareForm(given, is_warned=has_read_share_warning(person))


def share_context(form: ShareForm, action: str) -> dict[str, Any]:
    """This function will return what the form needs: itself, its address, the warning before it."""
    return {
        "share_form": form,
        "share_action": action,
        "share_warning": SHARE_WARNING.words(get_language()),
    }


def _shared(job: Portrait | Clip, form: ShareForm) -> NewShare | None:
    given = form.cleaned_data
    try:
        return share_effect(
            job,
            is_warned=given.get("acknowledged", False),
            days=given["days"] or None,
            method="page",
            now=timezone.now(),
        )
    except Refused as refused:
        form.add_error(None, str(refused))
        return None
