"""Shapes of the portraits part of the API."""

import json
from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.reverse import reverse

from portraits.models import Portrait, Template
from portraits.selectors import option_specs
from privacy.api.serializers import StrictSerializer
from privacy.models.refusal import explain
from privacy.selectors import receipt_of


@extend_schema_field(OpenApiTypes.OBJECT)
class OptionsField(serializers.Field[Any, Any, Any, Any]):
    """A JSON object, sent as text in a form."""

    default_error_messages = {"invalid": "options must be a JSON object"}

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        try:
            given = json.loads(data) if isinstance(data, str) else data
        except ValueError:
            self.fail("invalid")
        if not isinstance(given, dict):
            self.fail("invalid")
        return given

    def to_representation(self, value: Any) -> Any:
        return value


class PhotoSubmissionSerializer(StrictSerializer):
    """A photo, the template it goes with, and what was chosen."""

    photo = serializers.FileField(allow_empty_file=True)
    template = serializers.SlugField(max_length=64)
    options = OptionsField(required=False, default=dict)
    face = serializers.IntegerField(required=False, min_value=0, max_value=99, allow_null=True)


class TemplateSerializer(serializers.ModelSerializer[Template]):
    """One template as people see it."""

    title = serializers.CharField()
    description = serializers.CharField()
    tags = serializers.ListField(child=serializers.CharField(), source="tag_list")
    options = serializers.SerializerMethodField()
    preview_url = serializers.SerializerMethodField()
    url = serializers.SerializerMethodField()

    class Meta:
        model = Template
        fields = (
            "slug",
            "kind",
            "category",
            "title",
            "description",
            "tags",
            "options",
            "preview_url",
            "url",
            "source",
            "licence",
        )

    def get_options(self, template: Template) -> list[dict[str, Any]]:
        return option_specs(template)

    def get_preview_url(self, template: Template) -> str:
        return reverse("template-preview", args=[template.slug], request=self.context["request"])

    def get_url(self, template: Template) -> str:
        return reverse("api_template", args=[template.slug], request=self.context["request"])


class PortraitSerializer(serializers.ModelSerializer[Portrait]):
    """A job and its portrait. All keys are always there, null when unknown."""

    template = serializers.CharField(source="template.slug")
    error = serializers.SerializerMethodField()
    image_url = serializers.SerializerMethodField()
    receipt_url = serializers.SerializerMethodField()
    url = serializers.SerializerMethodField()

    class Meta:
        model = Portrait
        fields = (
            "id",
            "status",
            "progress",
            "template",
            "faces",
            "error",
            "quality",
            "created_at",
            "ready_at",
            "expires_at",
            "upload_deleted_at",
            "image_url",
            "receipt_url",
            "url",
            "timings_ms",
        )

    def get_error(self, portrait: Portrait) -> dict[str, str] | None:
        return error_of(portrait)

    def get_image_url(self, portrait: Portrait) -> str | None:
        is_there = portrait.status == Portrait.Status.READY
        return self._address("api_portrait_image", portrait) if is_there else None

    def get_receipt_url(self, portrait: Portrait) -> str | None:
        is_signed = receipt_of(portrait.upload_object) is not None
        return self._address("api_portrait_receipt", portrait) if is_signed else None

    def get_url(self, portrait: Portrait) -> str:
        return self._address("api_portrait", portrait)

    def _address(self, name: str, portrait: Portrait) -> str:
        return reverse(name, args=[portrait.pk], request=self.context["request"])


class NewShareSerializer(StrictSerializer):
    """How long a link should last, and that the warning was read."""

    days = serializers.IntegerField(
        required=False, min_value=1, max_value=10, help_text="left out: until the portrait's end"
    )
    acknowledged = serializers.BooleanField(
        default=True, help_text="whoever asks for a link says so; `false` is refused the first time"
    )


class ShareSerializer(serializers.Serializer[Any]):
    """A link. Its address is known when it is made and never again: only a hash is stored."""

    id = serializers.UUIDField()
    url = serializers.URLField(allow_null=True, default=None)
    expires_at = serializers.DateTimeField()
    created_at = serializers.DateTimeField()


def error_of(portrait: Portrait) -> dict[str, str] | None:
    """This function will return why a job failed, in the reader's language."""
    if not portrait.error_code:
        return None
    return {"code": portrait.error_code, "detail": explain(portrait.error_code)}
