"""Whether the site is ready, as its monitoring asks, and what late clips change."""

from collections.abc import Callable
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import DatabaseError
from django.test import Client
from django.utils import timezone

from portrait_site.pulse import EVERY_S, Pulse
from privacy.models import Heartbeat
from privacy.services.beat_heartbeat import beat_heartbeat

pytestmark = pytest.mark.django_db(databases=["default", "keys", "log"])

WORKERS = ("worker", "portraits", "clips")


def ready(client: Client, *, silent: str = "") -> tuple[int, dict[str, Any]]:
    """What `/readyz` says while that worker has said nothing for two minutes."""
    for name in WORKERS:
        age = timedelta(minutes=2 if name == silent else 0)
        beat_heartbeat(name, now=timezone.now() - age)
    answer = client.get("/readyz")
    return answer.status_code, answer.json()


def test_late_clips_are_told_of_and_take_nobody_out_of_service(client: Client) -> None:
    status, body = ready(client)
    late_status, late_body = ready(client, silent="clips")

    assert body["clips"] == "on_time"
    assert late_body["clips"] == "late"
    assert late_body["checks"] == body["checks"]
    assert late_body["checks"]["worker_heartbeat"] is True
    assert late_status == status


@pytest.mark.parametrize("silent", ["worker", "portraits"])
def test_without_the_scheduler_or_the_worker_of_portraits_the_site_is_not_ready(
    client: Client, silent: str
) -> None:
    status, body = ready(client, silent=silent)

    assert status == 503
    assert body["checks"]["worker_heartbeat"] is False
    assert body["clips"] == "on_time"


class Timer:
    """A worker's timer that waits for the test."""

    def __init__(self) -> None:
        self.running: list[Callable[[], None]] = []

    def call_repeatedly(self, seconds: float, beat: Callable[[], None]) -> SimpleNamespace:
        assert seconds == EVERY_S
        self.running.append(beat)
        return SimpleNamespace(cancel=lambda: self.running.remove(beat))


def test_a_worker_beats_for_its_queue_also_after_the_broker_was_away(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # The test's own transaction goes on.
    monkeypatch.setattr("portrait_site.pulse.connections.close_all", lambda: None)
    queues = SimpleNamespace(consume_from={"clips": None})
    app = SimpleNamespace(amqp=SimpleNamespace(queues=queues))
    consumer = SimpleNamespace(app=app, timer=Timer())
    pulse = Pulse(consumer)
    pulse.start(consumer)
    assert Heartbeat.objects.filter(name="clips").exists()

    pulse.stop(consumer)
    pulse.start(consumer)
    Heartbeat.objects.all().delete()
    (beat,) = consumer.timer.running
    beat()

    assert list(Heartbeat.objects.values_list("name", flat=True)) == ["clips"]


def test_a_worker_that_cannot_write_that_it_lives_goes_on_working(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(_name: str, *, now: datetime) -> None:
        raise DatabaseError("words of the database")

    monkeypatch.setattr("portrait_site.pulse.connections.close_all", lambda: None)
    monkeypatch.setattr("portrait_site.pulse.beat_heartbeat", fail)
    app = SimpleNamespace(
        amqp=SimpleNamespace(queues=SimpleNamespace(consume_from={"clips": None}))
    )
    consumer = SimpleNamespace(app=app, timer=Timer())

    Pulse(consumer).start(consumer)

    assert len(consumer.timer.running) == 1
    assert [one.getMessage() for one in caplog.records] == ["heartbeat_not_written"]
