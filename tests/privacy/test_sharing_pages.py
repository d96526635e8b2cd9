"""The registers of sharing in the admin: one person files, another approves, auditors look on."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from privacy.models import (
    BasisInvocation,
    ControllerTransfer,
    CrossBorderTransfer,
    DeidRelease,
    ThirdParty,
)
from privacy.registry.roles import Role
from privacy.tasks import tend_sharing
from tests.sessions import sign_in_with_factor
from tests.sharing import DESCRIBED, SHA, active
from tests.staff import make_staff

ADMIN = "/admin/privacy/"
TOMORROW = timezone.now() + timedelta(days=1)
LATER = TOMORROW + timedelta(days=9)


def moment(name: str, at: Any) -> dict[str, str]:
    return {f"{name}_0": f"{at:%Y-%m-%d}", f"{name}_1": f"{at:%H:%M}"}


FORMS: dict[str, tuple[Any, dict[str, Any]]] = {
    "thirdparty": (ThirdParty, DESCRIBED | {"categories": ["contact", "age"]}),
    "deidrelease": (
        DeidRelease,
        {
            "title": "Languages",
            "purpose": "Which ones to write.",
            "columns": "language",
            "rows": str([{"language": "en"}] * 30).replace("'", '"'),
        },
    ),
    "crossbordertransfer": (
        CrossBorderTransfer,
        {
            "ground": "law",
            "reference": "case 7",
            "region": "elsewhere",
            "citation": "a treaty",
            "assessment_sha256": SHA,
            "contract_sha256": SHA,
            "until": f"{LATER:%Y-%m-%d}",
        },
    ),
    "controllertransfer": (
        ControllerTransfer,
        {"receiver": "Next House", "contact": "next@example.org"},
    ),
    "basisinvocation": (
        BasisInvocation,
        {
            "ground": "X-11",
            "purpose": "a case",
            "categories": ["contact"],
            "reason": "because",
            "evidence": "law 7",
            **moment("starts_at", TOMORROW),
            **moment("until", LATER),
        },
    ),
}
BAD = {
    "thirdparty": {"kind": "friend"},
    "deidrelease": {"columns": "email"},
    "crossbordertransfer": {"contract_sha256": "none"},
    "controllertransfer": {"contact": ""},
    "basisinvocation": {"evidence": ""},
}


@pytest.fixture
def officer(staff: User) -> User:
    return make_staff(staff, Role.PRIVACY_OFFICER)


@pytest.fixture
def approver(make_person: Callable[[str], User]) -> User:
    return make_staff(make_person("approver"), Role.LEGAL_APPROVER)


@pytest.mark.parametrize("page", FORMS)
def test_an_officer_files_a_record_and_what_is_wrong_is_not_filed(
    client: Client, officer: User, page: str
) -> None:
    model, form = FORMS[page]
    sign_in_with_factor(client, officer)

    wrong = client.post(f"{ADMIN}{page}/add/", form | BAD[page])
    assert (wrong.status_code, model.objects.count()) == (200, 0)
    done = client.post(f"{ADMIN}{page}/add/", form)
    assert done.status_code == 302, done.context["errors"]
    record = model.objects.get()
    assert record.filed_by == f"person {officer.pk}"
    assert client.get(f"{ADMIN}{page}/{record.pk}/change/").status_code == 200
    assert client.get(f"{ADMIN}{page}/").status_code == 200


@pytest.mark.parametrize("page", [*FORMS, "sharingevent"])
def test_an_auditor_looks_on_and_a_support_agent_sees_nothing(
    client: Client, staff: User, make_person: Callable[[str], User], page: str
) -> None:
    sign_in_with_factor(client, make_staff(staff, Role.AUDITOR))
    assert client.get(f"{ADMIN}{page}/").status_code == 200
    assert client.get(f"{ADMIN}{page}/add/").status_code == 403

    sign_in_with_factor(client, make_staff(make_person("agent"), Role.SUPPORT))
    assert client.get(f"{ADMIN}{page}/").status_code == 403


def test_a_third_party_goes_from_draft_to_active_by_two_people_in_their_browsers(
    client: Client, officer: User, approver: User
) -> None:
    sign_in_with_factor(client, officer)
    client.post(f"{ADMIN}thirdparty/add/", FORMS["thirdparty"][1])
    party = ThirdParty.objects.get()
    today = timezone.now().date()
    agreement = {
        "add_agreement-document_sha256": SHA,
        "add_agreement-parties": "both",
        "add_agreement-signed_on": today - timedelta(days=2),
        "add_agreement-until": today + timedelta(days=100),
    }
    step = f"{ADMIN}thirdparty/{party.pk}/step/"
    anew = {f"describe-{name}": value for name, value in FORMS["thirdparty"][1].items()}
    assert client.post(f"{step}describe/", anew | {"describe-kept_days": 9}).status_code == 302
    assert client.post(f"{step}add_agreement/", agreement).status_code == 302
    client.post(f"{step}activate/")
    party.refresh_from_db()
    assert (party.state, party.kept_days) == ("draft", 9)

    client.logout()
    sign_in_with_factor(client, approver)
    assert client.post(f"{step}activate/").status_code == 302
    party.refresh_from_db()
    assert party.state == "active"
    assert "Timeline" in client.get(f"{ADMIN}thirdparty/{party.pk}/change/").content.decode()


def test_the_schedule_switches_off_what_nothing_binds(db: None) -> None:
    party = active(now=timezone.now() - timedelta(days=30), days=10)
    tend_sharing()
    party.refresh_from_db()
    assert party.state == "suspended"
