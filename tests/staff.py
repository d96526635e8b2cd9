"""Staff as the rules want them: bound, trained, with a second factor, and in a role."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.utils import timezone

from accounts.models import User
from privacy.models import StaffAgreement, StaffRole, StaffTraining
from privacy.models.refusal import Refused
from privacy.registry.roles import Role
from tests.sessions import SECRET

# Who filed it: somebody else, who need not exist any more.
FILED_BY = 10**9
LONG_AGO, LONG_AHEAD = date(2018, 1, 1), timedelta(days=20 * 365)


def make_staff(person: User, *roles: Role) -> User:
    """The person in these roles, fresh from the database: rights are looked up once a request."""
    User.objects.filter(pk=person.pk).update(is_staff=True)
    now = timezone.now()
    filed = {"person_number": person.pk, "filed_by": FILED_BY, "filed_at": now}
    until = now.date() + LONG_AHEAD
    StaffAgreement.objects.get_or_create(
        person_number=person.pk,
        defaults=filed | {"document_sha256": "0" * 64, "signed_on": LONG_AGO, "until": until},
    )
    StaffTraining.objects.get_or_create(
        person_number=person.pk,
        defaults=filed | {"course": "Data protection", "passed_on": LONG_AGO, "until": until},
    )
    for role in roles:
        StaffRole.objects.get_or_create(person_number=person.pk, role=role, defaults=filed)
    if not person.authenticator_set.exists():  # type: ignore[attr-defined]
        TOTP.activate(person, SECRET)
    return User.objects.get(pk=person.pk)


def refusal_of(act: Callable[[], object]) -> str:
    """The code with which the act is refused; it must be."""
    with pytest.raises(Refused) as refused:
        act()
    return refused.value.code
