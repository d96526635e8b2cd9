"""Errors of the API have one shape, a stable code, and words in the reader's language."""

import ast
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import (
    PermissionDenied,
    RequestDataTooBig,
    SuspiciousOperation,
    ValidationError,
)
from django.http import Http404
from rest_framework import exceptions
from rest_framework.test import APIClient

from accounts.models import User
from portraits.engine import errors as engine_errors
from privacy.api.problems import Problem, problem_of
from privacy.models.refusal import (
    SENTENCES,
    Refused,
    SentenceTaken,
    explain,
    register_sentences,
)
from tests.conftest import ApiAs

MEMBERS = ["type", "title", "status", "code", "detail"]


@pytest.mark.parametrize(
    ("failure", "status", "code"),
    [
        (Refused("busy", 503, retry_after=7), 503, "busy"),
        (Problem("gone", 410), 410, "gone"),
        (Http404("/a/secret/path"), 404, "not_found"),
        (exceptions.NotFound(), 404, "not_found"),
        (exceptions.NotAuthenticated(), 401, "not_authenticated"),
        (exceptions.AuthenticationFailed(), 401, "invalid_token"),
        (exceptions.PermissionDenied(), 403, "permission_denied"),
        (exceptions.MethodNotAllowed("PUT"), 405, "method_not_allowed"),
        (exceptions.NotAcceptable(), 406, "not_acceptable"),
        (exceptions.UnsupportedMediaType("text/x"), 415, "unsupported_media_type"),
        (exceptions.Throttled(3.2), 429, "throttled"),
        (exceptions.ParseError("a secret"), 400, "malformed"),
        (exceptions.ValidationError({"name": ["wrong"]}), 400, "invalid"),
        (ValidationError({"name": ["wrong"]}), 400, "invalid"),
        (PermissionDenied("a secret"), 403, "permission_denied"),
        (RequestDataTooBig("a secret"), 413, "too_large"),
        (SuspiciousOperation("a secret"), 400, "malformed"),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else str(value),
)
def test_each_failure_has_its_status_and_code(failure: Exception, status: int, code: str) -> None:
    problem = problem_of(failure)

    assert problem is not None
    body = problem.body()
    assert list(body)[:5] == MEMBERS
    assert (body["status"], body["code"]) == (status, code)
    assert body["detail"] == explain(code)
    assert "secret" not in str(body)


def test_what_nobody_foresaw_is_not_a_problem_of_its_own() -> None:
    assert problem_of(ZeroDivisionError("a secret")) is None


def test_a_problem_carries_no_instance() -> None:
    assert "instance" not in Problem("not_found", 404).body()


def test_a_401_always_says_how_to_prove_who_one_is() -> None:
    for failure in (Refused("invalid_credentials", 401), exceptions.NotAuthenticated()):
        problem = problem_of(failure)
        assert problem is not None
        assert problem.response()["WWW-Authenticate"].startswith("Bearer ")


def test_a_wait_is_said_in_seconds() -> None:
    for failure, seconds in (
        (Refused("busy", 503, retry_after=7), "7"),
        (exceptions.Throttled(3.2), "4"),
    ):
        problem = problem_of(failure)
        assert problem is not None
        assert problem.response()["Retry-After"] == seconds


def test_errors_are_listed_by_field() -> None:
    detail = {"name": ["too long"], "non_field_errors": ["odd"], "deep": {"x": ["wrong"]}}

    problem = problem_of(exceptions.ValidationError(detail))

    assert problem is not None
    assert problem.errors == {"name": ["too long"], "body": ["odd"], "deep": {"x": ["wrong"]}}


def test_an_unknown_code_still_has_words() -> None:
    assert explain("no_such_code") == explain("refused")


def test_one_code_has_one_pair_of_sentences() -> None:
    with pytest.raises(SentenceTaken, match="not_found"):
        register_sentences({"not_found": ("This.", "That.")})


# --- every code has its words


def codes_in_source() -> set[str]:
    return {
        node.args[0].value
        for app in ("accounts", "portraits", "privacy", "portrait_site")
        for path in Path(settings.BASE_DIR, app).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and getattr(node.func, "id", "") in ("Refused", "Problem")
        and node.args
        and isinstance(node.args[0], ast.Constant)
    }


def test_every_code_that_is_raised_has_its_sentences() -> None:
    assert codes_in_source() - set(SENTENCES) == set()
    assert len(codes_in_source()) > 15


PHOTO_ERRORS = [
    getattr(engine_errors, name)
    for name in (
        "NotAnImage",
        "TooManyPixels",
        "NoFace",
        "FaceTooSmall",
        "FaceTurned",
        "TooDark",
        "TooBlurred",
        "SeveralFaces",
        "FaceNotFound",
        "UnsupportedFormat",
        "FileTooLarge",
    )
]


@pytest.mark.parametrize("error", PHOTO_ERRORS, ids=lambda error: error.code)
def test_every_fault_of_a_photo_has_its_sentences(error: Any) -> None:
    assert error.code in SENTENCES


def test_every_pair_says_what_is_wrong_and_what_to_do() -> None:
    for code, (wrong, remedy) in SENTENCES.items():
        assert str(wrong).endswith("."), code
        assert str(remedy).endswith("."), code


# --- over HTTP


@pytest.mark.parametrize("path", ["/api/", "/api/v1/nothing/", "/api/v1/tokens", "/api/v2/x/"])
def test_an_unknown_route_of_the_api_answers_a_problem(api: APIClient, db: None, path: str) -> None:
    answer = api.get(path)

    assert answer.status_code == 404
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["code"] == "not_found"


def test_an_unknown_page_answers_a_page(api: APIClient, policy: str) -> None:
    answer = api.get("/nothing/")

    assert answer.status_code == 404
    assert answer["Content-Type"].startswith("text/html")


def test_a_method_that_is_not_there_is_a_problem_with_those_that_are(
    api: APIClient, db: None
) -> None:
    answer = api.get("/api/v1/accounts/")

    assert answer.status_code == 405
    assert answer.json()["code"] == "method_not_allowed"
    assert "POST" in answer["Allow"]


def test_a_format_that_is_not_offered_is_a_problem(api: APIClient, db: None) -> None:
    answer = api.post("/api/v1/tokens/", {}, HTTP_ACCEPT="text/csv")

    assert answer.status_code == 406
    assert answer["Content-Type"] == "application/problem+json"


def test_a_failure_nobody_foresaw_is_a_problem_without_details(
    api: APIClient, db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_args: Any, **_options: Any) -> None:
        raise ZeroDivisionError("the secret of carol@example.org")

    monkeypatch.setattr("accounts.api.views.require_signup_room", fail)

    answer = api.post("/api/v1/accounts/", {})

    assert answer.status_code == 500
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["code"] == "server_error"
    assert b"carol" not in answer.content
    assert b"Zero" not in answer.content


def test_a_failure_of_a_page_is_a_page_without_details(
    api: APIClient, policy: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_args: Any, **_options: Any) -> None:
        raise ZeroDivisionError("the secret of carol@example.org")

    monkeypatch.setattr("accounts.views.joining.current_policy", fail)

    answer = api.get("/accounts/signup/")

    assert answer.status_code == 500
    assert answer["Content-Type"].startswith("text/html")
    assert b"carol" not in answer.content


def test_a_refusal_that_no_page_caught_is_a_page_of_its_status(
    api: APIClient, policy: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_args: Any, **_options: Any) -> None:
        raise Refused("quota_exceeded", 429, retry_after=60)

    monkeypatch.setattr("accounts.views.joining.current_policy", refuse)

    answer = api.get("/accounts/signup/")

    assert answer.status_code == 429
    assert answer["Retry-After"] == "60"
    assert "your limit of portraits" in answer.content.decode()


def test_a_problem_speaks_the_language_asked_for(api: APIClient, db: None) -> None:
    answer = api.get("/api/v1/tokens/", HTTP_ACCEPT_LANGUAGE="zh-Hans")

    assert answer["Content-Language"] == "zh-hans"
    assert answer.json()["code"] == "not_authenticated"


def test_a_program_without_a_language_gets_its_owners(api_as: ApiAs, alice: User) -> None:
    User.objects.filter(pk=alice.pk).update(locale="zh-hans")

    answer = api_as(alice).get("/api/v1/tokens/")

    assert answer["Content-Language"] == "zh-hans"


def test_pages_of_a_list_have_one_shape(api_as: ApiAs, alice: User) -> None:
    client = api_as(alice, "account")
    for _ in range(24):
        api_as(alice)

    first = client.get("/api/v1/tokens/").json()
    all_of_them = client.get("/api/v1/tokens/", {"page_size": 200}).json()

    assert list(first) == ["count", "next", "previous", "results"]
    assert (first["count"], len(first["results"])) == (25, 20)
    assert first["next"].startswith("http://testserver/api/v1/tokens/")
    assert len(all_of_them["results"]) == 25


def test_a_page_beyond_the_last_is_a_problem(api_as: ApiAs, alice: User) -> None:
    answer = api_as(alice, "account").get("/api/v1/tokens/", {"page": 9})

    assert answer.status_code == 404
    assert answer.json()["code"] == "not_found"
