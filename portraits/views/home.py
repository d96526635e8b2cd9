"""The first page: what this does, in five seconds, and where to begin."""

from typing import Any

from django.views.generic import TemplateView

from portraits.models import Template

# One large print and two behind it; a row of eight below.
HERO_PRINTS = 3
SHELF_PRINTS = 8


class HomeView(TemplateView):
    """The studio's front door."""

    template_name = "home.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        shelf = list(Template.objects.published()[:SHELF_PRINTS])
        return super().get_context_data(hero=_one_of_each_kind(shelf), shelf=shelf, **kwargs)


def _one_of_each_kind(templates: list[Template]) -> list[Template]:
    """Scenes, looks and studios beside each other say more than three of one kind."""
    of_kind = {template.kind: template for template in reversed(templates)}
    firsts = [template for template in templates if template in of_kind.values()]
    rest = [template for template in templates if template not in firsts]
    return (firsts + rest)[:HERO_PRINTS]
