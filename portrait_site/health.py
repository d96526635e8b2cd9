"""Is the process alive (`/healthz`), and can the site do its work (`/readyz`)?

Clips that are late make nobody else wait: `/readyz` says so beside its checks and stays ready.

The answers name checks, never a host, a path or an error's words.
"""

import logging
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial
from uuid import uuid4

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import connections
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from portrait_site.celery import CLIPS, RENDERING, app
from privacy.models import PurgeRun
from privacy.selectors.heartbeats import is_alive

logger = logging.getLogger(__name__)

# Run every five minutes; two may fail before the site says it is not ready.
PURGE_SILENCE = timedelta(minutes=15)
BROKER_TIMEOUT_S = 2


@never_cache
@require_safe
def healthz(_request: HttpRequest) -> JsonResponse:
    """This function will answer while the web process lives."""
    return JsonResponse({"status": "ok"})


@never_cache
@require_safe
def readyz(_request: HttpRequest) -> JsonResponse:
    """This function will answer 200 when every check passes, else 503 and which did not."""
    now = timezone.now()
    results = check_readiness(now)
    is_ready = all(results.values())
    body = {
        "status": "ready" if is_ready else "not_ready",
        "checks": results,
        "clips": "on_time" if _passes("clips_heartbeat", partial(is_alive, CLIPS, now)) else "late",
    }
    return JsonResponse(body, status=200 if is_ready else 503)


def check_readiness(now: datetime) -> dict[str, bool]:
    """This function will run every check and return its outcome by name."""
    return {name: _passes(name, check) for name, check in _checks(now)}


def _checks(now: datetime) -> Iterator[tuple[str, Callable[[], bool]]]:
    for alias in settings.DATABASES:
        yield f"database_{alias}", partial(_database_answers, alias)
    yield "storage", _storage_keeps_and_deletes
    yield "broker", _broker_answers
    yield "worker_heartbeat", partial(_workers_have_beaten, now)
    yield "purge_heartbeat", partial(_purge_has_finished, now - PURGE_SILENCE)


def _passes(name: str, check: Callable[[], bool]) -> bool:
    # Whatever goes wrong means "not ready"; only the kind of error may be told.
    try:
        return check()
    except Exception as problem:
        logger.warning("readiness check %s failed: %s", name, type(problem).__name__)
        return False


def _database_answers(alias: str) -> bool:
    with connections[alias].cursor() as cursor:
        cursor.execute("SELECT 1")
        return bool(cursor.fetchone() == (1,))


def _storage_keeps_and_deletes() -> bool:
    store = storages["sealed"]
    name = store.save(f"health/{uuid4().hex}", ContentFile(b"ready"))
    try:
        with store.open(name) as file:
            return bool(file.read() == b"ready")
    finally:
        store.delete(name)


def _broker_answers() -> bool:
    with app.connection_for_write(connect_timeout=BROKER_TIMEOUT_S) as connection:
        connection.ensure_connection(max_retries=1, timeout=BROKER_TIMEOUT_S)
        return bool(connection.connected)


def _workers_have_beaten(now: datetime) -> bool:
    """The maintenance worker, to which the scheduler sends its beat, and that of portraits."""
    return all(is_alive(name, now) for name in ("worker", RENDERING))


def _purge_has_finished(since: datetime) -> bool:
    return PurgeRun.objects.filter(finished_at__gte=since).exists()
