"""The desk's figures: what each promise came to, and the load and the breaches week by week."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from privacy.models import Ticket
from privacy.selectors.ticket_figures import answer_figures, weeks_of_load
from privacy.services.start_clocks import CHILD, COMPLAINT, REQUEST

RULES = (
    (_("Complaints and reports"), COMPLAINT),
    (_("Questions and rights"), REQUEST),
    (_("About a child"), CHILD),
)


class FiguresPage:
    """A page of the ModelAdmin of tickets."""

    admin_site: Any
    has_view_permission: Any

    def figures_page(self, request: HttpRequest) -> HttpResponse:
        """Sums only: nothing of any request is opened."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        now = timezone.now()
        figures = answer_figures([rule.name for _words, rule in RULES], now=now)
        context = {
            **self.admin_site.each_context(request),
            "opts": Ticket._meta,
            "title": _("Figures of the desk"),
            "rows": [
                (words, rule.working_days, found)
                for (words, rule), found in zip(RULES, figures, strict=True)
            ],
            "weeks": weeks_of_load(now=now),
        }
        return TemplateResponse(request, "admin/privacy/ticket/figures.html", context)
