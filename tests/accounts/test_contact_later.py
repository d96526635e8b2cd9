"""After a request was sent: taking it back, objecting to its end, and a guardian who asks."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from rest_framework.test import APIClient

from accounts.models import GuardianLink, User
from accounts.services.link_guardian import link_guardian, renew_link_secret
from accounts.tasks import send_ticket_notice
from privacy.models import Ticket
from privacy.services.answer_ticket import answer_ticket, reject_ticket
from privacy.services.move_ticket import DECIDE, WORK
from privacy.services.open_ticket import reference_of
from privacy.services.transitions import Actor
from tests.conftest import ApiAs
from tests.privacy.desk_people import ANSWER, ask
from tests.sessions import sign_in

OFFICER = Actor("person 8", frozenset({WORK, DECIDE}))
REASON = "No, for a reason that we name."
URL = "/api/v1/tickets/"


@pytest.fixture
def ticket(alice: User) -> Ticket:
    return ask(alice, now=timezone.now())


def test_alice_takes_her_request_back(client: Client, alice: User, ticket: Ticket) -> None:
    sign_in(client, alice)
    address = f"/contact/{ticket.pk}/"
    assert f"{address}take-back/" in client.get(address).content.decode()

    client.post(f"{address}take-back/")
    client.post(f"{address}take-back/")

    ticket.refresh_from_db()
    assert ticket.state == Ticket.State.CLOSED
    assert "taken back by whoever sent it" in client.get(address).content.decode()


def test_alice_objects_and_sees_the_new_day_and_the_old_decision(
    client: Client, alice: User, ticket: Ticket
) -> None:
    reject_ticket(ticket, REASON, by=OFFICER, now=timezone.now())
    sign_in(client, alice)
    address = f"/contact/{ticket.pk}/"
    assert f"{address}object/" in client.get(address).content.decode()

    assert client.post(f"{address}object/", {"body": ""}).status_code == 200
    client.post(f"{address}object/", {"body": "You looked at the wrong picture."})

    page = client.get(address).content.decode()
    assert "opened again, with new dates" in page
    assert REASON in page
    assert "You looked at the wrong picture." in page
    ticket.refresh_from_db()
    assert (ticket.state, ticket.round) == (Ticket.State.REOPENED, 2)


def test_nobody_else_takes_back_or_objects(client: Client, bob: User, ticket: Ticket) -> None:
    sign_in(client, bob)

    for act in ("take-back", "object", "messages"):
        assert client.post(f"/contact/{ticket.pk}/{act}/", {"body": "x"}).status_code == 404
    ticket.refresh_from_db()
    assert ticket.state == Ticket.State.OPEN


def test_the_page_shows_the_days_that_run_now(client: Client, alice: User, ticket: Ticket) -> None:
    answer_ticket(ticket, ANSWER, by=OFFICER, now=timezone.now())
    sign_in(client, alice)
    client.post(f"/contact/{ticket.pk}/messages/", {"body": "That was not my question."})

    page = client.get(f"/contact/{ticket.pk}/").content.decode()

    assert page.count("our policy") == 1
    ticket.refresh_from_db()
    assert ticket.clocks.count() == 2 * len(ticket.current_clocks)


# --- over the API


def test_a_stranger_objects_with_the_code(api: APIClient, policy: str) -> None:
    opened = api.post(URL, {"kind": "question", "subject": "x", "body": "y"}).json()
    ticket = Ticket.objects.get()
    code = {"HTTP_X_TICKET_CODE": opened["access_code"]}
    address = f"{URL}{opened['id']}/appeal/"
    assert api.post(address, {"body": "No."}, **code).json()["code"] == "ticket_state"
    reject_ticket(ticket, REASON, by=OFFICER, now=timezone.now())

    assert api.post(address, {"body": "No."}).status_code == 401
    answer = api.post(address, {"body": "No."}, **code)

    assert answer.status_code == 201
    body = answer.json()
    assert body["state"] == "reopened"
    assert body["due_on"] == min(one["due_on"] for one in body["clocks"] if one["kind"] != "target")
    acts = [line["act"] for line in body["timeline"]]
    assert acts == ["receive", "reject", "reopen"]
    assert set(body["timeline"][0]) == {"act", "by", "from_state", "to_state", "at"}


def test_a_program_without_the_scope_objects_to_nothing(
    api_as: ApiAs, alice: User, ticket: Ticket
) -> None:
    client = api_as(alice, "portraits")

    assert client.post(f"{URL}{ticket.pk}/appeal/", {"body": "No."}).status_code == 403


# --- mail


@pytest.mark.parametrize("locale", ["en", "zh-hans"])
def test_the_mail_says_that_there_is_news_and_nothing_of_it(policy: str, locale: str) -> None:
    ticket = ask(None, now=timezone.now(), email="Somebody@example.org", locale=locale)
    answer_ticket(ticket, ANSWER, by=OFFICER, now=timezone.now())

    send_ticket_notice(str(ticket.pk))

    (letter,) = mail.outbox
    assert letter.to == ["somebody@example.org"]
    assert f"/contact/{ticket.pk}/" in letter.body
    assert ANSWER not in letter.body
    assert "When?" not in letter.subject + letter.body


def test_nobody_is_written_to_who_gave_no_address(policy: str) -> None:
    send_ticket_notice(str(ask(None, now=timezone.now()).pk))

    assert mail.outbox == []


# --- a guardian


@pytest.fixture
def guardian_page(alice: User) -> str:
    link_guardian(alice, "guardian@example.org", now=timezone.now())
    link = GuardianLink.objects.get()
    return f"/guardian/{renew_link_secret(link)}/"


@pytest.mark.promise("C-6", "C-4")
def test_a_guardian_asks_for_the_child_and_is_known_at_once(
    client: Client, alice: User, guardian_page: str
) -> None:
    sign_in(client, alice)

    sent = client.post(
        f"{guardian_page}ask/", {"subject": "Her portraits", "body": "What do you hold?"}
    ).content.decode()

    ticket = Ticket.objects.get()
    assert re.search(r"<code[^>]*>[a-z2-9-]{23}</code>", sent)
    assert (ticket.kind, ticket.state, ticket.person_id) == ("child", "open", None)
    assert reference_of(ticket) == f"account {alice.pk}"
    rules = set(ticket.clocks.values_list("rule", flat=True))
    assert rules == {"child_10", "child_5", "law_15"}
    send_ticket_notice(str(ticket.pk))
    assert mail.outbox[-1].to == ["guardian@example.org"]
    assert "Her portraits" not in client.get("/contact/").content.decode()


def test_a_guardian_who_forgets_the_words_keeps_the_rest(
    client: Client, guardian_page: str
) -> None:
    assert client.get(f"{guardian_page}ask/").status_code == 200

    page = client.post(f"{guardian_page}ask/", {"subject": "Her portraits", "body": ""})

    assert "Her portraits" in page.content.decode()
    assert not Ticket.objects.exists()


def test_a_wrong_guardian_link_asks_nothing(client: Client, policy: str) -> None:
    assert client.post("/guardian/nothing/ask/", {"subject": "x", "body": "y"}).status_code == 404
    assert not Ticket.objects.filter(received_at__gte=timezone.now() - timedelta(hours=1)).exists()
