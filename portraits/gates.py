"""What is decided before a photo's first byte is read.

Django's CSRF middleware parses a whole multipart body, of anybody, before it refuses. So this gate
stands before it: who is it, may they, is there room, is it too large. Only then does the request
get a plan to seal the photo with; whatever was sealed and not adopted by a job is destroyed when
the answer is ready.
"""

import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve
from django.utils import timezone

from accounts.api.authentication import BearerAuthentication
from accounts.backends import contact_address_hash
from accounts.gates import require_guardian_consent
from accounts.services.count_use import HourlyLimit, require_room
from portraits.models import Clip, Cutout, Job, Portrait
from portraits.services.check_quota import require_capacity, require_quota
from portraits.services.remember_request import claim_key, release_claim
from privacy.api.problems import refusal_problem
from privacy.gates import require_consent, require_current_policy
from privacy.models.refusal import Refused
from privacy.promises import UPLOAD_CEILING
from privacy.sealed_upload import SealedUpload
from privacy.services.attach_file import MAX_BYTES
from privacy.services.destroy_object import destroy_object
from privacy.storage import ATTACHMENT, TEMPLATE_SOURCE

PHOTO_BYTES, CLIP_BYTES = 20_000_000, 100_000_000
# What the other parts of the form and the boundaries may take.
FORM_BYTES = 100_000
DRAINED_BYTES = 25_000_000
DRAIN_S = 5.0
# Where photos and clips come in, and the job that each of them is for.
UPLOAD_ROUTES: dict[str, type[Job]] = {
    "api_portraits": Portrait,
    "create": Portrait,
    "api_cutouts": Cutout,
    "api_clips": Clip,
}
STAFF_ROUTES = ("admin:portraits_template_add", "admin:portraits_template_change")
# Anybody may write to us, so a file of theirs is bounded and no more is asked.
CONTACT_ROUTES = ("contact", "ticket-messages", "api_tickets", "api_ticket_messages")
MULTIPART = "multipart/form-data"

GetResponse = Callable[[HttpRequest], HttpResponse]


class UploadGateMiddleware:
    """Lets a photo in, or answers before its body is parsed."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        route = _route(request) if request.method == "POST" else ""
        if route in STAFF_ROUTES:
            return self._staff(request)
        if route in CONTACT_ROUTES and request.content_type == MULTIPART:
            return self._with_plan(request, _attachment_plan(request))
        if route not in UPLOAD_ROUTES:
            return self.get_response(request)
        kind = UPLOAD_ROUTES[route]
        plan = _plan_for(kind)
        try:
            _decide(request, kind, plan.max_bytes)
        except Refused as refused:
            _release_key(request)
            drain(request)
            return _answer(request, route, refused)
        return self._with_plan(request, plan)

    def _staff(self, request: HttpRequest) -> HttpResponse:
        if not getattr(request.user, "is_staff", False):
            return self.get_response(request)
        plan = SealedUpload("picture", TEMPLATE_SOURCE, PHOTO_BYTES, UPLOAD_CEILING)
        return self._with_plan(request, plan)

    def _with_plan(self, request: HttpRequest, plan: SealedUpload) -> HttpResponse:
        request.sealed_upload = plan  # type: ignore[attr-defined]
        try:
            return self.get_response(request)
        finally:
            drain(request)
            _clean_up(request, plan)


def _plan_for(kind: type[Job]) -> SealedUpload:
    field, most = ("clip", CLIP_BYTES) if kind is Clip else ("photo", PHOTO_BYTES)
    return SealedUpload(field, kind.UPLOAD_CLASS, most, kind.UPLOAD_CEILING)


def _attachment_plan(request: HttpRequest) -> SealedUpload:
    """Whoever has written too often has the words read, for the answer, and no file stored."""
    limit = HourlyLimit(settings.CONTACTS_PER_HOUR, "too_many_messages")
    try:
        require_room(contact_address_hash(request), limit, now=timezone.now())
    except Refused:
        return SealedUpload("attachments", ATTACHMENT, 0, UPLOAD_CEILING)
    return SealedUpload("attachments", ATTACHMENT, MAX_BYTES, UPLOAD_CEILING)


def _route(request: HttpRequest) -> str:
    try:
        return resolve(request.path_info).view_name
    except Resolver404:
        return ""


def _decide(request: HttpRequest, kind: type[Job], most_bytes: int) -> None:
    """In the order of the contract: 401, 403, 503, 429, 413."""
    now = timezone.now()
    person = _person(request)
    if not person.is_authenticated:
        raise Refused("not_authenticated", 401)
    _require_same_site(request)
    require_permission(person, kind.PURPOSE, *kind.FURTHER_PURPOSES)
    if not _is_repeated(request, person):
        require_capacity(now, kind.QUEUE)
        require_quota(person, now)
    if int(request.META.get("CONTENT_LENGTH") or 0) > most_bytes + FORM_BYTES:
        raise Refused("too_large", 413, about=kind._meta.model_name or "")


def require_permission(person: Any, *purposes: str) -> None:
    """This function will stop whoever may not give a photo or clip for these purposes yet.

    :raises Refused: `guardian_required`, `policy_outdated` or `consent_required`, 403
    """
    require_guardian_consent(person)
    require_current_policy(person)
    for purpose in purposes:
        require_consent(person, purpose)


def _person(request: HttpRequest) -> Any:
    answer = BearerAuthentication().authenticate(request)
    if answer is None:
        return request.user
    person, token = answer
    if "portraits" not in token.scopes:
        raise Refused("scope_missing", 403)
    return person


def _require_same_site(request: HttpRequest) -> None:
    """A browser says where a form comes from; another site's is refused before it is read."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") in ("cross-site", "same-site"):
        raise Refused("csrf_failed", 403)


def _is_repeated(request: HttpRequest, person: Any) -> bool:
    key = request.headers.get("Idempotency-Key", "").strip()
    if not key:
        return False
    if len(key) > 200:
        raise Refused("invalid", 400, errors={"Idempotency-Key": ["at most 200 characters"]})
    request.idempotency = claim_key(person, key, now=timezone.now())  # type: ignore[attr-defined]
    return request.idempotency.job_id is not None  # type: ignore[attr-defined]


def _answer(request: HttpRequest, route: str, refused: Refused) -> HttpResponse:
    if route.startswith("api_"):
        return refusal_problem(refused).response()
    if refused.status == 401:
        return redirect_to_login(request.get_full_path())
    page = render(request, "portraits/refused.html", {"refused": refused}, status=refused.status)
    if refused.retry_after is not None:
        page["Retry-After"] = str(refused.retry_after)
    return page


def drain(request: HttpRequest) -> None:
    """This function will read and drop the body, within bounds, so that the client sees the answer.

    Without it they see a reset.
    """
    until, left = time.monotonic() + DRAIN_S, DRAINED_BYTES
    while left > 0 and time.monotonic() < until:
        chunk = _read(request, min(left, 65_536))
        if not chunk:
            return
        left -= len(chunk)


def _read(request: HttpRequest, most: int) -> bytes:
    try:
        return request.read(most)
    except OSError:
        # Whoever sent it has gone.
        return b""


def _clean_up(request: HttpRequest, plan: SealedUpload) -> None:
    destroy_unadopted(plan)
    _release_key(request)


def destroy_unadopted(plan: SealedUpload) -> None:
    """This function will destroy what was sealed and not taken by a job."""
    for object_id in plan.abandon():
        destroy_object(
            object_id, object_class=plan.object_class, reason="refused", now=timezone.now()
        )


def _release_key(request: HttpRequest) -> None:
    """Only an accepted request is remembered: after a refusal the same key may be used again."""
    record = getattr(request, "idempotency", None)
    if record is not None:
        release_claim(record)
