"""How problems appear in the OpenAPI document."""

from typing import Any

from drf_spectacular.utils import OpenApiResponse
from rest_framework import serializers

from privacy.api.problems import MEDIA_TYPE


class ProblemSerializer(serializers.Serializer[Any]):
    """A problem (RFC 9457)."""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    code = serializers.CharField()
    detail = serializers.CharField()
    errors = serializers.DictField(required=False)  # type: ignore[assignment]


def problems(*statuses: int) -> dict[tuple[int, str], OpenApiResponse]:
    """This function will return the `responses` entries of the statuses a call refuses with."""
    return {(status, MEDIA_TYPE): OpenApiResponse(ProblemSerializer) for status in statuses}
