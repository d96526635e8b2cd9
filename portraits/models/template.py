"""The artwork that a photo becomes a portrait with."""

from typing import Any

from django.db import models
from django.utils.translation import get_language


class TemplateQuerySet(models.QuerySet["Template"]):
    """Which templates people see."""

    def published(self) -> "TemplateQuerySet":
        return self.filter(state=Template.State.PUBLISHED)


class Template(models.Model):
    """A look, a studio or a scene. The pack (recipe, layers, landmarks) lies in the template store.

    Texts are `{"en": ..., "zh-hans": ...}`.
    """

    class Kind(models.TextChoices):
        LOOK = "look"
        STUDIO = "studio"
        SCENE = "scene"

    class State(models.TextChoices):
        DRAFT = "draft"
        CHECKING = "checking"
        REFUSED = "refused"
        CHECKED = "checked"
        PUBLISHED = "published"
        WITHDRAWN = "withdrawn"

    slug = models.SlugField(max_length=64, unique=True)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    category = models.CharField(max_length=32, blank=True)
    titles = models.JSONField(default=dict)
    descriptions = models.JSONField(default=dict, blank=True)
    tags = models.JSONField(default=dict, blank=True)
    # What people may set beside the options of the kind: [{"name": ..., "default": ...}].
    extra_options = models.JSONField(default=list, blank=True)
    state = models.CharField(max_length=12, choices=State.choices, default=State.DRAFT)
    # Why the automatic check refused it: an engine error code.
    check_code = models.CharField(max_length=32, blank=True)
    pack_file = models.CharField(max_length=200, blank=True)
    pack_sha256 = models.CharField(max_length=64, blank=True)
    preview_file = models.CharField(max_length=200, blank=True)
    # Of what the starter catalogue made it; empty for what staff made.
    artwork_sha256 = models.CharField(max_length=64, blank=True)
    # The staff member's picture while it waits, sealed, for the worker that looks for the face.
    source_object = models.UUIDField(null=True, blank=True)
    source = models.CharField(max_length=300)
    licence = models.CharField(max_length=100)
    order = models.PositiveSmallIntegerField(default=100)
    created_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)

    objects = TemplateQuerySet.as_manager()

    class Meta:
        ordering = ("order", "slug")

    def __str__(self) -> str:
        return self.slug

    @property
    def title(self) -> str:
        return self._in_language(self.titles) or self.slug

    @property
    def description(self) -> str:
        return self._in_language(self.descriptions) or ""

    @property
    def tag_list(self) -> list[str]:
        return self._in_language(self.tags) or []

    def _in_language(self, texts: dict[str, Any]) -> Any:
        return texts.get(get_language() or "en") or texts.get("en")
