"""The notice before another site: whose it is, whose terms apply, and what ends here."""

from typing import Any

from django.http import Http404
from django.utils import timezone
from django.views.generic import TemplateView

from privacy.selectors.ways_out import find_way_out


class LeavingView(TemplateView):
    """Shows the way out that an address names; it never goes there by itself."""

    template_name = "privacy/leaving.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        way = find_way_out(self.request.GET.get("to", ""), timezone.now())
        if way is None:
            raise Http404
        return super().get_context_data(way=way, **kwargs)
