"""What may leave the process as a log line: JSON, and nothing about anybody.

Messages are redacted by key and by pattern; an exception leaves its type and the lines it passed
through, never its message, which may quote what a person typed; a request leaves its route's name,
never its path.
"""

import json
import logging
import re
import traceback
from collections.abc import ItemsView, Mapping
from datetime import UTC, datetime
from http import HTTPStatus
from types import TracebackType
from typing import Any

from django.http import HttpRequest
from django.views.debug import SafeExceptionReporterFilter

HIDDEN = "[removed]"

SECRET_KEYS = re.compile(
    r"pass|secret|token|otp|code|auth|cookie|session|csrf|e-?mail|phone|login|user_?name|address"
    r"|birth|file_?name|query|search",
    re.IGNORECASE,
)
# In this order: what is longer and more certain first.
SECRET_VALUES = re.compile(
    "|".join(
        (
            r"pst_[\w-]+",
            r"(?i:set-cookie|cookie|authorization)\s*[:=][^\n]+",
            r"(?i:bearer|basic)\s+[\w.~+/=-]+",
            r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+",
            r"(?i:sig|signature|token|key|password|passwd|secret|code|otp|q|email)=[^\s&\"']+",
            r"\b[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}\b",
            r"\b[0-9a-fA-F]{32,}\b",
            r"\b[\w-]{40,}\b",
            # A path with a query: the words after ? are the person's.
            r"\?[^\s\"']*=[^\s\"']*",
            r"\b(?:\d{1,3}\.){3}\d{1,3}\b",
            r"(?<![\w.])[+-]?\d{1,3}\.\d{4,}\s*[,;]\s*[+-]?\d{1,3}\.\d{4,}",
            # Ten digits and more, as telephones are written; a date is none.
            r"(?<![\d.])(?!\d{4}-\d\d-\d\d)\+?\d[\d ()-]{8,}\d(?!\d)",
            r"[^\s/\"']+\.(?i:jpe?g|png|webp|heic|heif|avif|gif|mp4|mov|webm|pdf)\b",
        )
    )
)


def redact(text: str) -> str:
    """This function will take out of a text whatever looks like something about a person."""
    return SECRET_VALUES.sub(HIDDEN, text)


def redact_value(key: str, value: Any) -> Any:
    """This function will redact a value, wholly when its key says what it is."""
    if SECRET_KEYS.search(key):
        return HIDDEN
    if isinstance(value, Mapping):
        return {str(name): redact_value(str(name), inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [redact_value("", inner) for inner in value]
    return value if isinstance(value, bool | int | float | None) else redact(str(value))


class RedactionFilter(logging.Filter):
    """Stands at the root handler, so that no library's message passes it by."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = redact(_message(record)), None
        if record.exc_info and record.exc_info[1] is not None:
            record.failure = describe(record.exc_info[1])
        record.exc_info = record.exc_text = None
        record.stack_info = None
        return True


def _message(record: logging.LogRecord) -> str:
    request = getattr(record, "request", None)
    if isinstance(request, HttpRequest):
        return _request_line(record, request)
    if isinstance(record.args, Mapping):
        record.args = {name: redact_value(name, value) for name, value in record.args.items()}
    return record.getMessage()


def _request_line(record: logging.LogRecord, request: HttpRequest) -> str:
    """Django's own message names the path, which holds ids and could hold a search word."""
    status = int(getattr(record, "status_code", 500))
    match = getattr(request, "resolver_match", None)
    route = match.view_name if match else "no route"
    return f"{status} {HTTPStatus(status).phrase}: {request.method} {route}"


def describe(error: BaseException) -> dict[str, Any]:
    """This function will say what failed and where, without the words of the failure."""
    description: dict[str, Any] = {
        "type": type(error).__qualname__,
        "where": _frames(error.__traceback__),
    }
    if isinstance(error, OSError) and error.errno is not None:
        description["errno"] = error.errno
    if error.__cause__ is not None:
        description["cause"] = describe(error.__cause__)
    return description


def _frames(trace: TracebackType | None) -> list[str]:
    return [
        f"{frame.f_globals.get('__name__', '?')}:{line} {frame.f_code.co_name}"
        for frame, line in traceback.walk_tb(trace)
    ]


class JsonFormatter(logging.Formatter):
    """One line of JSON a record; a line break inside a message cannot forge another line."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        failure = getattr(record, "failure", None)
        return json.dumps(line | ({"failure": failure} if failure else {}), ensure_ascii=True)


class NothingReporterFilter(SafeExceptionReporterFilter):
    """Error reports without settings, cookies, forms or local variables."""

    def is_active(self, _request: HttpRequest | None) -> bool:
        return True

    def get_safe_settings(self) -> dict[str, Any]:
        return {}

    def get_safe_request_meta(self, _request: HttpRequest | None) -> dict[str, Any]:
        return {}

    def get_safe_cookies(self, _request: HttpRequest | None) -> dict[str, Any]:
        return {}

    def get_post_parameters(self, _request: HttpRequest | None) -> dict[str, Any]:
        return {}

    def get_traceback_frame_variables(
        self, _request: HttpRequest | None, _frame: Any
    ) -> ItemsView[str, Any]:
        return {}.items()
