"""How commands tell scripts what happened: one JSON object, with the API's error codes."""

import json
from argparse import ArgumentTypeError
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portraits.engine.errors import BadOption, EngineError, SeveralFaces
from privacy.models.refusal import Refused, explain

Refusal = EngineError | Refused | OSError


@contextmanager
def told_as_json(command: BaseCommand) -> Iterator[None]:
    """A refusal becomes `{"status": "failed", "error": {"code", "detail"}}` and exit status 1."""
    try:
        yield
    except (EngineError, Refused, OSError) as error:
        failure = failure_of(error)
        command.stdout.write(json.dumps(failure))
        raise CommandError(failure["error"]["detail"]) from error


def failure_of(error: Refusal) -> dict[str, Any]:
    """What a command prints of a refusal."""
    failure: dict[str, Any] = {"status": "failed"}
    if isinstance(error, OSError):
        return failure | {"error": {"code": "file_error", "detail": str(error.strerror or error)}}
    if isinstance(error, SeveralFaces):
        failure["faces"] = error.faces
    # What an option should have been is told exactly; the rest in the words people read.
    detail = str(error) if isinstance(error, BadOption) else explain(error.code)
    return failure | {"error": {"code": error.code, "detail": detail}}


def json_object(text: str) -> dict[str, Any]:
    """An argument that is a JSON object."""
    try:
        parsed = json.loads(text)
    except ValueError as error:
        raise BadOption("options", "must be a JSON object") from error
    if not isinstance(parsed, dict):
        raise BadOption("options", "must be a JSON object")
    return parsed


def slug(text: str) -> str:
    """An argument that is a template's slug."""
    if not text.replace("-", "").replace("_", "").isalnum() or not text.isascii() or len(text) > 64:
        raise ArgumentTypeError("letters, digits and hyphens only, at most 64")
    return text
