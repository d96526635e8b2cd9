"""Shapes of the portraits part of the API."""

import json
from typing import Any

from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.reverse import reverse

from portraits.models import Clip, Cutout, Job, Portrait, Template
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


class CutoutSubmissionSerializer(StrictSerializer):
    """A photo, and how its cutout should come."""

    photo = serializers.FileField(allow_empty_file=True)
    options = OptionsField(required=False, default=dict)


class ClipSubmissionSerializer(StrictSerializer):
    """A video clip, the part to keep of it, and what to put on it."""

    clip = serializers.FileField(allow_empty_file=True)
    options = OptionsField(required=False, default=dict)


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


class JobSerializer(serializers.ModelSerializer[Any]):
    """A job and what it made. All keys are always there, null when unknown."""

    # The name of the job's address; those beneath it begin with it.
    ROUTE = ""
    FIELDS = (
        "id",
        "status",
        "progress",
        "error",
        "created_at",
        "ready_at",
        "expires_at",
        "upload_deleted_at",
        "image_url",
        "receipt_url",
        "url",
        "timings_ms",
    )

    error = serializers.SerializerMethodField()
    image_url = serializers.SerializerMethodField()
    receipt_url = serializers.SerializerMethodField()
    url = serializers.SerializerMethodField()

    def get_error(self, job: Job) -> dict[str, str] | None:
        return error_of(job)

    def get_image_url(self, job: Job) -> str | None:
        is_there = job.status == Job.Status.READY
        return self._address(f"{self.ROUTE}_image", job) if is_there else None

    def get_receipt_url(self, job: Job) -> str | None:
        is_signed = receipt_of(job.upload_object) is not None
        return self._address(f"{self.ROUTE}_receipt", job) if is_signed else None

    def get_url(self, job: Job) -> str:
        return self._address(self.ROUTE, job)

    def _address(self, name: str, job: Job) -> str:
        return reverse(name, args=[job.pk], request=self.context["request"])


class PortraitSerializer(JobSerializer):
    """A job and its portrait."""

    ROUTE = "api_portrait"

    template = serializers.CharField(source="template.slug")

    class Meta:
        model = Portrait
        fields = (*JobSerializer.FIELDS, "template", "faces", "quality")


class CutoutSerializer(JobSerializer):
    """A job and its cutout."""

    ROUTE = "api_cutout"

    class Meta:
        model = Cutout
        fields = (*JobSerializer.FIELDS, "options", "width", "height", "effect_deleted_at")


class ClipSerializer(JobSerializer):
    """A job and its clip."""

    ROUTE = "api_clip"

    seconds_left = serializers.SerializerMethodField()
    share_page_url = serializers.SerializerMethodField(
        help_text="where a person makes a link; null for a clip that cannot be shared"
    )
    duration_ms = serializers.IntegerField(source="length_ms", read_only=True, allow_null=True)

    class Meta:
        model = Clip
        fields = (
            *JobSerializer.FIELDS,
            "stage",
            "seconds_left",
            "options",
            "width",
            "height",
            "duration_ms",
            "byte_count",
            "effect_deleted_at",
            "share_page_url",
        )

    def get_share_page_url(self, clip: Clip) -> str | None:
        can_be_shared = clip.status == Job.Status.READY and clip.is_marked
        return self._address("share-clip", clip) if can_be_shared else None

    def get_seconds_left(self, clip: Clip) -> int | None:
        if clip.status != Job.Status.RENDERING or clip.done_by is None:
            return None
        return max(0, round((clip.done_by - timezone.now()).total_seconds()))


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


def error_of(job: Job) -> dict[str, str] | None:
    """This function will return why a job failed, in the reader's language."""
    if not job.error_code:
        return None
    return {
        "code": job.error_code,
        "detail": explain(job.error_code, about=job._meta.model_name or ""),
    }
