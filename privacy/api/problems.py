"""Errors of the API: RFC 9457 problem details with a stable code, in the reader's language.

A problem carries `{type, title, status, code, detail, errors?}` and no `instance`, so that the
answer to an id that belongs to somebody else equals the answer to an unknown one byte for byte.
"""

import json
import logging
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.core.exceptions import ValidationError as ModelValidationError
from django.db import OperationalError
from django.http import Http404, HttpResponse, UnreadablePostError
from django.utils.translation import gettext_lazy as _
from rest_framework import exceptions
from rest_framework.exceptions import APIException

from privacy.models.refusal import SENTENCES, Refused, explain

MEDIA_TYPE = "application/problem+json"
DATABASE_AWAY_S = "5"
CHALLENGE = 'Bearer realm="api"'

TITLES = {
    400: _("Bad request"),
    401: _("Not signed in"),
    403: _("Not allowed"),
    404: _("Not found"),
    405: _("Method not allowed"),
    406: _("Not acceptable"),
    409: _("Conflict"),
    410: _("Gone"),
    413: _("Too large"),
    415: _("Unsupported format"),
    422: _("Not processable"),
    429: _("Too many requests"),
    500: _("Server error"),
    503: _("Not available"),
}
# Codes that the framework gives, in our words.
FRAMEWORK_CODES = {
    "authentication_failed": "invalid_token",
    "parse_error": "malformed",
    "error": "server_error",
}


logger = logging.getLogger(__name__)


class Problem(APIException):
    """A problem to answer with; a view raises it, or a service raises `Refused`."""

    def __init__(
        self,
        code: str,
        status: int,
        *,
        detail: str | None = None,
        errors: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(detail or explain(code), code)
        self.code = code
        self.status_code = status
        self.errors = dict(errors or {})
        self.headers = dict(headers or {})

    def body(self) -> dict[str, Any]:
        """This function will return the members of the JSON object."""
        title = TITLES.get(self.status_code) or HTTPStatus(self.status_code).phrase
        members: dict[str, Any] = {
            "type": "about:blank",
            "title": str(title),
            "status": self.status_code,
            "code": self.code,
            "detail": str(self.detail),
        }
        return members | ({"errors": self.errors} if self.errors else {})

    def response(self) -> HttpResponse:
        """This function will return the answer; a 401 always says how to prove who one is."""
        content = json.dumps(self.body(), ensure_ascii=False)
        answer = HttpResponse(content, content_type=MEDIA_TYPE, status=self.status_code)
        for name, value in self.headers.items():
            answer[name] = value
        if self.status_code == 401:
            answer["WWW-Authenticate"] = CHALLENGE
        answer["Cache-Control"] = "private, no-store"
        return answer


def answer_with_problem(exc: Exception, _context: Mapping[str, Any]) -> HttpResponse | None:
    """This function will turn an exception of a view into a problem.

    Anything unexpected is left to Django, which logs it and asks handler500 for the answer: a
    problem without details.
    """
    problem = problem_of(exc)
    if problem is None:
        return None
    return problem.response()


def problem_of(exc: BaseException) -> Problem | None:
    """This function will return the problem that an exception stands for, or None."""
    match exc:
        case Problem():
            return exc
        case Refused():
            return refusal_problem(exc)
        case exceptions.ValidationError():
            return Problem("invalid", 400, errors=_field_errors(exc.detail))
        case ModelValidationError():
            return Problem("invalid", 400, errors=_model_errors(exc))
        case APIException():
            return _from_framework(exc)
        case Http404():
            return Problem("not_found", 404)
        case PermissionDenied():
            return Problem("permission_denied", 403)
        case RequestDataTooBig():
            return Problem("too_large", 413)
        case UnreadablePostError():
            return Problem("interrupted_upload", 400)
        case SuspiciousOperation():
            return Problem("malformed", 400)
        case OperationalError():
            return _database_away(exc)
    return None


def _database_away(error: OperationalError) -> Problem:
    """Locked, full or not there: that passes, and whoever asks may come back."""
    logger.error("database_unavailable", extra={"kind": type(error.__cause__ or error).__name__})
    return Problem("busy", 503, headers={"Retry-After": DATABASE_AWAY_S})


def refusal_problem(refusal: Refused) -> Problem:
    """This function will return the problem that a refusal is answered with."""
    wait = {} if refusal.retry_after is None else {"Retry-After": str(refusal.retry_after)}
    return Problem(
        refusal.code, refusal.status, detail=str(refusal), errors=refusal.errors, headers=wait
    )


def _from_framework(exc: APIException) -> Problem:
    code = str(exc.get_codes()) if isinstance(exc.detail, str) else exc.default_code
    code = FRAMEWORK_CODES.get(code, code)
    wait = getattr(exc, "wait", None)
    return Problem(
        code if code in SENTENCES else "refused",
        exc.status_code,
        headers={} if wait is None else {"Retry-After": str(max(1, round(wait)))},
    )


def _field_errors(detail: Any) -> dict[str, Any]:
    """Nested as the input was; a body that is no object has its errors under `body`."""
    if isinstance(detail, dict):
        return {_field_name(name): _messages(value) for name, value in detail.items()}
    return {"body": _messages(detail)}


def _field_name(name: Any) -> str:
    return "body" if name == "non_field_errors" else str(name)


def _messages(detail: Any) -> Any:
    if isinstance(detail, dict):
        return {str(name): _messages(value) for name, value in detail.items()}
    if isinstance(detail, list):
        return [_messages(value) for value in detail]
    return str(detail)


def _model_errors(exc: ModelValidationError) -> dict[str, list[str]]:
    if hasattr(exc, "error_dict"):
        return {
            "body" if name == "__all__" else name: messages
            for name, messages in exc.message_dict.items()
        }
    return {"body": list(exc.messages)}
