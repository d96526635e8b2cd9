"""The world of the promises."""

from datetime import timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import User
from portraits.services.render_portrait import render_portrait
from tests.factories import send_photo
from tests.promises.world import World

for _module in sorted(Path(__file__).parent.glob("breaches_*.py")):
    import_module(f"tests.promises.{_module.stem}")


@pytest.fixture
def world(sitter: User, settings: Any, tmp_path: Path) -> World:
    """A finished portrait, an hour later."""
    settings.EVIDENCE_READER = "tests.promises.world.everything_passed"
    job = send_photo(sitter, now=timezone.now())
    render_portrait(job.pk)
    job.refresh_from_db()
    return World(sitter, job, timezone.now() + timedelta(hours=1), settings, tmp_path)
