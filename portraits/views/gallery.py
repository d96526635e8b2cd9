"""A person's portraits: those that are there, those that ended, and all of them in one file."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, StreamingHttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET
from django.views.generic import ListView

from portraits.models import Portrait
from portraits.selectors import portraits_of, portraits_on_show
from portraits.services.save_all import zip_portraits


class GalleryView(LoginRequiredMixin, ListView[Portrait]):
    """What hangs on the wall, with the time left; `?show=ended` is what has gone."""

    template_name = "portraits/gallery.html"
    context_object_name = "portraits"
    paginate_by = 24

    def get_queryset(self) -> Any:
        shown = portraits_on_show(self.request.user, self._now)
        if not self._is_of_ended():
            return shown
        return portraits_of(self.request.user).exclude(pk__in=shown.values("pk"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        ready = portraits_of(self.request.user).servable(self._now)
        return super().get_context_data(
            is_of_ended=self._is_of_ended(), ready_count=ready.count(), now=self._now, **kwargs
        )

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self._now = timezone.now()

    def _is_of_ended(self) -> bool:
        return self.request.GET.get("show") == "ended"


@login_required
@require_GET
def save_all(request: HttpRequest) -> StreamingHttpResponse:
    """This function will send all portraits of the person in one ZIP."""
    pieces = zip_portraits(request.user, now=timezone.now())
    answer = StreamingHttpResponse(pieces, content_type="application/zip")
    answer["Content-Disposition"] = 'attachment; filename="portraits.zip"'
    answer["Cache-Control"] = "private, no-store, max-age=0"
    return answer
