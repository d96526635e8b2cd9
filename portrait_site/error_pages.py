"""What is shown when something is refused or fails: a page for browsers, a problem under /api/."""

import sys
from http import HTTPStatus

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from privacy.api.problems import Problem, problem_of
from privacy.models.refusal import Refused

# Pages there are; another status of the 400s says "the request was not right".
PAGES = (400, 403, 404, 410, 413, 429, 503)

# The page of the status has better words than these codes' sentences.
UNSPECIFIC = ("bad_request", "malformed", "not_found", "permission_denied")


def handler400(request: HttpRequest, exception: Exception) -> HttpResponse:
    """This function will answer a request that could not be read."""
    return _answer(request, problem_of(exception) or Problem("bad_request", 400))


def handler403(request: HttpRequest, exception: Exception) -> HttpResponse:
    """This function will answer a request that is not allowed."""
    return _answer(request, problem_of(exception) or Problem("permission_denied", 403))


def handler404(request: HttpRequest, exception: Exception) -> HttpResponse:
    """This function will answer an address where nothing is."""
    return _answer(request, Problem("not_found", 404))


def handler500(request: HttpRequest) -> HttpResponse:
    """This function will answer what nobody foresaw, without details.

    A refusal that a page did not catch is no failure: it has a status and words of its own; so
    has a database that is away for a moment.
    """
    failure = sys.exc_info()[1]
    if isinstance(failure, Refused | OperationalError):
        return _answer(request, problem_of(failure) or Problem("server_error", 500))
    if _is_api(request):
        return Problem("server_error", 500).response()
    # Without the request: what the failed request would add to a page may be what failed.
    return HttpResponse(render_to_string("errors/500.html"), status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """This function will answer a form that did not come from our own page."""
    return _answer(request, Problem("csrf_failed", 403))


def _answer(request: HttpRequest, problem: Problem) -> HttpResponse:
    if _is_api(request):
        return problem.response()
    status = problem.status_code
    page = status if status in PAGES else _nearest(status)
    sentence = "" if problem.code in UNSPECIFIC else str(problem.detail)
    answer = render(request, f"errors/{page}.html", {"sentence": sentence}, status=status)
    for name, value in problem.headers.items():
        answer[name] = value
    return answer


def _nearest(status: int) -> int:
    return HTTPStatus.BAD_REQUEST if status < 500 else HTTPStatus.SERVICE_UNAVAILABLE


def _is_api(request: HttpRequest) -> bool:
    return request.path_info.startswith("/api/")
