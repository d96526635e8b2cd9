"""Shapes of what a person may ask about their own data."""

from typing import Any

from rest_framework import serializers
from rest_framework.reverse import reverse

from privacy.api.serializers import StrictSerializer
from privacy.models import Erasure, Export, LedgerEntry
from privacy.selectors.access_log import look_in_words

LONGEST_TEXT = 1_000


class _Typed(serializers.CharField):
    """Taken exactly as typed and never shown again."""

    def __init__(self) -> None:
        super().__init__(
            trim_whitespace=False,
            write_only=True,
            max_length=LONGEST_TEXT,
            required=False,
            default="",
            allow_blank=True,
        )


class ProofSerializer(StrictSerializer):
    """Password, and the code of the second factor where there is one."""

    password = _Typed()
    code = _Typed()
    otp = _Typed()


class CancelSerializer(ProofSerializer):
    """The proof, and the phrase that says one means it."""

    confirm = serializers.CharField(max_length=200)


class HeldClassSerializer(serializers.Serializer[Any]):
    """One class of data."""

    model = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]  # the field's own name
    purpose = serializers.CharField()
    categories = serializers.ListField(child=serializers.CharField())
    count = serializers.IntegerField()
    where = serializers.CharField()
    kept_for_s = serializers.SerializerMethodField()
    on_erasure = serializers.CharField()
    because = serializers.CharField()
    is_deletable = serializers.BooleanField()

    def get_kept_for_s(self, held: Any) -> int | None:
        return None if held.kept_for is None else int(held.kept_for.total_seconds())


class ExportSerializer(serializers.ModelSerializer[Export]):
    """A copy of one's data, and where to fetch it once it is ready."""

    status = serializers.CharField(source="state")
    url = serializers.SerializerMethodField()
    download_url = serializers.SerializerMethodField()

    class Meta:
        model = Export
        fields = (
            "id",
            "status",
            "progress",
            "byte_count",
            "created_at",
            "ready_at",
            "expires_at",
            "url",
            "download_url",
        )

    def get_url(self, export: Export) -> str:
        return reverse("api_export", args=[export.pk], request=self.context["request"])

    def get_download_url(self, export: Export) -> str | None:
        if export.state != Export.State.READY:
            return None
        return reverse("api_export_download", args=[export.pk], request=self.context["request"])


class ErasureSerializer(serializers.ModelSerializer[Erasure]):
    """How far a cancellation is; the certificate when everything is verified."""

    status = serializers.SerializerMethodField()
    certificate = serializers.SerializerMethodField()

    class Meta:
        model = Erasure
        fields = ("status", "committed_at", "verified_at", "steps", "retained", "certificate")

    def get_status(self, erasure: Erasure) -> str:
        return "done" if erasure.verified_at else "erasing"

    def get_certificate(self, erasure: Erasure) -> str | None:
        return erasure.certificate or None


class AccessSerializer(serializers.Serializer[Any]):
    """One look at the person's data by staff, and its entry in the ledger as it stands there."""

    at = serializers.DateTimeField()
    by = serializers.CharField(help_text="Who of the staff, by number.")
    model = serializers.CharField()
    what = serializers.CharField()
    reason = serializers.CharField()
    case = serializers.CharField()
    payload = serializers.CharField()

    def to_representation(self, entry: LedgerEntry) -> dict[str, Any]:
        return super().to_representation(look_in_words(entry))
