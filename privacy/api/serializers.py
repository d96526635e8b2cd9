"""Shapes of the privacy part of the API."""

import json
from typing import Any

from rest_framework import serializers

from privacy.models import SignedHead


class StrictSerializer(serializers.Serializer[Any]):
    """Refuses fields that it does not know: what we do not ask for is not taken."""

    def to_internal_value(self, given: Any) -> Any:
        unknown = sorted(set(given) - set(self.fields)) if isinstance(given, dict) else []
        if unknown:
            raise serializers.ValidationError({name: ["unknown field"] for name in unknown})
        return super().to_internal_value(given)


class ConsentDecisionSerializer(StrictSerializer):
    """A person's answer to the words of one purpose."""

    purpose = serializers.CharField(max_length=32)
    decision = serializers.ChoiceField(choices=["grant", "withdraw"])
    text_version = serializers.CharField(max_length=16)


class ConsentRowSerializer(serializers.Serializer[Any]):
    """One purpose, before any decision too."""

    purpose = serializers.CharField()
    state = serializers.ChoiceField(choices=["none", "granted", "withdrawn"])
    text = serializers.CharField()
    text_version = serializers.CharField()
    decided_at = serializers.DateTimeField(allow_null=True)


class ClauseSerializer(serializers.Serializer[Any]):
    """One clause with its stable key."""

    key = serializers.CharField()
    text = serializers.CharField()


class PolicySerializer(serializers.Serializer[Any]):
    """One version in one language; the hash is of the stored UTF-8 source."""

    version = serializers.CharField()
    locale = serializers.CharField()
    effective_at = serializers.DateTimeField()
    sha256 = serializers.CharField()
    html = serializers.CharField()
    clauses = ClauseSerializer(many=True)


class PromiseSerializer(serializers.Serializer[Any]):
    """One promise with the newest result of its checks."""

    key = serializers.CharField()
    clause = serializers.IntegerField()
    flag = serializers.CharField()
    says = serializers.CharField()
    control = serializers.CharField()
    status = serializers.ChoiceField(
        choices=["green", "red", "unproven", "not_built", "recorded", "text"]
    )
    checked_at = serializers.DateTimeField(allow_null=True)
    value = serializers.CharField(allow_null=True)
    target = serializers.CharField(allow_null=True)
    evidence_url = serializers.URLField(allow_null=True)


class ThirdPartySerializer(serializers.Serializer[Any]):
    """One third party: what it is, what it may get, what for, where and for how long."""

    name = serializers.CharField()
    kind = serializers.CharField()
    categories = serializers.ListField(child=serializers.CharField())
    purpose = serializers.CharField()
    region = serializers.CharField()
    kept_days = serializers.IntegerField()
    policy_url = serializers.URLField()
    terms_url = serializers.URLField()
    since = serializers.DateTimeField()


class VerdictSerializer(serializers.Serializer[Any]):
    """What the verifier says of a receipt."""

    valid = serializers.BooleanField()
    reason = serializers.CharField(required=False)


class PublicKeySerializer(serializers.Serializer[Any]):
    """A key that signs receipts; 32 bytes, base64url without padding."""

    key_id = serializers.CharField()
    alg = serializers.CharField()
    public_key = serializers.CharField()
    not_before = serializers.DateTimeField()
    not_after = serializers.DateTimeField(allow_null=True)


class SignedHeadSerializer(serializers.Serializer[SignedHead]):
    """A day's head exactly as it was signed; `signature` as in a receipt."""

    v = serializers.IntegerField()
    date = serializers.DateField()
    sequence = serializers.IntegerField()
    hash = serializers.CharField()
    key_id = serializers.CharField()
    signature = serializers.CharField()

    def to_representation(self, head: SignedHead) -> dict[str, Any]:
        document: dict[str, Any] = json.loads(head.document)
        return document
