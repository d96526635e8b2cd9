"""Consents, policy, promises and receipts for API clients."""

from base64 import urlsafe_b64encode
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import status
from rest_framework.generics import ListAPIView
from rest_framework.permissions import AllowAny, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from privacy import encryption
from privacy.api.permissions import HasScope
from privacy.api.serializers import (
    ConsentDecisionSerializer,
    ConsentRowSerializer,
    PolicySerializer,
    PromiseSerializer,
    PublicKeySerializer,
    SignedHeadSerializer,
    ThirdPartySerializer,
    VerdictSerializer,
)
from privacy.models import PolicyVersion, SignedHead
from privacy.models.refusal import Refused
from privacy.policies import parse_policy
from privacy.selectors import consent_rows, current_policy, promise_states, shown_policy
from privacy.selectors.third_parties import public_parties
from privacy.services.decide_consent import grant_consent, withdraw_consent
from privacy.services.verify_receipt import verify_receipt


def _page(rows: Any) -> dict[str, Any]:
    return {"count": len(rows), "next": None, "previous": None, "results": rows}


class ConsentsView(APIView):
    """The caller's consents, one row per purpose."""

    permission_classes: list[Any] = [IsAuthenticated, HasScope("consents")]

    @extend_schema(responses=ConsentRowSerializer(many=True))
    def get(self, request: Request) -> Response:
        rows = consent_rows(request.user, get_language() or "en")
        return Response(_page(ConsentRowSerializer(rows, many=True).data))

    @extend_schema(request=ConsentDecisionSerializer, responses={201: ConsentRowSerializer})
    def post(self, request: Request) -> Response:
        serializer = ConsentDecisionSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        self._decide(request.user, **serializer.validated_data)
        rows = consent_rows(request.user, get_language() or "en")
        row = next(one for one in rows if one["purpose"] == serializer.validated_data["purpose"])
        return Response(ConsentRowSerializer(row).data, status=status.HTTP_201_CREATED)

    def _decide(self, person: Any, *, purpose: str, decision: str, text_version: str) -> None:
        now, locale = timezone.now(), get_language() or "en"
        if decision == "grant":
            grant_consent(
                person, purpose, text_version=text_version, locale=locale, now=now, method="api"
            )
        else:
            withdraw_consent(person, purpose, locale=locale, now=now, method="api")


LOCALE = OpenApiParameter("locale", str, description="en or zh-hans; else Accept-Language")


class PolicyView(APIView):
    """The policy in force, or one version of it."""

    authentication_classes: list[Any] = []
    permission_classes = [AllowAny]

    @extend_schema(operation_id="current_policy", parameters=[LOCALE], responses=PolicySerializer)
    def get(self, request: Request) -> Response:
        return _policy_answer(current_policy(_asked_locale(request)))


class PolicyVersionView(APIView):
    """One version of the policy, in force, past or announced."""

    authentication_classes: list[Any] = []
    permission_classes = [AllowAny]

    @extend_schema(operation_id="policy", parameters=[LOCALE], responses=PolicySerializer)
    def get(self, request: Request, version: str) -> Response:
        policy = shown_policy(version, _asked_locale(request))
        if policy is None:
            raise Refused("not_found", 404)
        return _policy_answer(policy)


def _asked_locale(request: Request) -> str:
    return request.query_params.get("locale", "").lower() or get_language() or "en"


def _policy_answer(policy: PolicyVersion) -> Response:
    source = parse_policy(policy.text)
    body = {
        "version": policy.version,
        "locale": policy.locale,
        "effective_at": policy.effective_at,
        "sha256": policy.sha256,
        "html": source.html,
        "clauses": [{"key": one.key, "text": one.text} for one in source.clauses],
    }
    return Response(PolicySerializer(body).data)


class PromisesView(APIView):
    """All promises, each with what its checks found last."""

    authentication_classes: list[Any] = []
    permission_classes = [AllowAny]

    @extend_schema(responses=PromiseSerializer(many=True))
    def get(self, request: Request) -> Response:
        page = request.build_absolute_uri(reverse("promises"))
        rows = [
            state.as_json() | {"evidence_url": f"{page}#{state.key}"} for state in promise_states()
        ]
        return Response(_page(rows))


class ThirdPartiesView(APIView):
    """Everybody outside who may receive something now; an empty list says that there is nobody."""

    authentication_classes: list[Any] = []
    permission_classes = [AllowAny]

    @extend_schema(responses=ThirdPartySerializer(many=True))
    def get(self, _request: Request) -> Response:
        rows = public_parties(timezone.now())
        return Response(_page(ThirdPartySerializer(rows, many=True).data))


class VerifyReceiptView(APIView):
    """Says whether a receipt is ours and unchanged."""

    authentication_classes: list[Any] = []
    permission_classes = [AllowAny]

    @extend_schema(request={"application/json": {"type": "object"}}, responses=VerdictSerializer)
    def post(self, request: Request) -> Response:
        if not isinstance(request.data, dict) or not request.data:
            raise Refused("not_a_receipt", 400)
        verdict = verify_receipt(request.data)
        if verdict.is_valid:
            return Response({"valid": True})
        return Response({"valid": False, "reason": verdict.reason})


class LedgerHeadsView(ListAPIView[SignedHead]):
    """The ledger's signed heads, a day each, newest first."""

    authentication_classes: list[Any] = []
    permission_classes = [AllowAny]
    serializer_class = SignedHeadSerializer
    queryset = SignedHead.objects.order_by("-date")


class ReceiptKeysView(APIView):
    """The public keys that receipts are signed with."""

    authentication_classes: list[Any] = []
    permission_classes = [AllowAny]

    @extend_schema(responses=PublicKeySerializer(many=True))
    def get(self, _request: Request) -> Response:
        rows = [
            {
                "key_id": key.key_id,
                "alg": "Ed25519",
                "public_key": urlsafe_b64encode(key.public_key).rstrip(b"=").decode(),
                "not_before": key.not_before,
                "not_after": key.not_after,
            }
            for key in encryption.public_keys()
        ]
        return Response(_page(PublicKeySerializer(rows, many=True).data))
