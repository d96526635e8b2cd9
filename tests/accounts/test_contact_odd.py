"""Contact Us under odd and hasty hands: clear answers, nothing lost, and never a fault of ours."""

import json
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from rest_framework.test import APIClient

from accounts.models import User
from privacy.models import Ticket, TicketAttachment
from privacy.services.answer_ticket import answer_ticket, reject_ticket
from privacy.services.ask_person import ask_person
from privacy.services.move_ticket import DECIDE, WORK
from privacy.services.open_ticket import add_message
from privacy.services.transitions import Actor
from tests.privacy.desk_people import ANSWER, ask
from tests.sessions import sign_in

OFFICER = Actor("person 8", frozenset({WORK, DECIDE}))
WORDS = {"kind": "misuse", "subject": "It is me", "body": "Take it down."}
URL = "/api/v1/tickets/"


@pytest.fixture
def ticket(alice: User) -> Ticket:
    return ask(alice, now=timezone.now())


def text_of(answer: Any) -> str:
    return str(answer.content.decode())


@pytest.mark.promise("G-11")
def test_contact_us_says_which_channels_are_open(client: Client, policy: str) -> None:
    assert "messengers are not fully encrypted" in text_of(client.get("/contact/"))


# --- two at once


def test_her_message_is_not_lost_when_she_is_answered_meanwhile(ticket: Ticket) -> None:
    same = Ticket.objects.get(pk=ticket.pk)
    answer_ticket(same, ANSWER, by=OFFICER, now=timezone.now())

    add_message(ticket, "And one thing more.", now=timezone.now())

    ticket.refresh_from_db()
    assert (ticket.state, ticket.messages.count()) == (Ticket.State.REOPENED, 3)


def test_an_objection_sent_twice_counts_once_and_loses_no_word(
    client: Client, alice: User, ticket: Ticket
) -> None:
    reject_ticket(ticket, "No, for a reason that we name.", by=OFFICER, now=timezone.now())
    sign_in(client, alice)

    assert client.post(f"/contact/{ticket.pk}/object/", {"body": "I object."}).status_code == 302
    again = client.post(f"/contact/{ticket.pk}/object/", {"body": "I object, I say."})

    ticket.refresh_from_db()
    assert (again.status_code, ticket.round) == (200, 2)
    assert "in another state by now" in text_of(again)
    assert "I object, I say." in text_of(again)
    assert 'name="attachments"' in text_of(again)


def test_what_was_written_to_a_closed_request_stays_in_the_form(
    client: Client, alice: User, ticket: Ticket
) -> None:
    reject_ticket(ticket, "No, for a reason that we name.", by=OFFICER, now=timezone.now())
    sign_in(client, alice)

    page = client.post(f"/contact/{ticket.pk}/messages/", {"body": "One thing more."})

    assert page.status_code == 200
    assert "This request is closed." in text_of(page)
    assert "One thing more." in text_of(page)
    assert f"/contact/{ticket.pk}/object/" in text_of(page)


@pytest.mark.parametrize("is_signed_in", [True, False])
def test_a_form_sent_twice_is_one_request(
    client: Client, alice: User, *, is_signed_in: bool
) -> None:
    if is_signed_in:
        sign_in(client, alice)
    form = client.get("/contact/").context["form"]
    sent = WORDS | {"submission": form["submission"].value()}

    first, second = client.post("/contact/", sent), client.post("/contact/", sent)

    ticket = Ticket.objects.get()
    assert ticket.messages.count() == 1
    if is_signed_in:
        assert first["Location"] == second["Location"]
    else:
        codes = [one.context["opened"].access_code for one in (first, second)]
        assert codes[0] == codes[1]


# --- odd bodies


@pytest.mark.parametrize("body", ["", "   ", "\x00", "a\x00b", "\ud800", "x" * 6_000])
def test_odd_words_are_refused_by_the_api_by_field(api: APIClient, policy: str, body: str) -> None:
    sent = json.dumps(WORDS | {"body": body})
    answer = api.post(URL, sent, content_type="application/json")

    assert answer.status_code == 400
    assert list(answer.json()["errors"]) == ["body"]


@pytest.mark.parametrize("body", ["", "   ", "\x00", "x" * 6_000])
def test_odd_words_stay_on_the_page(client: Client, policy: str, body: str) -> None:
    page = client.post("/contact/", WORDS | {"body": body})

    assert page.status_code == 200
    assert WORDS["subject"] in text_of(page)
    assert not Ticket.objects.exists()


def test_ten_million_bytes_come_and_one_more_does_not(client: Client, alice: User) -> None:
    sign_in(client, alice)
    whole = b"%PDF-1.7" + bytes(9_999_992)

    client.post("/contact/", WORDS | {"attachments": SimpleUploadedFile("a", whole)})
    page = client.post("/contact/", WORDS | {"attachments": SimpleUploadedFile("a", whole + b"x")})

    assert TicketAttachment.objects.get().byte_count == 10_000_000
    assert "at most 10 MB" in text_of(page)


@pytest.mark.parametrize(
    "polyglot",
    [b"\xff\xd8\xff<script>alert(1)</script>", b"%PDF-<html><script>alert(1)</script>"],
)
def test_a_file_of_two_kinds_is_never_opened_by_a_browser(
    client: Client, alice: User, polyglot: bytes
) -> None:
    sign_in(client, alice)
    address = client.post(
        "/contact/", WORDS | {"attachments": SimpleUploadedFile("a.html", polyglot)}
    )["Location"]

    answer = client.get(f"{address}attachments/{TicketAttachment.objects.get().pk}/")

    assert answer["Content-Disposition"].startswith("attachment;")
    assert answer["Content-Type"] in ("image/jpeg", "application/pdf")
    assert answer["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    "start", [b"\n%PDF-1.7", b"GIF89a\xff\xd8\xff", b"<html>\x89PNG\r\n\x1a\n"]
)
def test_a_known_beginning_further_down_is_none(client: Client, policy: str, start: bytes) -> None:
    page = client.post("/contact/", WORDS | {"attachments": SimpleUploadedFile("a.pdf", start)})

    assert "JPEG, a PNG or a PDF" in text_of(page)


# --- codes and other people's requests


@pytest.mark.parametrize("code", ["", "x", "é" * 40, "2" * 64, "ààà-22222", "\x00"])
def test_no_odd_code_opens_anything(client: Client, policy: str, code: str) -> None:
    stranger = ask(None, now=timezone.now())

    page = client.post(f"/contact/{stranger.pk}/", {"code": code})

    assert page.status_code == 200
    assert "Please." not in text_of(page)


@pytest.mark.parametrize("code", ["é", "\u2028", "x" * 5_000])
def test_no_odd_code_opens_anything_over_the_api(api: APIClient, policy: str, code: str) -> None:
    stranger = ask(None, now=timezone.now())

    assert api.get(f"{URL}{stranger.pk}/", HTTP_X_TICKET_CODE=code).status_code == 404


def test_a_code_ends_with_the_text_it_opened(client: Client, policy: str) -> None:
    opened = client.post("/contact/", WORDS).context["opened"]
    Ticket.objects.update(access_code_sha256="", sealed_subject=None)
    client.session.flush()

    page = Client().post(f"/contact/{opened.row.pk}/", {"code": opened.access_code})

    assert (page.status_code, WORDS["body"] in text_of(page)) == (200, False)
    assert "code" in page.context["form"].errors


def test_somebody_signed_in_opens_what_they_sent_without_an_account(
    client: Client, alice: User
) -> None:
    opened = Client().post("/contact/", WORDS).context["opened"]
    sign_in(client, alice)
    address = f"/contact/{opened.row.pk}/"

    asked = client.get(address)
    assert (asked.status_code, "Access code" in text_of(asked)) == (404, True)
    client.post(address, {"code": opened.access_code})

    assert WORDS["body"] in text_of(client.get(address))


def test_a_request_that_is_none_and_one_of_somebody_else_look_alike(
    client: Client, bob: User, ticket: Ticket
) -> None:
    sign_in(client, bob)
    other = uuid4()

    theirs, none = (client.get(f"/contact/{pk}/") for pk in (ticket.pk, other))

    assert theirs.status_code == none.status_code == 404
    assert theirs.context["form"].fields.keys() == none.context["form"].fields.keys() == {"code"}


def test_taking_back_while_a_question_is_open_ends_it(
    client: Client, alice: User, ticket: Ticket
) -> None:
    ask_person(ticket, "Which of the two do you mean?", by=OFFICER, now=timezone.now())
    sign_in(client, alice)

    client.post(f"/contact/{ticket.pk}/take-back/")
    again = client.post(f"/contact/{ticket.pk}/take-back/", follow=True)

    ticket.refresh_from_db()
    assert ticket.state == Ticket.State.CLOSED
    assert not ticket.pauses.filter(ended_at=None).exists()
    assert "in another state by now" in text_of(again)
