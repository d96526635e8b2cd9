"""Announcements for everybody, the notice of an incident, and the link that ends offers."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe
from django.views.generic import TemplateView

from privacy.models import Announcement
from privacy.models.refusal import Refused
from privacy.selectors.announcements import (
    announcement_for,
    open_announcements,
    past_announcements,
)
from privacy.selectors.incidents import notice_for, notice_lines
from privacy.services.announcements.unsubscribe import (
    person_of,
    unsubscribe,
    unsubscribe_path,
)
from privacy.services.give_notice import mark_shown


class AnnouncementsView(TemplateView):
    """What is announced now, and what was before."""

    template_name = "privacy/announcements.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        now = timezone.now()
        return super().get_context_data(
            open=open_announcements(now), past=past_announcements(now), **kwargs
        )


@require_safe
def announcement(request: HttpRequest, announcement_id: UUID) -> HttpResponse:
    """This function will show one announcement; an offer only to whoever was sent it."""
    found = announcement_for(request.user, announcement_id, timezone.now())
    if found is None:
        raise Http404
    is_offer = found.kind == Announcement.Kind.PROMO
    path = unsubscribe_path(request.user) if is_offer else ""
    context = {"announcement": found, "unsubscribe_path": path}
    return render(request, "privacy/announcement.html", context)


@login_required
@require_safe
def incident(request: HttpRequest, incident_id: UUID) -> HttpResponse:
    """This function will show the notice of an incident to whom it touched, and to nobody else."""
    notice = notice_for(request.user, incident_id, get_language() or "en")
    if notice is None:
        raise Http404
    mark_shown(request.user, now=timezone.now())
    context = {"notice": notice, "lines": notice_lines(notice)}
    return render(request, "privacy/incident.html", context)


# The mail program presses this button itself (RFC 8058) and has no cookie; the signed address is
# the proof that the press belongs to an offer of ours.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def end_offers(request: HttpRequest, token: str) -> HttpResponse:
    """This function will ask with one button, and end news and offers when it is pressed."""
    try:
        if request.method == "POST":
            unsubscribe(token, now=timezone.now())
        else:
            person_of(token)
    except Refused as unknown:
        raise Http404 from unknown
    return render(request, "privacy/unsubscribe.html", {"is_done": request.method == "POST"})
