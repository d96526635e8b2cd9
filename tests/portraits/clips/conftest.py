"""Somebody who has agreed to clips, and a clip of theirs: waiting, and made."""

import pytest

from accounts.models import User
from portraits.models import Clip
from portraits.services.make_clip import make_clip
from tests.clips import clip_of_a_face
from tests.factories import agree_to, send_clip
from tests.portraits.conftest import Clock, Committing, Queue

# What the clip that waits is to look like.
COLOURED = {"filter": "sepia"}


@pytest.fixture
def director(sitter: User, clock: Clock) -> User:
    """A sitter who has agreed to clips, and to importing them."""
    agree_to(sitter, "face_video", "media_import", now=clock())
    return sitter


@pytest.fixture
def job(director: User, clock: Clock, queue: Queue, committing: Committing) -> Clip:
    with committing():
        return send_clip(director, clip_of_a_face(), now=clock(), **COLOURED)


@pytest.fixture
def clip(job: Clip, clock: Clock) -> Clip:
    make_clip(job.pk, now=clock)
    job.refresh_from_db()
    return job
