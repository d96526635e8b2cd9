"""A person's portraits and clips: those there, those that ended, and all of them in one file."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, StreamingHttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET
from django.views.generic import ListView

from portraits.models import Portrait
from portraits.models.job import JobQuerySet
from portraits.selectors import clips_of, portraits_of
from portraits.services.save_all import zip_effects


class GalleryView(LoginRequiredMixin, ListView[Portrait]):
    """What hangs on the wall, with the time left; `?show=ended` is what has gone."""

    template_name = "portraits/gallery.html"
    context_object_name = "portraits"
    paginate_by = 24

    def get_queryset(self) -> Any:
        return self._chosen(portraits_of(self.request.user))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        clips, portraits = clips_of(self.request.user), portraits_of(self.request.user)
        context = super().get_context_data(
            is_of_ended=self._is_of_ended(),
            ready_count=sum(jobs.servable(self._now).count() for jobs in (portraits, clips)),
            now=self._now,
            **kwargs,
        )
        # Clips are few: all of them stand on the first page.
        is_first = context["page_obj"].number == 1
        return context | {"clips": self._chosen(clips) if is_first else clips.none()}

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self._now = timezone.now()

    def _chosen(self, jobs: JobQuerySet[Any]) -> JobQuerySet[Any]:
        shown = jobs.on_show(self._now)
        return jobs.exclude(pk__in=shown.values("pk")) if self._is_of_ended() else shown

    def _is_of_ended(self) -> bool:
        return self.request.GET.get("show") == "ended"


@login_required
@require_GET
def save_all(request: HttpRequest) -> StreamingHttpResponse:
    """This function will send all portraits and clips of the person in one ZIP."""
    pieces = zip_effects(request.user, now=timezone.now())
    answer = StreamingHttpResponse(pieces, content_type="application/zip")
    answer["Content-Disposition"] = 'attachment; filename="portraits.zip"'
    answer["Cache-Control"] = "private, no-store, max-age=0"
    return answer
