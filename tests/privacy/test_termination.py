"""The service ends: people hear of it, keep their rights, and nothing of theirs stays."""

import json
from datetime import datetime, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.mail import EmailMessage
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.services import erase_everybody as erasing
from accounts.services.register_user import register_user
from accounts.services.send_notices import send_waiting_notices
from privacy.models import Announcement, Erasure, Export, Notice, Termination, Ticket
from privacy.models.refusal import Refused
from privacy.registry.roles import Right
from privacy.selectors.end_counts import left_to_delete
from privacy.services.finish_erasure import NotYetGone
from privacy.services.sign_document import is_signed_by_us
from privacy.services.termination.announce_end import announce_end, tell_everybody
from privacy.services.termination.carry_out_end import begin_deleting, certify_end
from privacy.services.termination.plan_end import approve_end, plan_end, withdraw_end
from privacy.services.termination.steps import OPERATOR
from privacy.services.transitions import Actor
from tests.conftest import ADULT_BIRTH_DATE, PASSWORD, ApiAs
from tests.photos import photo
from tests.sessions import sign_in
from tests.staff import refusal_of

PLANNER = Actor("person 901", frozenset({Right.END_SERVICE}))
SECOND = Actor("person 902", frozenset({Right.APPROVE_END_OF_SERVICE}))
BOTH = Actor("person 901", PLANNER.rights | SECOND.rights)
PORTRAITS = "/api/v1/portraits/"


def plan(*, now: datetime, days: int = 31) -> Termination:
    end = Termination(
        freezes_at=now + timedelta(days=days), text_en="We close.", text_zh="我们将关闭。"
    )
    return plan_end(end, by=PLANNER, now=now)


def announce(*, now: datetime) -> Termination:
    end = plan(now=now)
    approve_end(end, by=SECOND, now=now)
    announce_end(end, by=OPERATOR, now=now)
    tell_everybody(end, now=now, report=lambda _number: None)
    return end


@pytest.fixture
def frozen(alice: User, bob: User) -> Termination:
    """Announced forty days ago; its day was nine days ago."""
    return announce(now=timezone.now() - timedelta(days=40))


def run(*words: str) -> str:
    said = StringIO()
    call_command("terminate_service", *words, stdout=said)
    return said.getvalue()


def join() -> User:
    return register_user(
        email="late@example.org",
        password=PASSWORD,
        birth_date=ADULT_BIRTH_DATE,
        guardian_email=None,
        accept_policy="1",
        locale="en",
        now=timezone.now(),
        address_hash="x",
    )


@pytest.mark.promise("R-4", "M-18")
def test_everybody_is_told_once_and_nobody_new_joins(
    alice: User, bob: User, client: Client
) -> None:
    end = announce(now=timezone.now())
    tell_everybody(end, now=timezone.now(), report=lambda _number: None)

    told = Notice.objects.filter(kind=Notice.Kind.SERVICE_ENDS)
    assert sorted(told.values_list("person_id", flat=True)) == sorted([alice.pk, bob.pk])
    assert "This service ends" in client.get("/").text
    assert refusal_of(join) == "service_ends"


@pytest.mark.promise("M-18")
def test_whoever_never_comes_back_reads_it_in_a_mail(
    alice: User, settings: Any, mailoutbox: list[EmailMessage]
) -> None:
    settings.HAS_MAIL = True
    announce(now=timezone.now())

    assert send_waiting_notices(now=timezone.now()) == 1
    assert mailoutbox[0].to == [alice.email]
    assert "We close." in str(mailoutbox[0].body)


@pytest.mark.promise("R-4")
def test_a_delivery_that_breaks_off_goes_on_where_it_was(
    alice: User, bob: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("privacy.services.termination.announce_end.BATCH_PEOPLE", 1)

    def stop(_number: int) -> None:
        raise KeyboardInterrupt

    now, end = timezone.now(), plan(now=timezone.now())
    approve_end(end, by=SECOND, now=now)
    announce_end(end, by=OPERATOR, now=now)
    with pytest.raises(KeyboardInterrupt):
        tell_everybody(end, now=now, report=stop)
    assert Notice.objects.filter(kind=Notice.Kind.SERVICE_ENDS).count() == 1

    tell_everybody(end, now=now, report=lambda _number: None)
    assert Notice.objects.filter(kind=Notice.Kind.SERVICE_ENDS).count() == 2


@pytest.mark.promise("R-4")
def test_the_end_takes_two_people_and_thirty_days(policy: str) -> None:
    now = timezone.now()
    end = plan(now=now, days=29)
    assert refusal_of(lambda: approve_end(end, by=PLANNER, now=now)) == "permission_denied"
    assert refusal_of(lambda: approve_end(end, by=BOTH, now=now)) == "second_person_needed"
    assert refusal_of(lambda: approve_end(end, by=SECOND, now=now)) == "end_too_soon"
    assert refusal_of(lambda: announce_end(end, by=OPERATOR, now=now)) == "end_not_approved"
    with pytest.raises(IntegrityError, match="second_person"), transaction.atomic():
        Termination.objects.update(state="announced", approved_by=PLANNER.name)

    withdraw_end(end, by=PLANNER, now=now)
    assert plan(now=now).state == "planned"
    assert refusal_of(lambda: plan(now=now)) == "record_state"


def test_the_command_does_nothing_without_a_plan_that_two_approved(alice: User) -> None:
    with pytest.raises(CommandError, match="no end of the service is planned"):
        run("delete")
    plan(now=timezone.now())
    for act in ("announce", "freeze", "delete", "certificate"):
        with pytest.raises(CommandError):
            run(act)
    assert User.objects.filter(is_active=True).count() == 1
    assert not Announcement.objects.exists()


def test_an_end_that_is_withdrawn_opens_the_doors_again(policy: str, client: Client) -> None:
    end = announce(now=timezone.now())

    withdraw_end(end, by=PLANNER, now=timezone.now())

    assert join().pk
    assert Announcement.objects.get().state == "ended"


@pytest.mark.promise("R-4")
def test_after_the_day_a_portrait_answers_410_and_every_right_works(
    frozen: Termination, alice: User, api_as: ApiAs, client: Client
) -> None:
    """Nobody pressed anything on the day: it counts by itself."""
    api = api_as(alice)
    sent = {"template": "plain", "photo": SimpleUploadedFile("me.jpg", photo())}
    refused = api.post(PORTRAITS, sent, format="multipart")
    assert (refused.status_code, refused.json()["code"]) == (410, "service_ended")
    consent = {"purpose": "face_portrait", "decision": "grant", "text_version": "1"}
    assert api.post("/api/v1/consents/", consent, format="json").status_code == 410

    consent["decision"] = "withdraw"
    assert api.post("/api/v1/consents/", consent, format="json").status_code < 400
    assert api.get(PORTRAITS).status_code == 200
    sign_in(client, alice, proven_s_ago=0)
    assert client.post(reverse("settings-copy")).status_code == 302
    assert Export.objects.count() == 1
    ticket = {"kind": "question", "subject": "When?", "body": "When is it deleted?"}
    assert api.post("/api/v1/tickets/", ticket, format="json").status_code == 201
    assert Ticket.objects.count() == 1


@pytest.mark.promise("R-4")
def test_after_the_day_a_page_says_so_and_nothing_was_stored(
    frozen: Termination, alice: User, client: Client
) -> None:
    sign_in(client, alice)
    page = client.post(reverse("create", args=["plain"]), {"photo": b"x" * 9})

    assert page.status_code == 410
    assert "The service has ended" in page.text
    assert client.get(reverse("settings-my-data")).status_code == 200


@pytest.mark.promise("R-5")
def test_deleting_that_is_killed_goes_on_and_ends_with_a_certificate(
    staff: User, frozen: Termination, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("freeze")
    real, calls = erasing.finish_cancellation, []

    def killed(erasure: Erasure) -> None:
        calls.append(erasure)
        if len(calls) == 2:
            raise KeyboardInterrupt
        real(erasure)

    monkeypatch.setattr(erasing, "finish_cancellation", killed)
    with pytest.raises(KeyboardInterrupt):
        run("delete")
    assert Termination.objects.get().state == "deleting"
    assert Erasure.objects.filter(verified_at=None).count() == 1

    monkeypatch.setattr(erasing, "finish_cancellation", real)
    said = run("delete")

    document = json.loads(said.splitlines()[-1])
    assert is_signed_by_us(document)
    assert (document["accounts"], set(document["left"].values())) == (2, {0})
    assert json.loads(run("certificate")) == document
    assert list(User.objects.all()) == [staff]
    assert all(line["ground"] and line["count"] for line in document["retained"])
    kept = {line["class"]: line["until"] for line in document["retained"]}
    assert kept["privacy.Erasure"]
    assert Termination.objects.get().state == "done"


@pytest.mark.promise("R-5")
def test_no_certificate_is_signed_while_somebody_is_left(frozen: Termination) -> None:
    run("freeze")
    end, now = Termination.objects.get(), timezone.now()
    begin_deleting(end, by=OPERATOR, now=now)

    with pytest.raises(NotYetGone, match=r"accounts\.User: 2"):
        certify_end(end, by=OPERATOR, now=now)
    assert Termination.objects.get().certificate == ""


def test_a_dry_run_counts_and_changes_nothing(frozen: Termination) -> None:
    before = left_to_delete()

    said = run("delete", "--dry-run")

    assert left_to_delete() == before
    assert f"{'accounts.User':32} {2:8} would go" in said


def test_nothing_is_deleted_before_the_freeze(frozen: Termination) -> None:
    with pytest.raises(Refused):
        erasing.erase_everybody(frozen, now=timezone.now(), report=lambda *_counts: None)
    assert User.objects.filter(is_active=True).count() == 2
