"""Counts the pages that people open who let themselves be counted: sums by page and day.

A visit is one in a sum in memory; the sums are written now and then, so that not even the moment
of a visit is kept. A process that is killed loses what it has not written.
"""

import logging
import threading
import time
from collections import Counter
from collections.abc import Callable

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from privacy.gates import counting_choice_of
from privacy.selectors.counting_choice import Choice
from privacy.services.count_visits import PageDay, count_visits, page_day

GetResponse = Callable[[HttpRequest], HttpResponse]
WRITE_EVERY_S = 60.0
UNCOUNTED = ("/admin/", "/api/", "/static/")

logger = logging.getLogger(__name__)


class PageSums:
    """The sums that wait to be written."""

    def __init__(self) -> None:
        self._sums: Counter[PageDay] = Counter()
        self._lock = threading.Lock()
        self._written_at = time.monotonic()

    def add(self, visit: PageDay) -> None:
        """This function will count a visit, and write when the last time is a minute ago."""
        with self._lock:
            self._sums[visit] += 1
            is_due = time.monotonic() - self._written_at >= WRITE_EVERY_S
        if is_due:
            self.write()

    def write(self) -> None:
        """This function will write the sums; what cannot be written waits for the next time."""
        with self._lock:
            sums, self._sums, self._written_at = self._sums, Counter(), time.monotonic()
        try:
            count_visits(sums)
        except DatabaseError as problem:
            logger.warning("page_sums_not_written", extra={"kind": type(problem).__name__})
            with self._lock:
                self._sums += sums


page_sums = PageSums()


class PageCountMiddleware:
    """Looks at each page after it was answered."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if _is_page(request, response) and counting_choice_of(request) is Choice.YES:
            match = request.resolver_match
            page_sums.add(page_day(match.view_name if match else "", timezone.now()))
        return response


def _is_page(request: HttpRequest, response: HttpResponse) -> bool:
    is_html = response.get("Content-Type", "").startswith("text/html")
    is_ours = not request.path_info.startswith(UNCOUNTED)
    return request.method == "GET" and response.status_code == 200 and is_html and is_ours
