"""Nothing leaves without a ground, a bound recipient, and the record that the ground asks for."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from accounts.models import GuardianLink, User
from privacy.models import AgreementWarning, LedgerEntry, Notice, SharingEvent, ThirdParty
from privacy.models.refusal import Refused
from privacy.registry import sharing as registry
from privacy.registry.sharing import Ground, NeverShared, Payload, register_record
from privacy.services.append_ledger import ledger_faults
from privacy.services.name_subject import name_subject
from privacy.services.releases.prepare_release import approve_release, file_release, try_release
from privacy.services.sharing.agree_to_share import SharingWish, agree_to_share, withdraw_sharing
from privacy.services.sharing.describe_party import describe_party
from privacy.services.sharing.grounds import RULES
from privacy.services.sharing.move_party import activate_party, end_party, suspend_party
from privacy.services.sharing.outgoing import Outgoing
from privacy.services.sharing.share import share
from privacy.services.sharing.tend_agreements import tend_agreements
from privacy.services.transitions import Actor
from tests.sharing import APPROVER, DESCRIBED, HOME, OFFICER, active, bind, draft

DAY = timedelta(days=1)
MAIL = Payload({"accounts.User.email": "alice@example.org"})
FACES = ("portraits.Portrait.effect_object", "portraits.Upload.object_id")


@pytest.fixture
def at(db: None) -> datetime:
    return timezone.now()


def letter(party: ThirdParty | None, **other: Any) -> Outgoing:
    given: dict[str, Any] = {
        "ground": Ground.SERVICE,
        "purpose": "letters",
        "region": HOME,
        "party": party,
        "payload": MAIL,
    }
    return Outgoing(**(given | other))


def refused(outgoing: Outgoing, *, now: datetime) -> str:
    before = SharingEvent.objects.count()
    with pytest.raises(Refused) as no:
        share(outgoing, now=now)
    assert (no.value.status, SharingEvent.objects.count()) == (403, before)
    return no.value.code


def approved_release(now: datetime) -> Any:
    rows = [{"language": "en"}] * 40 + [{"language": "zh"}] * 30
    release = file_release(
        title="Languages", purpose="x", columns=["language"], rows=rows, by=OFFICER, now=now
    )
    try_release(release, attempt="Looked for anybody alone.", by=OFFICER, now=now)
    approve_release(release, by=APPROVER, now=now)
    return release


# --- faces


@pytest.mark.promise("F-4", "F-5", "S-4")
@pytest.mark.parametrize("category", ["face", "secret"])
def test_the_database_itself_refuses_a_recipient_of_faces(at: datetime, category: str) -> None:
    party = draft(now=at)
    row = "INSERT INTO privacy_thirdpartycategory (party_id, category) VALUES (%s, %s)"
    with connection.cursor() as cursor:
        cursor.execute(row, [party.pk.hex, "age"])
        with pytest.raises(IntegrityError, match="nobody_receives_a_face"), transaction.atomic():
            cursor.execute(row, [party.pk.hex, category])


@pytest.mark.promise("F-5", "S-4")
@pytest.mark.parametrize("name", [*FACES, "accounts.User.password", "accounts.User.odd", "odd"])
def test_a_payload_with_a_face_a_secret_or_something_unknown_cannot_be_made(name: str) -> None:
    with pytest.raises(NeverShared):
        Payload({name: "x"})
    assert "face" not in set(registry.Shareable)


@pytest.mark.promise("F-5")
def test_bytes_are_no_payload() -> None:
    with pytest.raises(NeverShared):
        Payload({"accounts.User.email": b"\xff\xd8"})  # type: ignore[dict-item]


# --- the register


@pytest.mark.promise("S-1")
def test_a_third_party_is_switched_on_by_a_second_person_and_only_when_complete(
    at: datetime,
) -> None:
    party = draft(now=at, purpose_zh="", categories=())
    both = Actor("person 1", OFFICER.rights | APPROVER.rights)
    for by, code in ((APPROVER, "party_incomplete"), (both, "second_person_needed")):
        with pytest.raises(Refused) as no:
            activate_party(party, by=by, now=at)
        assert no.value.code == code

    describe_party(party, categories=["contact"], by=OFFICER, now=at, **DESCRIBED)
    with pytest.raises(Refused) as no:
        activate_party(party, by=APPROVER, now=at)
    assert no.value.code == "agreement_missing"

    bind(party, now=at)
    activate_party(party, by=APPROVER, now=at)
    assert party.state == "active"
    end_party(party, by=OFFICER, now=at)
    with pytest.raises(Refused):
        activate_party(party, by=APPROVER, now=at)


@pytest.mark.promise("S-1")
def test_the_database_refuses_an_active_third_party_without_a_region(at: datetime) -> None:
    party = active(now=at)
    with pytest.raises(IntegrityError, match="complete"), transaction.atomic():
        ThirdParty.objects.filter(pk=party.pk).update(region="")
    with pytest.raises(IntegrityError, match="second_person"), transaction.atomic():
        ThirdParty.objects.filter(pk=party.pk).update(approved_by="person 1")


@pytest.mark.promise("S-1")
def test_an_agreement_that_ends_is_warned_of_three_times_and_then_shuts_the_gate(
    at: datetime, superuser: User
) -> None:
    party = active(now=at, days=61)
    for days, warnings in ((0, 0), (1, 1), (2, 1), (31, 2), (54, 3), (61, 3)):
        tend_agreements(now=at + days * DAY)
        assert AgreementWarning.objects.count() == warnings, days
    assert Notice.objects.filter(person=superuser, kind="agreement_ends").count() == 3
    share(letter(party), now=at + 61 * DAY)

    # From midnight on the gate is shut, whether or not the schedule has been by.
    assert refused(letter(party), now=at + 62 * DAY) == "sharing_denied"
    tend_agreements(now=at + 62 * DAY)
    party.refresh_from_db()
    assert party.state == "suspended"


# --- the gate


@pytest.mark.promise("S-0")
def test_what_leaves_stands_in_the_log_and_in_the_ledger(at: datetime, alice: User) -> None:
    permit = share(letter(active(now=at), subject=alice), now=at)

    event = SharingEvent.objects.get(pk=permit.event)
    assert event.subject == name_subject(alice, now=at)
    assert (event.categories, event.fields) == ("contact", ["accounts.User.email"])
    assert "alice@" not in LedgerEntry.objects.get(pk=event.entry_id).payload
    assert list(ledger_faults()) == []


@pytest.mark.promise("S-0")
def test_the_gate_is_shut_for_everything_that_nothing_opens(at: datetime) -> None:
    party = active(now=at)
    wrong = [
        letter(None),
        letter(draft(now=at)),
        letter(party, purpose=""),
        letter(party, region="elsewhere"),
        letter(party, payload=Payload({"accounts.User.age_band": "adult"})),
        letter(party, payload=registry.NOTHING),
        letter(party, ground=Ground.AFFILIATE),
        letter(party, ground="S-99"),
        letter(party, ground=Ground.FIRST_SECTION),
    ]
    codes = {refused(one, now=at) for one in wrong}
    assert codes <= {"sharing_denied", "sharing_record_missing"}

    suspend_party(party, by=OFFICER, now=at)
    assert refused(letter(party), now=at) == "sharing_denied"


def test_every_ground_of_the_policy_has_its_rule() -> None:
    assert set(RULES) == set(Ground)


@pytest.mark.promise("K-8", "O-4", "S-6")
@pytest.mark.parametrize("kind", ["advertising", "data", "sdk", "promotion"])
def test_advertisers_kits_and_promoters_get_counts_and_no_fields(at: datetime, kind: str) -> None:
    party = active(now=at, kind=kind, hosts="")
    ground = Ground.PROMOTION if kind == "promotion" else Ground.SERVICE
    assert refused(letter(party, ground=ground), now=at) == "sharing_denied"

    release = approved_release(at)
    counts = letter(party, ground=ground, payload=registry.NOTHING, release=release)
    assert share(counts, now=at).payload_sha256 == release.sha256
    assert refused(replace(counts, payload=MAIL), now=at) == "sharing_denied"


@pytest.mark.promise("S-8", "T-3")
def test_a_persons_yes_holds_once_for_its_fields_and_region(at: datetime, alice: User) -> None:
    wish = SharingWish(
        recipient="another service",
        region=HOME,
        purpose="moving",
        fields=["accounts.User.email"],
        manner="file",
    )
    consent = agree_to_share(alice, wish, now=at)
    ask = letter(
        None, ground=Ground.CONSENT, subject=alice, purpose="moving", reference=str(consent.pk)
    )
    other = Payload({"accounts.User.age_band": "adult"})
    for one in (
        replace(ask, payload=other),
        replace(ask, purpose="selling"),
        replace(ask, subject=None),
        replace(ask, reference="odd"),
    ):
        assert refused(one, now=at) == "sharing_record_missing"

    share(ask, now=at)
    assert refused(ask, now=at) == "sharing_record_missing"

    until = agree_to_share(alice, replace(wish, until=at + DAY), now=at)
    ask = replace(ask, reference=str(until.pk))
    share(ask, now=at)
    share(ask, now=at + DAY / 2)
    assert refused(ask, now=at + DAY) == "sharing_record_missing"
    withdraw_sharing(until, now=at)
    assert refused(ask, now=at) == "sharing_record_missing"


@pytest.mark.promise("S-9")
def test_a_guardian_can_ask_for_their_own_child_alone(at: datetime, alice: User, bob: User) -> None:
    link = GuardianLink.objects.create(
        child=alice, sealed_address=b"x", secret_sha256="x", created_at=at, state="consented"
    )
    ask = letter(None, ground=Ground.GUARDIAN, subject=alice, reference=str(link.pk))
    share(ask, now=at)

    assert refused(replace(ask, subject=bob), now=at) == "sharing_record_missing"
    assert refused(replace(ask, subject=None), now=at) == "sharing_record_missing"
    GuardianLink.objects.update(state="revoked")
    assert refused(ask, now=at) == "sharing_record_missing"


def test_an_authority_receives_only_by_a_request_that_is_known(
    at: datetime, alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(registry, "_records", {})
    ask = letter(None, ground=Ground.AUTHORITY, subject=alice, reference="request 7")
    assert refused(ask, now=at) == "sharing_record_missing"

    register_record(Ground.AUTHORITY, lambda reference, _who, _now: reference == "request 7")
    share(ask, now=at)
    assert refused(replace(ask, reference="request 8"), now=at) == "sharing_record_missing"


def test_an_agreement_must_be_the_one_that_the_ground_speaks_of(
    at: datetime, alice: User, bob: User
) -> None:
    party = active(now=at)
    ours = bind(party, now=at)
    signed = bind(party, now=at, subject=name_subject(alice, now=at))
    duty = letter(party, ground=Ground.DUTY, reference=ours, subject=alice)
    share(duty, now=at)
    share(replace(duty, ground=Ground.SIGNED, reference=signed), now=at)

    for wrong in (
        replace(duty, reference=signed),
        replace(duty, reference=""),
        replace(duty, ground=Ground.SIGNED),
        replace(duty, ground=Ground.SIGNED, reference=signed, subject=bob),
    ):
        assert refused(wrong, now=at) == "sharing_record_missing"
