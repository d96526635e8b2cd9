"""Staff in one role each; people and portraits for incidents to touch."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from accounts.models import User
from portraits.models import Portrait
from privacy.registry.roles import Role
from tests.staff import make_staff

MakePerson = Callable[[str], User]


@pytest.fixture
def agent(staff: User) -> User:
    return make_staff(staff, Role.SUPPORT)


@pytest.fixture
def officer(make_person: MakePerson) -> User:
    return make_staff(make_person("officer"), Role.PRIVACY_OFFICER)


@pytest.fixture
def lawyer(make_person: MakePerson) -> User:
    return make_staff(make_person("lawyer"), Role.LEGAL_APPROVER)


@pytest.fixture
def guard(make_person: MakePerson) -> User:
    return make_staff(make_person("guard"), Role.SECURITY)


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
