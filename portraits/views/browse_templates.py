"""The shelf of templates, one template, and the catalogue that the browser searches by itself."""

from typing import Any

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from django.views.generic import DetailView, ListView

from portraits.models import Template
from portraits.selectors import search_templates

RELATED_PRINTS = 4
# A preview's address carries the pack's hash, so it may stay in the browser for a day.
PREVIEW_SECONDS = 86_400
CATALOG_SECONDS = 300


class TemplatesView(ListView[Template]):
    """Everything published, or one kind or category of it. Words are searched in the browser."""

    template_name = "templates/browse.html"
    context_object_name = "templates"

    def get_queryset(self) -> Any:
        return Template.objects.published().filter(**self._chosen())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        chosen = self._chosen()
        return super().get_context_data(
            kinds=Template.Kind.values,
            categories=_categories(chosen.get("kind", "")),
            chosen=chosen,
            **kwargs,
        )

    def _chosen(self) -> dict[str, str]:
        asked = {name: self.request.GET.get(name, "") for name in ("kind", "category")}
        return {name: value for name, value in asked.items() if value}


def _categories(kind: str) -> list[str]:
    """The categories of a kind, or of all, in the catalogue's order."""
    templates = search_templates(kind=kind)
    return list(dict.fromkeys(one.category for one in templates if one.category))


class TemplateView(DetailView[Template]):
    """One template: what it looks like, what it is good for, and the way to the portrait."""

    template_name = "templates/detail.html"
    context_object_name = "template"

    def get_queryset(self) -> Any:
        return Template.objects.published()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        others = Template.objects.published().filter(kind=self.object.kind)
        return super().get_context_data(
            related=others.exclude(pk=self.object.pk)[:RELATED_PRINTS], **kwargs
        )


@require_safe
@cache_control(public=True, max_age=CATALOG_SECONDS)
def template_catalog(_request: HttpRequest) -> JsonResponse:
    """This function will return every published template in both languages, for the search box."""
    return JsonResponse({"templates": [_catalog_row(row) for row in Template.objects.published()]})


def _catalog_row(template: Template) -> dict[str, Any]:
    return {
        "slug": template.slug,
        "kind": template.kind,
        "category": template.category,
        "titles": template.titles,
        "descriptions": template.descriptions,
        "tags": template.tags,
        "url": reverse("template", args=[template.slug]),
    }


@require_safe
@cache_control(public=True, max_age=PREVIEW_SECONDS)
def template_preview(_request: HttpRequest, slug: str) -> HttpResponse | FileResponse:
    """This function will return the picture that stands for a template.

    :raises Http404: when the template is not published or its picture is missing
    """
    template = get_object_or_404(Template.objects.published(), slug=slug)
    if not template.preview_file or not default_storage.exists(template.preview_file):
        raise Http404
    return FileResponse(default_storage.open(template.preview_file), content_type="image/jpeg")
