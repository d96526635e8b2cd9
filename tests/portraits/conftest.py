"""A clock that tests turn, and a queue that nobody reads from."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from accounts.models import User
from portrait_site.celery import RENDERING, app
from portraits.models import Portrait
from portraits.services.render_portrait import render_portrait
from portraits.services.share_effect import NewShare, share_effect
from tests.factories import send_photo

Committing = Callable[[], AbstractContextManager[list[Callable[[], object]]]]


class Clock:
    """Says what it was set to; services take it as they take the real one."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at

    def move(self, **period: float) -> datetime:
        self.at += timedelta(**period)
        return self.at


class Queue:
    """The messages that wait for a worker."""

    def messages(self) -> list[object]:
        """Take them all out: the bodies as they went over the wire."""
        with app.connection_for_read() as connection:
            queue = connection.SimpleQueue(RENDERING)
            taken = []
            while queue.qsize():
                message = queue.get_nowait()
                message.ack()
                taken.append(message.payload)
            queue.close()
            return taken


@pytest.fixture
def clock() -> Clock:
    return Clock(timezone.now())


@pytest.fixture
def queue() -> Iterator[Queue]:
    """Messages wait instead of being worked on in place."""
    queue = Queue()
    app.conf.task_always_eager = False
    queue.messages()
    yield queue
    queue.messages()
    app.conf.task_always_eager = True


@pytest.fixture
def committing(django_capture_on_commit_callbacks: Callable[..., object]) -> Committing:
    """What follows a commit happens at the end of the block."""
    return lambda: django_capture_on_commit_callbacks(execute=True)  # type: ignore[return-value]


@pytest.fixture
def portrait(sitter: User, clock: Clock, queue: Queue, committing: Committing) -> Portrait:
    """A finished portrait of the sitter; nothing waits."""
    with committing():
        job = send_photo(sitter, now=clock())
    render_portrait(job.pk, now=clock)
    job.refresh_from_db()
    return job


@pytest.fixture
def link(portrait: Portrait) -> NewShare:
    """A link to the portrait, by somebody who has read the warning."""
    return share_effect(portrait, is_warned=True, method="page", now=timezone.now())
