"""What a register refuses while something is filed stands in the form, with all that was typed."""

from typing import Any

import pytest
from django.contrib import admin
from django.test import Client

from accounts.models import User
from privacy.admin.register_admin import RegisterAdmin
from privacy.models import DisclosureRequest, Incident, RegisterEvent, Termination
from privacy.registry.roles import Role
from tests.sessions import sign_in_with_factor
from tests.staff import make_staff

pytestmark = pytest.mark.django_db(databases="__all__")

ADD = "/admin/privacy/{}/add/"
BY_CONSENT = {
    "authority": "a court",
    "purpose": "case 17",
    "ground": "consent",
    "email": "nobody@example.org",
    "requested": ["accounts.User.email"],
    "consent_entry": "1",
}
TOMORROW = {
    "kind": "leak",
    "spread": "outside",
    "what": "A copy was left open.",
    "detected_at_0": "2099-01-01",
    "detected_at_1": "12:00",
    "chosen_classes": ["accounts.User"],
}


@pytest.fixture
def desk(client: Client, staff: User) -> Client:
    roles = (Role.PRIVACY_OFFICER, Role.LEGAL_APPROVER, Role.SECURITY)
    return sign_in_with_factor(client, make_staff(staff, *roles))


@pytest.mark.parametrize(
    ("model", "form", "typed"),
    [(DisclosureRequest, BY_CONSENT, "case 17"), (Incident, TOMORROW, "A copy was left open.")],
)
def test_a_refused_record_is_told_in_the_form_and_nothing_typed_is_lost(
    desk: Client, model: Any, form: dict[str, Any], typed: str
) -> None:
    answer = desk.post(ADD.format(model._meta.model_name), form)

    assert answer.status_code == 200
    text = answer.content.decode()
    assert "errornote" in text
    assert typed in text
    assert not model.objects.exists()
    assert not RegisterEvent.objects.exists()


def test_what_can_be_filed_is_filed_once(desk: Client) -> None:
    form = TOMORROW | {"detected_at_0": "2026-01-01"}

    assert desk.post(ADD.format("incident"), form).status_code == 302
    assert Incident.objects.count() == 1
    assert RegisterEvent.objects.filter(step="file").count() == 1


def test_every_register_that_takes_records_says_how_they_are_filed() -> None:
    pages = [one for one in admin.site._registry.values() if isinstance(one, RegisterAdmin)]
    silent = [one for one in pages if one.adds and not hasattr(one, "file")]

    assert silent == []
    assert Termination in admin.site._registry
