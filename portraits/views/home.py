"""The first page: what this does, in five seconds, and where to begin."""

from itertools import chain, zip_longest
from typing import Any

from django.views.generic import TemplateView

from portraits.models import Template

# One large print and two behind it; three rows of four below.
HERO_PRINTS = 3
SHELF_PRINTS = 12


class HomeView(TemplateView):
    """The studio's front door."""

    template_name = "home.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        templates = list(Template.objects.published())
        return super().get_context_data(
            hero=templates[:HERO_PRINTS], shelf=_mixed(templates)[:SHELF_PRINTS], **kwargs
        )


def _mixed(templates: list[Template]) -> list[Template]:
    """The first of each category, two scenes, a studio and a look in a row, then the others."""
    first = {(one.kind, one.category): one for one in reversed(templates)}
    scenes, studios, looks = (
        [one for one in templates if one.kind == kind and one is first[kind, one.category]]
        for kind in (Template.Kind.SCENE, Template.Kind.STUDIO, Template.Kind.LOOK)
    )
    rows = zip_longest(scenes[::2], scenes[1::2], studios, looks)
    mixed = [one for one in chain.from_iterable(rows) if one is not None]
    return mixed + [one for one in templates if one not in mixed]
