"""One portrait, from the moment the photo was sent to long after the portrait has gone."""

from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import DetailView, View

from portraits.models import Portrait, Template
from portraits.selectors import clips_of, links_of, portraits_of
from portraits.services.end_effect import delete_effect
from portraits.views.share import share_context, share_form
from privacy.models.refusal import sentences_of
from privacy.selectors import receipt_of

OTHER_TEMPLATES = 8


class PortraitView(LoginRequiredMixin, DetailView[Portrait]):
    """What can be seen and done depends on how far the portrait is."""

    template_name = "portraits/portrait.html"
    context_object_name = "portrait"
    pk_url_kwarg = "portrait_id"

    def get_queryset(self) -> Any:
        return portraits_of(self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        now = timezone.now()
        portrait = self.object
        others = Template.objects.published().exclude(pk=portrait.template_id)
        return super().get_context_data(
            now=now,
            status=status_at(portrait, now),
            is_unfinished=portrait.status in Portrait.UNFINISHED,
            error_sentences=sentences_of(portrait.error_code) if portrait.error_code else (),
            has_photo_receipt=receipt_of(portrait.upload_object) is not None,
            has_portrait_receipt=receipt_of(portrait.ended_effect_object) is not None,
            photo_outlived=_photo_outlived(portrait),
            others=others[:OTHER_TEMPLATES],
            link_count=links_of(portrait, now).count(),
            **share_context(
                share_form(self.request.user), reverse("share-portrait", args=[portrait.pk])
            ),
            **kwargs,
        )


def status_at(portrait: Portrait, now: datetime) -> str:
    """This function will return the status; past its end a portrait has expired, purge or not."""
    is_over = portrait.expires_at is not None and portrait.expires_at <= now
    if portrait.status == Portrait.Status.READY and is_over:
        return Portrait.Status.EXPIRED
    return portrait.status


def _photo_outlived(portrait: Portrait) -> float | None:
    """Seconds for which the photo outlived its portrait, or its failed job."""
    done_at = portrait.ready_at or portrait.ended_at
    if portrait.upload_deleted_at is None or done_at is None:
        return None
    return max(0.0, (portrait.upload_deleted_at - done_at).total_seconds())


class DeletePortraitView(LoginRequiredMixin, View):
    """Asks once, then deletes: the portrait, or the job with its photo."""

    jobs_of: ClassVar[Any] = staticmethod(portraits_of)

    def get(self, request: HttpRequest, job_id: UUID) -> HttpResponse:
        job = get_object_or_404(self.jobs_of(request.user), pk=job_id)
        return render(request, "portraits/delete.html", {"job": job})

    def post(self, request: HttpRequest, job_id: UUID) -> HttpResponse:
        job = get_object_or_404(self.jobs_of(request.user), pk=job_id)
        delete_effect(job, now=timezone.now())
        return self._done(job)

    def _done(self, portrait: Any) -> HttpResponse:
        messages.success(self.request, _("It is deleted. The receipt stands below."))
        return redirect("portrait", portrait.pk)


class DeleteClipView(DeletePortraitView):
    """The same for a clip, whose receipts stand among those of what has gone."""

    jobs_of = staticmethod(clips_of)

    def _done(self, _clip: Any) -> HttpResponse:
        messages.success(self.request, _("It is deleted. The receipt stands below."))
        return redirect(f"{reverse('portraits')}?show=ended#clips")
