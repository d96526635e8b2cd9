"""An authority asks for somebody's data: with papers and without, and what leaves."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs7
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from accounts.models import User
from privacy.models import (
    DataKey,
    DisclosureRequest,
    LedgerEntry,
    Notice,
    Receipt,
    SubjectPseudonym,
)
from privacy.models.refusal import Refused
from privacy.registry.roles import Role
from privacy.selectors.access_log import access_log_of, look_in_words
from privacy.selectors.disclosures import disclosable_fields, half_years, is_approved_disclosure
from privacy.services.disclosures.receive_request import Asked, document_request, receive_request
from privacy.services.disclosures.release_package import (
    close_request,
    release_package,
    take_package,
)
from privacy.services.disclosures.review_request import (
    Checklist,
    approve_request,
    refuse_request,
    review_request,
)
from privacy.services.disclosures.tell_person import tell_of_disclosures
from privacy.services.transitions import Actor, staff_actor
from tests.factories import agree_to_portraits
from tests.sessions import sign_in_with_factor
from tests.staff import make_staff

pytestmark = pytest.mark.django_db(databases="__all__")

EMAIL, LOCALE = "accounts.User.email", "accounts.User.locale"
GOOD = Checklist(has_basis=True, is_lawfully_held=True, has_purpose=True)
PAPERS = {"reference": "2026-17", "legal_basis": "art. 63", "document": "Letter of a court."}


@pytest.fixture
def officer(make_person: Callable[[str], User]) -> Actor:
    return staff_actor(make_staff(make_person("officer"), Role.PRIVACY_OFFICER))


@pytest.fixture
def approver(make_person: Callable[[str], User]) -> Actor:
    return staff_actor(make_staff(make_person("approver"), Role.LEGAL_APPROVER))


@pytest.fixture(scope="module")
def recipient() -> tuple[rsa.RSAPrivateKey, str]:
    """An authority's key, and the certificate that it hands to us."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "a court")])
    begins = datetime(2026, 1, 1, tzinfo=UTC)
    builder = x509.CertificateBuilder(name, name, key.public_key(), 7)
    dated = builder.not_valid_before(begins).not_valid_after(begins + timedelta(days=3650))
    signed = dated.sign(key, hashes.SHA256())
    return key, signed.public_bytes(serialization.Encoding.PEM).decode()


def asked_for(alice: User, officer: Actor, **changed: Any) -> DisclosureRequest:
    asked = {"authority": "a court", "email": alice.email, "requested": (EMAIL, LOCALE)}
    asked |= {"purpose": "case 17"} | changed
    return receive_request(Asked(**asked), by=officer, now=timezone.now())


def approved(alice: User, officer: Actor, approver: Actor, **review: Any) -> DisclosureRequest:
    request, now = asked_for(alice, officer), timezone.now()
    document_request(request, **PAPERS, by=officer, now=now)
    given = {"checklist": GOOD, "scope": (EMAIL,), "gag_until": None} | review
    review_request(request, **given, by=officer, now=now)
    approve_request(request, by=approver, now=now)
    return request


def code_of(act: Callable[[], object]) -> str:
    with pytest.raises(Refused) as refused:
        act()
    return refused.value.code


@pytest.mark.promise("D-3")
def test_without_papers_a_police_officer_gets_no_further(alice: User, officer: Actor) -> None:
    request, now = asked_for(alice, officer), timezone.now()
    review = {"checklist": GOOD, "scope": (EMAIL,), "gag_until": None}

    for missing in PAPERS:
        papers = PAPERS | {missing: "  "}
        done = code_of(lambda: document_request(request, **papers, by=officer, now=now))  # noqa: B023
        assert done == "disclosure_document"
    assert code_of(lambda: review_request(request, **review, by=officer, now=now)) == "record_state"
    with pytest.raises(IntegrityError), transaction.atomic():
        DisclosureRequest.objects.update(state="reviewed")


@pytest.mark.promise("D-0", "D-2")
def test_with_papers_only_what_was_approved_leaves_and_only_the_court_can_read_it(
    alice: User, officer: Actor, approver: Actor, recipient: tuple[rsa.RSAPrivateKey, str]
) -> None:
    request, now = approved(alice, officer, approver), timezone.now()
    key, pem = recipient

    release_package(request, certificate=pem, by=approver, now=now)
    package = take_package(request, by=approver, now=now)

    opened = pkcs7.pkcs7_decrypt_der(package, x509.load_pem_x509_certificate(pem.encode()), key, [])
    told = json.loads(opened)
    assert told["data"] == {"accounts.User": [{"email": alice.email}]}
    assert alice.email.encode() not in package
    assert request.released == [EMAIL]
    assert request.requested == [EMAIL, LOCALE]


@pytest.mark.promise("D-0")
def test_a_package_is_taken_once_and_is_gone_with_a_receipt(
    alice: User, officer: Actor, approver: Actor, recipient: tuple[rsa.RSAPrivateKey, str]
) -> None:
    request, now = approved(alice, officer, approver), timezone.now()
    release_package(request, certificate=recipient[1], by=approver, now=now)
    take_package(request, by=approver, now=now)

    assert code_of(lambda: take_package(request, by=approver, now=now)) == "gone"
    assert not DataKey.objects.filter(object_class="package").exists()
    assert Receipt.objects.get(object_class="package").document


@pytest.mark.promise("D-0")
def test_a_package_ends_after_three_days_and_without_a_certificate_there_is_none(
    alice: User, officer: Actor, approver: Actor, recipient: tuple[rsa.RSAPrivateKey, str]
) -> None:
    request, now = approved(alice, officer, approver), timezone.now()

    wrong = code_of(lambda: release_package(request, certificate="x", by=approver, now=now))
    assert wrong == "disclosure_certificate"
    release_package(request, certificate=recipient[1], by=approver, now=now)
    later = now + timedelta(days=3)
    assert code_of(lambda: take_package(request, by=approver, now=later)) == "gone"
    close_request(request, by=officer, now=later)
    assert not DataKey.objects.filter(object_class="package").exists()


@pytest.mark.promise("D-5")
def test_the_reviewer_neither_approves_nor_releases(
    alice: User, make_person: Callable[[str], User], officer: Actor, approver: Actor
) -> None:
    both = make_staff(make_person("both"), Role.PRIVACY_OFFICER, Role.LEGAL_APPROVER)
    alone, now = staff_actor(both), timezone.now()
    request = asked_for(alice, officer)
    document_request(request, **PAPERS, by=officer, now=now)
    review_request(request, checklist=GOOD, scope=(EMAIL,), gag_until=None, by=alone, now=now)

    assert code_of(lambda: approve_request(request, by=alone, now=now)) == "second_person_needed"
    assert code_of(lambda: approve_request(request, by=officer, now=now)) == "permission_denied"
    with pytest.raises(IntegrityError), transaction.atomic():
        DisclosureRequest.objects.update(approved_by=alone.name)


@pytest.mark.promise("D-5", "D-2")
def test_a_failed_check_a_wider_scope_or_an_ended_gag_stops_a_review(
    alice: User, officer: Actor
) -> None:
    request, now = asked_for(alice, officer, requested=(EMAIL,)), timezone.now()
    document_request(request, **PAPERS, by=officer, now=now)
    bad = Checklist(has_basis=True, is_lawfully_held=True, has_purpose=False)
    right = {"checklist": GOOD, "scope": (EMAIL,), "gag_until": None}
    wrong = {
        "disclosure_checklist": {"checklist": bad},
        "disclosure_wider": {"scope": (EMAIL, LOCALE)},
        "disclosure_gag": {"gag_until": now - timedelta(days=1)},
    }

    for code, one in wrong.items():
        review = right | one
        assert code_of(lambda: review_request(request, **review, by=officer, now=now)) == code  # noqa: B023
    refuse_request(request, refusal="no_purpose", by=officer, now=now)
    assert request.state == "refused"


@pytest.mark.promise("D-4")
def test_the_person_is_told_at_once_or_when_the_gag_ends(
    alice: User, officer: Actor, approver: Actor, recipient: tuple[rsa.RSAPrivateKey, str]
) -> None:
    now = timezone.now()
    ends = now + timedelta(days=30)
    request = approved(alice, officer, approver, gag_until=ends)
    release_package(request, certificate=recipient[1], by=approver, now=now)
    take_package(request, by=approver, now=now)

    assert tell_of_disclosures(now=ends - timedelta(minutes=1)) == 0
    assert not access_log_of(alice).exists()
    assert half_years(now)[0].untold == 1
    assert tell_of_disclosures(now=ends) == 1
    assert tell_of_disclosures(now=ends) == 0

    assert Notice.objects.filter(person=alice, kind="disclosed").count() == 1
    assert "disclosed to an authority" in look_in_words(access_log_of(alice).get()).reason


@pytest.mark.promise("D-2")
def test_nobody_can_ask_for_a_face_or_a_secret(alice: User, officer: Actor) -> None:
    fields = disclosable_fields()

    assert EMAIL in fields
    assert not {"accounts.User.password", "portraits.Portrait.effect_object"} & set(fields)
    wanted = ("portraits.Portrait.effect_object",)
    assert code_of(lambda: asked_for(alice, officer, requested=wanted)) == "disclosure_field"


@pytest.mark.promise("D-1")
def test_a_disclosure_by_consent_needs_that_persons_own_entry(
    alice: User, bob: User, officer: Actor
) -> None:
    agree_to_portraits(alice, now=timezone.now())
    agree_to_portraits(bob, now=timezone.now())
    entries = {one: consent_entry_of(one) for one in (alice, bob)}
    ask = {"ground": "consent"}

    bad = code_of(lambda: asked_for(alice, officer, **ask, consent_entry=entries[bob]))
    good = asked_for(alice, officer, **ask, consent_entry=entries[alice])

    assert bad == "disclosure_consent"
    assert good.consent_entry == entries[alice]


def consent_entry_of(person: User) -> int:
    name = SubjectPseudonym.objects.get(person=person).pseudonym
    return LedgerEntry.objects.filter(stream="consents", subject=name).latest("sequence").sequence


def test_what_nobody_holds_cannot_be_released(
    alice: User, officer: Actor, approver: Actor, recipient: tuple[rsa.RSAPrivateKey, str]
) -> None:
    request, now = asked_for(alice, officer, email="nobody@example.org"), timezone.now()
    document_request(request, **PAPERS, by=officer, now=now)
    review_request(request, checklist=GOOD, scope=(EMAIL,), gag_until=None, by=officer, now=now)
    approve_request(request, by=approver, now=now)

    done = code_of(lambda: release_package(request, certificate=recipient[1], by=approver, now=now))

    assert done == "disclosure_nothing"
    refuse_request(request, refusal="no_data", by=approver, now=now)
    assert request.state == "refused"


@pytest.mark.promise("D-4")
def test_anybody_reads_how_often_authorities_asked(
    client: Client, alice: User, officer: Actor, approver: Actor
) -> None:
    request = asked_for(alice, officer)
    refuse_request(request, refusal="no_document", by=approver, now=timezone.now())

    page = client.get("/privacy/transparency/")

    row = page.context["half_years"][0]
    assert (row.received, row.refused, row.released_in_full) == (1, 1, 0)
    assert alice.email not in page.content.decode()


@pytest.mark.promise("D-3", "D-5")
def test_staff_take_a_request_from_its_arrival_to_the_package_in_the_admin(
    client: Client,
    alice: User,
    staff: User,
    make_person: Callable[[str], User],
    recipient: tuple[rsa.RSAPrivateKey, str],
) -> None:
    home = "/admin/privacy/disclosurerequest/"
    sign_in_with_factor(client, make_staff(staff, Role.PRIVACY_OFFICER))
    form = {"authority": "a court", "purpose": "case", "ground": "law", "email": alice.email}
    assert client.post(f"{home}add/", form | {"requested": [EMAIL, LOCALE]}).status_code == 302
    page = f"{home}{DisclosureRequest.objects.get().pk}/"
    assert alice.email not in client.get(f"{page}change/").content.decode()
    client.post(f"{page}step/document/", {f"document-{key}": text for key, text in PAPERS.items()})
    checks = dict.fromkeys(("has_basis", "is_lawfully_held", "has_purpose"), "on")
    review = {f"review-{key}": text for key, text in checks.items()} | {"review-scope": [EMAIL]}
    client.post(f"{page}step/review/", review)
    client.post(f"{page}step/approve/")
    assert not is_approved_disclosure("2026-17", None, timezone.now())

    client.logout()
    second = make_staff(make_person("second"), Role.LEGAL_APPROVER)
    sign_in_with_factor(client, second)
    client.post(f"{page}step/approve/")
    assert is_approved_disclosure("2026-17", None, timezone.now())
    assert "accounts.User: 1" in client.get(f"{page}change/").content.decode()
    client.post(f"{page}step/release/", {"release-certificate": recipient[1]})
    package = client.post(f"{page}step/take/")

    assert package["Content-Type"] == "application/pkcs7-mime"
    assert package["Content-Disposition"] == 'attachment; filename="package.p7m"'
    assert client.post(f"{page}step/take/").status_code == 200


def test_staff_without_the_right_see_no_request(client: Client, staff: User) -> None:
    sign_in_with_factor(client, make_staff(staff, Role.SUPPORT))

    assert client.get("/admin/privacy/disclosurerequest/").status_code == 403


@pytest.mark.promise("S-7")
def test_an_approved_request_opens_the_gate_for_its_own_person_alone(
    alice: User, bob: User, officer: Actor, approver: Actor
) -> None:
    now = timezone.now()
    waiting = asked_for(bob, officer)
    document_request(waiting, **PAPERS | {"reference": "2026-18"}, by=officer, now=now)
    approved(alice, officer, approver)

    assert is_approved_disclosure("2026-17", alice, now)
    assert not is_approved_disclosure("2026-17", bob, now)
    assert not is_approved_disclosure("2026-18", bob, now)
