"""Who asked for what, when, and how it ended: the log the law asks for, without names.

Design. An entry holds the route's name, never the path or its words; the person is a keyed
pseudonym that changes every day; the address is sealed with the log's own key. Entries wait in
memory and one thread writes them in batches, at most a second apart, to a database of their own:
a log that cannot be written never fails or delays a request. A killed process loses that second.
"""

import atexit
import logging
import os
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db import DatabaseError, connections
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import empty

from accounts.backends import client_address
from privacy.encryption import keyed_hash, seal_field
from privacy.models import NetworkLogEntry

logger = logging.getLogger(__name__)

GetResponse = Callable[[HttpRequest], HttpResponse]

ADDRESS_CONTEXT = "privacy.network_log.address"
BATCH_S = 1.0
# At 300 requests a second this is half a minute without a database.
MOST_WAITING = 10_000
# Nobody asks these: files of the pages, and the watcher of this very machine.
UNLOGGED = ("/static/", "/healthz", "/readyz")


@dataclass(frozen=True, slots=True)
class Visit:
    """One request as it is kept in memory until it is written."""

    at: datetime
    method: str
    route: str
    status: int
    person_id: int | None
    address: str

    def as_row(self) -> NetworkLogEntry:
        """This function will seal and pseudonymise what must not be read."""
        return NetworkLogEntry(
            at=self.at,
            method=self.method,
            route=self.route,
            status=self.status,
            person=self._pseudonym(),
            sealed_address=seal_field(self.address, context=ADDRESS_CONTEXT, purpose="log"),
        )

    def _pseudonym(self) -> str:
        if self.person_id is None:
            return ""
        day = self.at.date().isoformat()
        return keyed_hash(f"{day}|{self.person_id}", purpose="network_log")


class NetworkLog:
    """The entries that wait, and the thread that writes them once `write_behind` was called."""

    def __init__(self) -> None:
        self._waiting: deque[Visit] = deque(maxlen=MOST_WAITING)
        self._writing = threading.Lock()
        self._has_writer = False
        self._writer_pid = 0

    def write_behind(self) -> None:
        """This function will have a thread write what waits; it starts with the first entry.

        Not before: a thread does not survive the fork that makes a web worker.
        """
        self._has_writer = True

    def add(self, visit: Visit) -> None:
        """This function will keep an entry until it is written; the oldest gives way."""
        if len(self._waiting) == MOST_WAITING:
            logger.error("the network log cannot be written and has lost an entry")
        self._waiting.append(visit)
        if self._has_writer and self._writer_pid != os.getpid():
            self._start_writer()

    def flush(self) -> int:
        """This function will write what waits and say how much that was.

        What could not be written goes back to the front of the queue.
        """
        with self._writing:
            batch = [self._waiting.popleft() for _ in range(len(self._waiting))]
            if not batch:
                return 0
            try:
                NetworkLogEntry.objects.bulk_create([visit.as_row() for visit in batch])
            except DatabaseError as error:
                logger.error("the network log was not written: %s", type(error).__name__)
                self._waiting.extendleft(reversed(batch))
                return 0
            return len(batch)

    def _start_writer(self) -> None:
        self._writer_pid = os.getpid()
        self._writing = threading.Lock()
        threading.Thread(target=self._write_for_ever, name="network-log", daemon=True).start()
        atexit.register(self.flush)

    def _write_for_ever(self) -> None:
        pause = threading.Event()
        while not pause.wait(BATCH_S):
            self.flush()
            connections["log"].close_if_unusable_or_obsolete()


network_log = NetworkLog()


class NetworkLogMiddleware:
    """Notes each request after it was answered."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not request.path_info.startswith(UNLOGGED):
            network_log.add(_visit(request, response))
        return response


def _visit(request: HttpRequest, response: HttpResponse) -> Visit:
    match = getattr(request, "resolver_match", None)
    return Visit(
        at=timezone.now(),
        method=(request.method or "")[:8],
        route=match.view_name[:100] if match and match.view_name else "",
        status=response.status_code,
        person_id=_person_id(request),
        address=client_address(request),
    )


def _person_id(request: HttpRequest) -> int | None:
    """The person, if answering needed to know: the log itself asks no database who it was."""
    user = getattr(request, "user", None)
    if user is None or getattr(user, "_wrapped", user) is empty:
        return None
    return user.pk
