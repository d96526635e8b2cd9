"""Answers that every kind of job gives alike."""

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.status import HTTP_202_ACCEPTED

from portraits.models import Job
from portraits.selectors import queue_estimate
from privacy.models.refusal import Refused
from privacy.selectors import receipt_of


def accepted(job: Job, route: str, request: Request) -> Response:
    """This function will tell where the job can be followed, and how long it will wait."""
    _depth, wait_s = queue_estimate(timezone.now(), job.QUEUE)
    body: dict[str, Any] = {
        "id": str(job.pk),
        "status": job.status,
        "url": reverse(route, args=[job.pk], request=request),
        "estimated_wait_s": round(wait_s, 1),
    }
    return Response(body, status=HTTP_202_ACCEPTED)


def picture(content: bytes, content_type: str, name: str, request: Request) -> HttpResponse:
    """This function will give a picture under a neutral name that nobody on the way keeps.

    The person's own name for the photo could say when or where it was taken.
    """
    answer = HttpResponse(content, content_type=content_type)
    kind = "attachment" if "download" in request.query_params else "inline"
    answer["Content-Disposition"] = f'{kind}; filename="{name}"'
    answer["Cache-Control"] = "private, no-store, max-age=0"
    return answer


def receipt(job: Job, request: Request) -> HttpResponse:
    """This function will give the receipt of the photo, or with `?of=effect` of the effect.

    :raises Refused: `receipt_pending`, 409, while the deletion is not verified
    """
    is_of_effect = request.query_params.get("of") == "effect"
    found = receipt_of(job.ended_effect_object if is_of_effect else job.upload_object)
    if found is None:
        raise Refused("receipt_pending", 409, retry_after=1)
    answer = HttpResponse(found.document, content_type="application/json")
    answer["Cache-Control"] = "private, no-store"
    return answer
