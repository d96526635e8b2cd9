"""Staff in one role each."""

from collections.abc import Callable

import pytest

from accounts.models import User
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
