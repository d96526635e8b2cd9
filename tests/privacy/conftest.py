"""People and portraits for incidents to touch."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from accounts.models import User
from portraits.models import Portrait


@pytest.fixture
def portrait_of(template: Any) -> Callable[[User], Portrait]:
    def make(person: User) -> Portrait:
        now = timezone.now()
        return Portrait.objects.create(
            owner=person,
            template=template,
            status=Portrait.Status.READY,
            created_at=now,
            ready_at=now,
            expires_at=now + timedelta(days=10),
            upload_object=uuid4(),
            effect_object=uuid4(),
        )

    return make


@pytest.fixture
def in_threes(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("search_affected", "deliver_notice"):
        monkeypatch.setattr(f"privacy.services.incidents.{module}.BATCH_PEOPLE", 3)


@pytest.fixture
def crowd(make_person: Callable[[str], User]) -> list[User]:
    return [make_person(f"one{number}") for number in range(8)]
