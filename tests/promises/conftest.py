"""The world of the promises."""

from datetime import timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import User
from tests.factories import agree_to_portraits
from tests.promises.staff_on_record import make_guard
from tests.promises.world import World

for _module in sorted(Path(__file__).parent.glob("breaches_*.py")):
    import_module(f"tests.promises.{_module.stem}")


@pytest.fixture
def world(alice: User, decoder: None, settings: Any, tmp_path: Path) -> World:
    """Alice has agreed to what happens to her photo, an hour ago; every test passed.

    All that the staff have to file is on record.
    """
    settings.EVIDENCE_READER = "tests.promises.world.everything_passed"
    agree_to_portraits(alice, now=timezone.now())
    make_guard(timezone.now())
    return World(alice, timezone.now() + timedelta(hours=1), settings, tmp_path)
