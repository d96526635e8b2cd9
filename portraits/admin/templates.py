"""Templates: upload a picture, see what the check found, correct by eye, publish, withdraw."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.core.files.storage import default_storage
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from portraits.admin.scene_editor import SceneEditor
from portraits.models import Template
from portraits.services.check_template import submit_source
from privacy.admin.by_right import ByRightAdmin
from privacy.models.refusal import Refused, explain
from privacy.registry.roles import Right
from privacy.sealed_upload import SealedFile


class TemplateForm(forms.ModelForm[Template]):
    """A template's words, and a picture with a face to make it of."""

    picture = forms.FileField(
        required=False,
        allow_empty_file=True,
        help_text=_("A picture with exactly one face. It is looked at by a worker, then dropped."),
    )

    class Meta:
        model = Template
        fields = (
            "slug",
            "kind",
            "category",
            "titles",
            "descriptions",
            "tags",
            "source",
            "licence",
            "order",
        )

    def clean_titles(self) -> dict[str, str]:
        titles = _by_language(self.cleaned_data["titles"], str)
        if not titles.get("en"):
            raise forms.ValidationError(_("An English title is needed."), code="invalid")
        return titles

    def clean_descriptions(self) -> dict[str, str]:
        return _by_language(self.cleaned_data["descriptions"], str)

    def clean_tags(self) -> dict[str, list[str]]:
        tags = _by_language(self.cleaned_data["tags"], list)
        if not all(isinstance(tag, str) for row in tags.values() for tag in row):
            raise forms.ValidationError(_("Tags are lists of words."), code="invalid")
        return tags

    def clean_picture(self) -> SealedFile | None:
        picture: SealedFile | None = self.cleaned_data.get("picture")
        if picture is not None and picture.is_too_large:
            raise forms.ValidationError(explain("too_large"), code="too_large")
        return picture


def _by_language(texts: Any, kind: type) -> dict[str, Any]:
    """What pages look up by language must be what they expect."""
    known = dict(settings.LANGUAGES)
    is_fine = isinstance(texts, dict) and all(
        language in known and isinstance(text, kind) for language, text in texts.items()
    )
    if not is_fine:
        example = '{"en": …, "zh-hans": …}'
        raise forms.ValidationError(_("By language, such as %s.") % example, code="invalid")
    return texts


@admin.register(Template)
class TemplateAdmin(SceneEditor, ByRightAdmin):
    """Upload a picture, see what the check found, look at the preview, publish."""

    adds = changes = (Right.EDIT_TEMPLATES,)
    form = TemplateForm
    list_display = ("slug", "kind", "category", "state", "check_found", "published_at")
    list_filter = ("state", "kind", "category")
    search_fields = ("slug",)
    readonly_fields = (
        "state", "check_found", "preview", "masks", "pack_sha256", "published_at",
    )  # fmt: skip
    actions = ("publish", "withdraw")

    def get_urls(self) -> list[URLPattern]:
        preview = path(
            "<int:template_id>/preview.jpg",
            self.admin_site.admin_view(self.preview_picture),
            name="portraits_template_preview",
        )
        return [preview, *self.editor_urls(), *super().get_urls()]

    def save_model(self, request: HttpRequest, template: Template, form: Any, change: bool) -> None:
        if not change:
            template.created_at = timezone.now()
        super().save_model(request, template, form, change)
        picture = form.cleaned_data.get("picture")
        if picture is not None:
            self._check(request, template, picture)

    def _check(self, request: HttpRequest, template: Template, picture: SealedFile) -> None:
        try:
            submit_source(template, picture, now=timezone.now())
        except Refused as refused:
            messages.error(request, str(refused))
            return
        request.sealed_upload.adopted(picture.object_id)  # type: ignore[attr-defined]
        messages.info(request, _("A worker is looking for the face. Reload in a moment."))

    @admin.display(description=_("what the check found"))
    def check_found(self, template: Template) -> str:
        return explain(template.check_code) if template.check_code else "-"

    @admin.display(description=_("preview"))
    def preview(self, template: Template) -> str:
        if not template.preview_file:
            return "-"
        address = reverse("admin:portraits_template_preview", args=[template.pk])
        return format_html('<img src="{}" width="300" alt="">', address)

    @admin.display(description=_("face and foreground"))
    def masks(self, template: Template) -> str:
        if template.kind != Template.Kind.SCENE or not template.pack_file:
            return "-"
        address = reverse("admin:portraits_template_correct", args=[template.pk])
        return format_html('<a href="{}">{}</a>', address, _("See what was found, and correct it"))

    def preview_picture(self, _request: HttpRequest, template_id: int) -> FileResponse:
        """This view will show staff a preview before it is published."""
        template = Template.objects.filter(pk=template_id).exclude(preview_file="").first()
        if template is None or not default_storage.exists(template.preview_file):
            raise Http404
        return FileResponse(default_storage.open(template.preview_file), content_type="image/jpeg")

    @admin.action(description=_("Publish the templates chosen"))
    def publish(self, request: HttpRequest, chosen: QuerySet[Template]) -> None:
        """Only what a check has passed, or what was published before, can be shown to people."""
        count = chosen.count()
        ready = chosen.filter(state__in=(Template.State.CHECKED, Template.State.WITHDRAWN))
        published = ready.exclude(pack_file="").update(
            state=Template.State.PUBLISHED, published_at=timezone.now()
        )
        left = count - published
        messages.info(request, _("%(count)d published.") % {"count": published})
        if left:
            messages.warning(request, _("%(count)d left alone: not checked yet.") % {"count": left})

    @admin.action(description=_("Withdraw the templates chosen"))
    def withdraw(self, request: HttpRequest, chosen: QuerySet[Template]) -> None:
        """Nobody can choose it any more; portraits already made stay."""
        withdrawn = chosen.filter(state=Template.State.PUBLISHED).update(
            state=Template.State.WITHDRAWN
        )
        messages.info(request, _("%(count)d withdrawn.") % {"count": withdrawn})
