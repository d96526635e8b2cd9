"""Contact Us: with an account or without, sealed, with a date, and followed by whoever sent it."""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.utils import timezone

from accounts.models import User
from privacy.models import Ticket, TicketMessage
from privacy.models.refusal import Refused
from privacy.registry import declaration_of
from privacy.services.access_code import opens
from privacy.services.cut_tickets import anonymise_tickets
from privacy.services.open_ticket import add_message, open_ticket, subject_of
from privacy.services.purge_expired import purge_expired
from tests.sessions import sign_in

WORDS = {"kind": "misuse", "subject": "Canary of a subject", "body": "Canary of a body"}
VERIFIED = datetime(2026, 9, 18, 4, tzinfo=UTC)


@pytest.mark.promise("Q-2", "Q-4", "M-14")
@pytest.mark.promise("U-5")
def test_a_stranger_complains_and_follows_it_with_a_code(client: Client, policy: str) -> None:
    sent = client.post("/contact/", WORDS | {"email": ""}).content.decode()

    (code,) = re.findall(r"<code[^>]*>([a-z2-9-]{23})</code>", sent)
    ticket = Ticket.objects.get()
    address = f"/contact/{ticket.pk}/"
    assert "Canary of a body" in client.get(address).content.decode()

    elsewhere = Client()
    assert "Canary" not in elsewhere.get(address).content.decode()
    wrong = elsewhere.post(address, {"code": "22222-22222-22222-22222"})
    assert "Canary" not in wrong.content.decode()
    elsewhere.post(address, {"code": code.upper().replace("-", " ")})
    assert "Canary of a body" in elsewhere.get(address).content.decode()
    assert code not in str(list(Ticket.objects.values()))


def test_alice_finds_her_requests_and_writes_more(client: Client, alice: User) -> None:
    sign_in(client, alice)
    answer = client.post("/contact/", WORDS)
    address = answer["Location"]

    client.post(f"{address}messages/", {"body": "One more thing"})

    page = client.get(address).content.decode()
    assert "One more thing" in page
    assert "Canary of a subject" in client.get("/contact/").content.decode()


def test_what_is_written_lies_sealed(alice: User) -> None:
    open_ticket(person=alice, email="x@example.org", now=timezone.now(), **WORDS)

    with connection.cursor() as cursor:
        for table in ("privacy_ticket", "privacy_ticketmessage"):
            cursor.execute(f"SELECT * FROM {table}")  # noqa: S608 a name of our own
            assert b"Canary" not in b"|".join(str(row).encode() for row in cursor.fetchall())
            assert "Canary" not in str(cursor.fetchall())


@pytest.mark.promise("Q-2", "M-15")
@pytest.mark.promise("Q-3")
@pytest.mark.promise("C-6")
@pytest.mark.parametrize(
    ("kind", "due"),
    [
        ("complaint", date(2026, 10, 15)),
        ("report", date(2026, 10, 15)),
        ("misuse", date(2026, 10, 15)),
        ("security", date(2026, 10, 15)),
        ("question", date(2026, 10, 9)),
        ("access", date(2026, 10, 9)),
        ("correction", date(2026, 10, 9)),
        ("erasure", date(2026, 10, 9)),
        ("withdrawal", date(2026, 10, 9)),
        ("child", date(2026, 10, 9)),
    ],
)
def test_every_kind_has_its_date_across_the_autumn_holidays(
    alice: User, kind: str, due: date
) -> None:
    ticket = open_ticket(kind=kind, subject="x", body="y", person=alice, now=VERIFIED).row

    assert ticket.due_on == due
    law = ticket.clocks.get(kind="law")
    assert (law.working_days, law.due_on) == (15, date(2026, 10, 15))


def test_a_stranger_has_the_date_of_the_law_until_they_are_known(policy: str) -> None:
    ticket = open_ticket(kind="question", subject="x", body="y", now=VERIFIED).row

    assert ticket.due_on == date(2026, 10, 15)
    assert {clock.kind for clock in ticket.clocks.all()} == {"law", "target"}
    assert ticket.state == Ticket.State.RECEIVED


def test_a_date_in_a_year_without_holidays_announced_is_provisional(alice: User) -> None:
    late = datetime(2026, 12, 18, 4, tzinfo=UTC)
    ticket = open_ticket(kind="question", subject="x", body="y", person=alice, now=late).row

    promise = ticket.clocks.get(kind="promise")
    assert (promise.due_on, promise.is_provisional) == (date(2026, 12, 30), True)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"kind": "nothing"}, "kind"),
        ({"subject": "  "}, "subject"),
        ({"subject": "x" * 121}, "subject"),
        ({"body": ""}, "body"),
        ({"body": "x" * 5001}, "body"),
        ({"email": "no address"}, "email"),
    ],
)
def test_what_cannot_be_answered_is_not_taken(
    policy: str, change: dict[str, str], field: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        open_ticket(now=timezone.now(), **(WORDS | change))

    assert set(refused.value.message_dict) == {field}
    assert not Ticket.objects.exists()


def test_what_was_typed_stays_when_a_field_is_wrong(client: Client, policy: str) -> None:
    answer = client.post("/contact/", WORDS | {"subject": "", "email": ""})

    assert "Canary of a body" in answer.content.decode()
    assert not Ticket.objects.exists()


def test_one_address_does_not_fill_the_desk(client: Client, policy: str, settings: Any) -> None:
    settings.CONTACTS_PER_HOUR = 2
    for _ in range(3):
        answer = client.post("/contact/", WORDS | {"email": ""})

    assert Ticket.objects.count() == 2
    assert "Too many messages" in answer.content.decode()


def test_a_closed_request_takes_no_more(alice: User) -> None:
    ticket = open_ticket(person=alice, now=timezone.now(), **WORDS).row
    Ticket.objects.filter(pk=ticket.pk).update(state=Ticket.State.CLOSED)
    ticket.refresh_from_db()

    with pytest.raises(Refused) as refused:
        add_message(ticket, "more", now=timezone.now())

    assert refused.value.code == "ticket_closed"


def test_an_answered_request_opens_again_when_she_writes(alice: User) -> None:
    ticket = open_ticket(person=alice, now=timezone.now(), **WORDS).row
    Ticket.objects.filter(pk=ticket.pk).update(state=Ticket.State.ANSWERED)
    ticket.refresh_from_db()

    add_message(ticket, "more", now=timezone.now())

    ticket.refresh_from_db()
    assert (ticket.state, ticket.round) == (Ticket.State.REOPENED, 2)


@pytest.mark.parametrize(("days", "has_text", "is_left"), [(179, True, True), (181, False, True)])
def test_half_a_year_after_the_end_only_facts_are_left(
    alice: User, days: int, *, has_text: bool, is_left: bool
) -> None:
    closed_at = timezone.now() - timedelta(days=days)
    ticket = open_ticket(person=alice, now=closed_at, **WORDS).row
    Ticket.objects.filter(pk=ticket.pk).update(closed_at=closed_at, state=Ticket.State.CLOSED)

    purge_expired(now=timezone.now(), trigger="test")

    left = Ticket.objects.filter(pk=ticket.pk).first()
    assert (left is not None) == is_left
    assert left is not None
    assert bool(subject_of(left)) == has_text
    assert TicketMessage.objects.exists() == has_text


def test_whoever_cancels_leaves_requests_that_name_nobody(alice: User) -> None:
    ticket = open_ticket(person=alice, now=timezone.now(), **WORDS).row

    anonymise_tickets(Ticket.objects.filter(person=alice), timezone.now())

    ticket.refresh_from_db()
    assert (ticket.person, ticket.sealed_subject, ticket.access_code_sha256) == (None, None, "")
    assert not TicketMessage.objects.exists()
    declaration = declaration_of("privacy.Ticket")
    assert declaration is not None
    assert declaration.anonymise is anonymise_tickets


def test_no_code_opens_a_request_that_has_none(alice: User) -> None:
    ticket = open_ticket(person=alice, now=timezone.now(), **WORDS).row

    assert not opens(ticket, "")
