"""The desk under odd and hasty hands: two at once, words kept, filters that make no sense."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from privacy.models import Ticket
from privacy.services.answer_ticket import answer_ticket
from privacy.services.ask_person import ask_person
from privacy.services.open_ticket import add_message
from tests.privacy.desk_people import ANSWER, actor, ask, make_officer
from tests.sessions import sign_in_with_factor

DESK = "/admin/privacy/ticket/"
TYPED = "Half an hour of work, word for word."


@pytest.fixture
def officer(staff: User) -> User:
    return make_officer(staff)


@pytest.fixture
def desk(client: Client, officer: User) -> Client:
    return sign_in_with_factor(client, officer)


@pytest.fixture
def ticket(alice: User) -> Ticket:
    return ask(alice, now=timezone.now())


def act(ticket: Ticket, name: str) -> str:
    return f"{DESK}{ticket.pk}/act/{name}/"


def text_of(answer: Any) -> str:
    return str(answer.content.decode())


def test_of_two_agents_the_second_keeps_what_they_wrote(
    desk: Client, ticket: Ticket, officer: User
) -> None:
    answer_ticket(ticket, ANSWER, by=actor(officer), now=timezone.now())

    page = desk.post(act(ticket, "answer"), {"text": TYPED})

    assert page.status_code == 200
    assert "in another state by now" in text_of(page)
    assert TYPED in text_of(page)
    assert ticket.messages.filter(author="staff").count() == 1


def test_after_words_that_were_too_few_the_answers_kept_ready_are_still_there(
    desk: Client, ticket: Ticket
) -> None:
    assert 'name="canned"' in text_of(desk.post(act(ticket, "answer"), {"text": "No."}))


@pytest.mark.parametrize("text", ["", "   ", "x" * 6_000, "\x00", "[[gap]] and many words more"])
@pytest.mark.parametrize("name", ["answer", "ask", "reject"])
def test_words_that_are_none_change_nothing(
    desk: Client, ticket: Ticket, name: str, text: str
) -> None:
    assert desk.post(act(ticket, name), {"text": text}).status_code == 200

    ticket.refresh_from_db()
    assert ticket.state == Ticket.State.OPEN


def test_nobody_closes_while_a_question_is_open_or_opens_twice(
    desk: Client, ticket: Ticket, officer: User
) -> None:
    ask_person(ticket, "Which of the two do you mean?", by=actor(officer), now=timezone.now())
    assert "in another state by now" in text_of(desk.post(act(ticket, "close")))
    answer_ticket(ticket, ANSWER, by=actor(officer), now=timezone.now())

    assert desk.post(act(ticket, "reopen")).status_code == 302
    assert "in another state by now" in text_of(desk.post(act(ticket, "reopen")))

    ticket.refresh_from_db()
    assert (ticket.state, ticket.round) == (Ticket.State.REOPENED, 2)


def test_a_stranger_whose_request_opens_again_may_be_asked_who_they_are(
    desk: Client, policy: str, officer: User
) -> None:
    stranger = ask(None, now=timezone.now())
    answer_ticket(stranger, ANSWER, by=actor(officer), now=timezone.now())
    add_message(stranger, "That was not my question.", now=timezone.now())

    page = text_of(desk.get(f"{DESK}{stranger.pk}/change/"))
    assert act(stranger, "check") in page
    assert act(stranger, "ask") not in page
    desk.post(act(stranger, "check"), {"text": "Which address do you write from?"})

    stranger.refresh_from_db()
    assert stranger.state == Ticket.State.VERIFYING


@pytest.mark.parametrize(
    "query",
    [
        "queue=nothing",
        "assignee=99999999999999999999999",
        "assignee=%C2%B2",
        "assignee=-1",
        "kind__exact=nothing",
        "state__exact=nothing",
        "o=9.9.9",
        "p=99999",
        "p=x",
        "q=%00",
        "nonsense=1",
    ],
)
def test_a_filter_that_makes_no_sense_is_no_fault(desk: Client, ticket: Ticket, query: str) -> None:
    assert desk.get(f"{DESK}?{query}", follow=True).status_code == 200


@pytest.mark.parametrize(
    ("name", "sent"),
    [
        ("assign", {"assignee": "x"}),
        ("assign", {"assignee": "99999999999999999999999"}),
        ("verify", {"proof": "magic"}),
        ("take_down", {"confirm": "on", "reference": ""}),
        ("take_down", {"confirm": "on", "reference": "https://example.org/s/\x00"}),
        ("take_down", {"reference": "anything"}),
    ],
)
def test_what_makes_no_sense_is_said_and_nothing_happens(
    desk: Client, ticket: Ticket, name: str, sent: dict[str, str]
) -> None:
    page = desk.post(act(ticket, name), sent)

    assert page.status_code == 200
    assert "errornote" in text_of(page) or 'class="error"' in text_of(page)
    assert ticket.timeline.count() == 1


def test_several_are_assigned_and_one_that_ended_stops_none(
    desk: Client, alice: User, officer: User, ticket: Ticket
) -> None:
    ended = ask(alice, now=timezone.now() - timedelta(days=1))
    Ticket.objects.filter(pk=ended.pk).update(state=Ticket.State.CLOSED)

    page = desk.post(
        f"{DESK}?queue=all",
        {"action": "assign", "_selected_action": [str(ended.pk), str(ticket.pk)], "assignee": ""},
        follow=True,
    )

    assert "1 assigned." in text_of(page)
    ticket.refresh_from_db()
    assert ticket.assignee_id == officer.pk
