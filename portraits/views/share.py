"""Sharing one portrait: the warning, a new link, and the links there are."""

from typing import Any
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
from portraits.models import Portrait
from portraits.selectors import has_read_share_warning, links_of, portraits_of, shares_of
from portraits.services.share_portrait import NewShare, revoke_share, share_portrait
from privacy.models.refusal import Refused
from privacy.policies.consents import SHARE_WARNING
from privacy.selectors.ways_out import sharing_ways


class SharePortraitView(LoginRequiredMixin, View):
    """Shows a new link once, on the page that made it."""

    def get(self, request: HttpRequest, portrait_id: UUID) -> HttpResponse:
        portrait = get_object_or_404(portraits_of(request.user), pk=portrait_id)
        return _page(request, portrait, share_form(request.user))

    def post(self, request: HttpRequest, portrait_id: UUID) -> HttpResponse:
        portrait = get_object_or_404(portraits_of(request.user), pk=portrait_id)
        form = share_form(request.user, request.POST)
        new = _shared(portrait, form) if form.is_valid() else None
        if new is None:
            return _page(request, portrait, form)
        url = request.build_absolute_uri(reverse("shared", args=[new.secret]))
        shown = {"new": new.row, "new_url": url, "ways": sharing_ways(url)}
        return _page(request, portrait, share_form(request.user), **shown)


class RevokeShareView(LoginRequiredMixin, View):
    """Takes one link back."""

    def post(self, request: HttpRequest, portrait_id: UUID, share_id: UUID) -> HttpResponse:
        share = get_object_or_404(shares_of(request.user, portrait_id), pk=share_id)
        revoke_share(share, now=timezone.now())
        messages.success(request, _("The link is taken back: it opens nothing any more."))
        return redirect("share-portrait", portrait_id)


def share_form(person: Any, given: Any = None) -> ShareForm:
    """This function will return the form of the dialog and of the page."""
    return ShareForm(given, is_warned=has_read_share_warning(person))


def share_context(form: ShareForm) -> dict[str, Any]:
    """This function will return what the form needs: itself, and the warning before it."""
    return {"share_form": form, "share_warning": SHARE_WARNING.words(get_language())}


def _shared(portrait: Portrait, form: ShareForm) -> NewShare | None:
    given = form.cleaned_data
    try:
        return share_portrait(
            portrait,
            is_warned=given.get("acknowledged", False),
            days=given["days"] or None,
            method="page",
            now=timezone.now(),
        )
    except Refused as refused:
        form.add_error(None, str(refused))
        return None


def _page(request: HttpRequest, portrait: Portrait, form: ShareForm, **more: Any) -> HttpResponse:
    now = timezone.now()
    context = {"portrait": portrait, "now": now, "links": links_of(portrait, now), **more}
    return render(request, "portraits/share.html", context | share_context(form))
