"""An order by law keeps what it names from purge, erasure and the person; and nothing else."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from accounts.models import User
from accounts.services.cancel_account import cancel_account, resume_cancellations
from portraits.models import Portrait, Upload
from portraits.services.end_effect import delete_effect
from portraits.services.render_portrait import render_portrait
from portraits.services.sweep_jobs import sweep
from privacy.models import Erasure, Export, Hold, LedgerEntry, Notice, PurgeRun, RefusedDeletion
from privacy.models.refusal import Refused
from privacy.registry import declarations
from privacy.registry.roles import Role
from privacy.services import purge_expired as purge_module
from privacy.services.append_ledger import ledger_faults
from privacy.services.decide_consent import withdraw_consent
from privacy.services.erase_class import erase_class
from privacy.services.give_notice import give_notice
from privacy.services.name_subject import name_subject
from privacy.services.place_hold import (
    HoldOrder,
    approve_hold,
    document_of,
    place_hold,
    release_hold,
)
from privacy.services.purge_expired import due_classes, purge_expired
from privacy.services.respect_holds import Held
from privacy.storage import EXPORT, open_sealed, seal_bytes
from tests.factories import send_photo
from tests.sessions import sign_in_with_factor
from tests.staff import make_staff

TEN_DAYS = timedelta(days=10, minutes=1)


def ordered(*, now: datetime, model: str = "portraits.Portrait", **named: object) -> Hold:
    """A hold that binds: placed by one, approved by another."""
    order = HoldOrder(model, "court", "order 7 of a court", now + timedelta(days=90), **named)  # type: ignore[arg-type]
    hold = place_hold(order, placed_by="person 1", now=now)
    approve_hold(hold, approved_by="person 2", now=now)
    return hold


@pytest.fixture
def portrait(sitter: User) -> Portrait:
    job = send_photo(sitter, now=timezone.now())
    render_portrait(job.pk)
    job.refresh_from_db()
    return job


@pytest.fixture
def subject(sitter: User) -> object:
    return name_subject(sitter, now=timezone.now())


def purge(now: datetime) -> PurgeRun:
    return purge_expired(now=now, trigger="test", only="portraits.Portrait")


@pytest.mark.promise("R-2", "R-3")
def test_what_an_order_keeps_outlives_its_time_and_goes_when_the_order_ends(
    portrait: Portrait, subject: object
) -> None:
    now = timezone.now()
    hold = ordered(now=now, subject=subject)

    run = purge(now + TEN_DAYS)
    sweep(now + TEN_DAYS)
    portrait.refresh_from_db()
    assert (portrait.status, run.held, run.done, run.failed) == ("ready", 1, 0, 0)
    assert portrait.effect_object is not None
    assert open_sealed(portrait.effect_object)
    refusal = RefusedDeletion.objects.get()
    assert (refusal.hold, refusal.model, refusal.act) == (hold, "portraits.Portrait", "expired")

    release_hold(hold, released_by="person 2", now=now + TEN_DAYS)
    assert purge(now + TEN_DAYS).done == 1
    portrait.refresh_from_db()
    assert (portrait.status, portrait.effect_object) == ("expired", None)


@pytest.mark.promise("R-2")
def test_nobody_is_served_what_is_kept_past_its_time(portrait: Portrait, subject: object) -> None:
    now = timezone.now()
    ordered(now=now, subject=subject)

    assert not Portrait.objects.servable(now + TEN_DAYS).exists()


@pytest.mark.promise("R-2")
def test_an_order_about_one_portrait_keeps_no_other(sitter: User, portrait: Portrait) -> None:
    now = timezone.now()
    other = send_photo(sitter, now=now)
    render_portrait(other.pk)
    ordered(now=now, object_key=str(portrait.pk))

    run = purge(now + TEN_DAYS)

    assert (run.held, run.done) == (1, 1)
    other.refresh_from_db()
    assert other.status == "expired"


def test_an_order_that_one_person_alone_wants_keeps_nothing(
    portrait: Portrait, subject: object
) -> None:
    now = timezone.now()
    order = HoldOrder("portraits.Portrait", "court", "order 7", now + TEN_DAYS, subject=subject)  # type: ignore[arg-type]
    hold = place_hold(order, placed_by="person 1", now=now)

    with pytest.raises(Refused) as refused:
        approve_hold(hold, approved_by="person 1", now=now)
    assert refused.value.code == "second_person_needed"
    with pytest.raises(IntegrityError), transaction.atomic():
        Hold.objects.filter(pk=hold.pk).update(approved_by="person 1", approved_at=now)
    assert purge(now + TEN_DAYS).done == 1


@pytest.mark.promise("F-7", "R-2")
def test_no_order_keeps_a_photo(portrait: Portrait, sitter: User, subject: object) -> None:
    now = timezone.now()
    for named in ({"subject": subject}, {"object_key": str(uuid4())}):
        with pytest.raises(Refused) as refused:
            ordered(now=now, model="portraits.Upload", **named)
        assert refused.value.code == "hold_not_possible"

    # Nor does one that keeps the job which the photo belongs to.
    waiting = send_photo(sitter, now=now)
    ordered(now=now, subject=subject)
    purge_expired(now=now + timedelta(minutes=15), trigger="test")
    assert not Upload.objects.filter(pk=waiting.upload_object).exists()


def order_in_the_last_moment(monkeypatch: pytest.MonkeyPatch, **named: object) -> None:
    """An order that comes when the purge has its list and goes about the first row."""
    remove = purge_module._remove

    def order_comes(*arguments: object) -> None:
        if not Hold.objects.exists():
            ordered(now=timezone.now(), **named)  # type: ignore[arg-type]
        remove(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(purge_module, "_remove", order_comes)


@pytest.mark.promise("R-2")
def test_a_row_that_is_held_between_the_query_and_its_turn_stays(
    portrait: Portrait, subject: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    order_in_the_last_moment(monkeypatch, subject=subject)

    run = purge(timezone.now() + TEN_DAYS)

    assert (run.held, run.done, run.failed) == (1, 0, 0)
    portrait.refresh_from_db()
    assert portrait.status == "ready"


@pytest.mark.promise("R-2")
def test_so_does_one_that_its_class_removes_in_a_way_of_its_own(
    alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = timezone.now()
    sealed = seal_bytes(EXPORT, b"copy", now=now, destroy_at=now + TEN_DAYS)
    export = Export.objects.create(
        person=alice, state="ready", object_id=sealed, created_at=now, expires_at=now
    )
    order_in_the_last_moment(monkeypatch, model="privacy.Export", object_key=str(export.pk))

    run = purge_expired(now=now, trigger="test", only="privacy.Export")

    assert (run.held, run.done, run.failed) == (1, 0, 0)
    assert open_sealed(sealed) == b"copy"


@pytest.mark.promise("R-2")
def test_a_dry_run_counts_what_is_held_apart(portrait: Portrait, subject: object) -> None:
    now = timezone.now()
    ordered(now=now, subject=subject)

    due = {one.promise: one for one in due_classes(now=now + TEN_DAYS) if one.count or one.held}

    assert (due["F-8"].count, due["F-8"].held) == (0, 1)


@pytest.mark.promise("R-2")
def test_the_person_too_is_refused_and_told_why(portrait: Portrait, subject: object) -> None:
    now = timezone.now()
    ordered(now=now, subject=subject)

    with pytest.raises(Held) as refused:
        delete_effect(portrait, now=now)
    assert (refused.value.code, refused.value.status) == ("held_by_law", 409)
    assert erase_class(portrait.owner, "portraits.Portrait", now=now) == 0
    withdraw_consent(portrait.owner, "face_portrait", locale="en", now=now, method="test")

    portrait.refresh_from_db()
    assert portrait.status == "ready"
    assert RefusedDeletion.objects.get().act == "deleted"
    assert RefusedDeletion.objects.get().count == 3


@pytest.mark.promise("R-2")
def test_a_cancelled_account_waits_for_the_order_and_is_then_erased_to_the_end(
    portrait: Portrait, subject: object
) -> None:
    now = timezone.now()
    person = portrait.owner
    give_notice(person, Notice.Kind.SERVICE, cause="test", now=now)
    hold = ordered(now=now, subject=subject)

    cancellation = cancel_account(person, now=now)
    resume_cancellations()
    assert Portrait.objects.filter(pk=portrait.pk, status="ready").exists()
    assert not Notice.objects.exists()
    assert Erasure.objects.get(pk=cancellation.erasure.pk).verified_at is None
    assert not User.objects.get(pk=person.pk).is_active

    release_hold(hold, released_by="person 2", now=now)
    resume_cancellations()
    assert Erasure.objects.get(pk=cancellation.erasure.pk).verified_at is not None
    assert not Portrait.objects.exists()
    assert not User.objects.filter(pk=person.pk).exists()


def test_what_an_order_is_lies_sealed_and_every_step_is_in_the_ledger(
    portrait: Portrait, subject: object
) -> None:
    now = timezone.now()
    hold = ordered(now=now, subject=subject)
    release_hold(hold, released_by="person 3", now=now)
    hold.refresh_from_db()

    assert document_of(hold) == "order 7 of a court"
    assert b"court" not in bytes(hold.sealed_document)
    assert LedgerEntry.objects.filter(stream="holds").count() == 3
    assert list(ledger_faults()) == []


@pytest.mark.parametrize(
    ("named", "document"),
    [
        ({}, "order 7"),
        ({"object_key": "1"}, " "),
        ({"object_key": "1", "subject": uuid4()}, "order 7"),
    ],
)
def test_an_order_must_name_one_thing_and_its_document(
    db: None, named: dict[str, object], document: str
) -> None:
    now = timezone.now()
    order = HoldOrder("portraits.Portrait", "court", document, now + TEN_DAYS, **named)  # type: ignore[arg-type]

    with pytest.raises(Refused) as refused:
        place_hold(order, placed_by="person 1", now=now)

    assert refused.value.code == "hold_incomplete"


def test_an_order_about_a_person_needs_rows_that_belong_to_people(db: None) -> None:
    with pytest.raises(Refused) as refused:
        ordered(now=timezone.now(), model="privacy.NetworkLogEntry", subject=uuid4())

    assert refused.value.code == "hold_not_possible"


def test_whatever_no_order_can_keep_says_why() -> None:
    exempt = {one.model for one in declarations() if one.not_held_because}

    assert exempt == {"portraits.ClipUpload", "portraits.Upload"}


@pytest.mark.promise("R-2", "R-3")
def test_staff_place_approve_and_release_an_order_in_the_admin(
    client: Client, staff: User, make_person: Callable[[str], User], portrait: Portrait
) -> None:
    second = make_staff(make_person("second"), Role.LEGAL_APPROVER)
    sign_in_with_factor(client, make_staff(staff, Role.PRIVACY_OFFICER, Role.LEGAL_APPROVER))
    form = {
        "model": "portraits.Portrait",
        "object_key": str(portrait.pk),
        "ground": "court",
        "document": "order 7 of a court",
        "review_at_0": f"{timezone.now() + TEN_DAYS:%Y-%m-%d}",
        "review_at_1": "12:00",
    }
    assert client.post("/admin/privacy/hold/add/", form).status_code == 302
    hold = Hold.objects.get()
    assert document_of(hold) == "order 7 of a court"
    chosen = {"_selected_action": str(hold.pk)}
    client.post("/admin/privacy/hold/", chosen | {"action": "approve"})
    assert not Hold.objects.in_force().exists()

    client.logout()
    sign_in_with_factor(client, second)
    client.post("/admin/privacy/hold/", chosen | {"action": "approve"})
    assert Hold.objects.in_force().exists()
    client.post("/admin/privacy/hold/", chosen | {"action": "release"})
    assert not Hold.objects.in_force().exists()

    client.logout()
    sign_in_with_factor(client, staff)
    refused = client.post("/admin/privacy/hold/add/", form | {"model": "portraits.Upload"})
    assert refused.status_code == 200
    assert Hold.objects.count() == 1
