"""The desk in the admin, as an agent and a privacy officer use it, and as the person sees it."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from privacy.models import LedgerEntry, Ticket, TicketClock
from privacy.selectors.access_log import access_log_of
from privacy.selectors.desk import canned_answers
from privacy.services.answer_ticket import SHORTEST_ANSWER, answer_ticket
from privacy.services.open_ticket import open_ticket
from privacy.services.start_clocks import note_due_days
from privacy.services.write_message import GAP, require_words
from tests.privacy.desk_people import ANSWER, actor, ask
from tests.sessions import sign_in, sign_in_with_factor

DESK = "/admin/privacy/ticket/"
DAY = timedelta(days=1)
WORDS = {"subject": "Canary of a subject", "body": "Canary of a body"}


@pytest.fixture
def desk(client: Client, agent: User) -> Client:
    return sign_in_with_factor(client, agent)


@pytest.fixture
def ticket(alice: User, agent: User) -> Ticket:
    """A request of Alice's that the agent works on."""
    ticket = ask(alice, now=timezone.now())
    take(ticket, agent)
    return ticket


def take(ticket: Ticket, agent: User) -> None:
    Ticket.objects.filter(pk=ticket.pk).update(assignee=agent)
    ticket.refresh_from_db()


def page(ticket: Ticket) -> str:
    return f"{DESK}{ticket.pk}/change/"


def act(ticket: Ticket, name: str) -> str:
    return f"{DESK}{ticket.pk}/act/{name}/"


def text_of(answer: Any) -> str:
    return str(answer.content.decode())


def rows_shown(answer: Any) -> list[str]:
    return [str(one.pk) for one in answer.context["cl"].result_list]


# --- the list


def test_the_next_day_stands_first_and_how_it_stands_is_said_in_words(
    desk: Client, alice: User
) -> None:
    now = timezone.now()
    old, new = ask(alice, now=now - 60 * DAY), ask(alice, now=now)

    answer = desk.get(DESK)

    assert rows_shown(answer) == [str(old.pk), str(new.pk)]
    assert "desk-mark--overdue" in text_of(answer)
    assert re.search(r"overdue by \d+ days", text_of(answer))
    assert re.search(r"in \d+ days", text_of(answer))
    assert "60 days" in text_of(answer)


def test_the_list_tells_nothing_that_anybody_wrote(desk: Client, alice: User) -> None:
    open_ticket(kind="question", person=alice, now=timezone.now(), **WORDS)
    before = LedgerEntry.objects.filter(stream="access").count()

    assert "Canary" not in text_of(desk.get(DESK))
    assert LedgerEntry.objects.filter(stream="access").count() == before


def test_the_queue_leaves_out_what_is_answered(desk: Client, alice: User, agent: User) -> None:
    now = timezone.now()
    done, open_one = ask(alice, now=now), ask(alice, now=now)
    answer_ticket(done, ANSWER, by=actor(agent), now=now)

    assert rows_shown(desk.get(DESK)) == [str(open_one.pk)]
    assert rows_shown(desk.get(f"{DESK}?queue=answered")) == [str(done.pk)]
    assert len(rows_shown(desk.get(f"{DESK}?queue=all"))) == 2


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("queue=overdue", {"late"}),
        ("queue=provisional", {"unsure"}),
        ("kind__exact=complaint", {"complaint"}),
        ("state__exact=received", {"stranger"}),
        ("assignee=nobody", {"late", "unsure", "complaint", "stranger"}),
        ("assignee=mine", {"mine"}),
        ("assignee=no-number", {"late", "unsure", "complaint", "stranger", "mine"}),
    ],
)
def test_the_desk_is_filtered(
    desk: Client, alice: User, agent: User, query: str, expected: set[str]
) -> None:
    now = timezone.now()
    found = {
        "late": ask(alice, now=now - 60 * DAY),
        "unsure": ask(alice, now=now),
        "complaint": ask(alice, now=now, kind="complaint"),
        "stranger": ask(None, now=now),
        "mine": ask(alice, now=now),
    }
    TicketClock.objects.update(is_provisional=False)
    found["unsure"].clocks.update(is_provisional=True)
    note_due_days(one.pk for one in found.values())
    Ticket.objects.filter(pk=found["mine"].pk).update(assignee=agent)

    shown = rows_shown(desk.get(f"{DESK}?{query.replace('mine', str(agent.pk))}"))

    assert set(shown) == {str(found[name].pk) for name in expected}


def test_the_list_costs_the_same_for_three_hundred_requests(
    desk: Client, alice: User, agent: User, django_assert_max_num_queries: Any
) -> None:
    now = timezone.now()
    first = ask(alice, now=now)
    Ticket.objects.bulk_create(
        Ticket(
            person=alice,
            assignee=agent,
            kind="question",
            state="open",
            due_on=first.due_on,
            queue_on=first.due_on,
            received_at=now,
        )
        for _ in range(300)
    )
    desk.get(DESK)

    with django_assert_max_num_queries(12):
        answer = desk.get(DESK)
    assert len(rows_shown(answer)) == 50


def test_several_are_assigned_at_once(desk: Client, alice: User, agent: User) -> None:
    chosen = [str(ask(alice, now=timezone.now()).pk) for _ in range(3)]

    desk.post(DESK, {"action": "assign", "_selected_action": chosen[:2], "assignee": agent.pk})
    desk.post(DESK, {"action": "assign", "_selected_action": chosen[2:], "assignee": ""})

    assert set(Ticket.objects.values_list("assignee", flat=True)) == {agent.pk}


def test_nothing_is_assigned_to_whoever_does_not_work_here(desk: Client, alice: User) -> None:
    ticket = ask(alice, now=timezone.now())
    desk.post(DESK, {"action": "assign", "_selected_action": [ticket.pk], "assignee": alice.pk})
    desk.post(act(ticket, "assign"), {"assignee": alice.pk})

    ticket.refresh_from_db()
    assert ticket.assignee_id is None


@pytest.mark.promise("E-7")
def test_staff_without_the_right_see_no_request(client: Client, staff: User, alice: User) -> None:
    ticket = ask(alice, now=timezone.now())
    sign_in_with_factor(client, staff)

    for address in (DESK, page(ticket), f"{DESK}figures/", act(ticket, "answer")):
        assert client.get(address).status_code == 403
    assert client.post(act(ticket, "answer"), {"text": ANSWER}).status_code == 403


def test_nobody_adds_changes_or_deletes_a_request_by_hand(desk: Client, ticket: Ticket) -> None:
    assert desk.get(f"{DESK}add/").status_code == 403
    assert desk.get(f"{DESK}{ticket.pk}/delete/").status_code == 403
    assert desk.get(f"{DESK}{ticket.pk}/history/").status_code == 403
    assert desk.get(f"{DESK}nothing/change/").status_code == 404


# --- the page of one


@pytest.mark.promise("E-6")
def test_alice_sees_who_opened_her_request(
    desk: Client, ticket: Ticket, alice: User, agent: User
) -> None:
    assert "Please." in text_of(desk.get(page(ticket)))

    (look,) = access_log_of(alice)
    assert f'"by":"person {agent.pk}"' in look.payload
    assert str(ticket.pk) in look.payload
    assert "Please." not in look.payload
    mine = Client()
    sign_in(mine, alice)
    assert f"person {agent.pk}" in text_of(mine.get("/settings/my-data/"))


@pytest.mark.promise("G-7")
def test_only_whoever_works_on_a_request_reads_it(
    client: Client, agent: User, officer: User, alice: User
) -> None:
    open_ticket(kind="question", person=alice, now=timezone.now(), **WORDS)
    ticket = Ticket.objects.get()
    desk = sign_in_with_factor(client, agent)

    cover = text_of(desk.get(page(ticket)))
    refused = text_of(desk.post(act(ticket, "answer"), {"text": ANSWER}))

    assert "Canary" not in cover + refused
    assert "Take it" in cover
    assert "This request is not yours." in refused
    assert not access_log_of(alice).exists()
    desk.post(act(ticket, "assign"), {"assignee": agent.pk})
    assert WORDS["body"] in text_of(desk.get(page(ticket)))
    assert WORDS["body"] in text_of(sign_in_with_factor(Client(), officer).get(page(ticket)))


def test_nothing_is_shown_when_the_look_cannot_be_written_down(
    desk: Client, ticket: Ticket, monkeypatch: pytest.MonkeyPatch
) -> None:
    class LedgerAway(Exception):
        pass

    def refuse(*_args: Any, **_kwargs: Any) -> None:
        raise LedgerAway

    monkeypatch.setattr("privacy.admin.ticket_page.log_staff_access", refuse)

    with pytest.raises(LedgerAway):
        desk.get(page(ticket))


@pytest.mark.promise("M-7")
def test_an_agent_answers_and_alice_reads_it(desk: Client, ticket: Ticket, alice: User) -> None:
    assert desk.post(act(ticket, "answer"), {"text": ANSWER})["Location"] == page(ticket)

    assert ANSWER in text_of(desk.get(page(ticket)))
    mine = Client()
    sign_in(mine, alice)
    assert ANSWER in text_of(mine.get(f"/contact/{ticket.pk}/"))


def test_what_was_typed_stays_when_it_is_no_answer(desk: Client, ticket: Ticket) -> None:
    gap = "It was deleted on [[day]], all of it."

    answer = desk.post(act(ticket, "answer"), {"text": gap})

    assert answer.status_code == 200
    assert gap in text_of(answer)
    assert "double brackets" in text_of(answer)


def test_an_agent_asks_closes_and_opens_again(desk: Client, ticket: Ticket) -> None:
    desk.post(act(ticket, "ask"), {"text": "Which of the two do you mean?"})
    assert "a question of ours is open" in text_of(desk.get(page(ticket)))
    for name in ("answer", "close", "reopen"):
        desk.post(act(ticket, name), {"text": ANSWER})

    acts = ["receive", "ask", "answer", "close", "reopen"]
    assert [line.act for line in ticket.timeline.all()] == acts
    ticket.refresh_from_db()
    assert ticket.round == 2


def test_an_agent_finds_out_who_asks(desk: Client, agent: User) -> None:
    stranger = ask(None, now=timezone.now(), kind="access")
    take(stranger, agent)

    assert "It is known who asks" in text_of(desk.get(page(stranger)))
    desk.post(act(stranger, "verify"), {"proof": "hearsay"})
    stranger.refresh_from_db()
    assert stranger.verified_at is None
    desk.post(act(stranger, "verify"), {"proof": "document"})

    stranger.refresh_from_db()
    assert stranger.verified_at is not None


@pytest.mark.parametrize(("name", "is_officer"), [("reject", False), ("reject", True)])
def test_only_the_officer_has_the_button_that_rejects(
    client: Client, agent: User, officer: User, ticket: Ticket, name: str, *, is_officer: bool
) -> None:
    desk = sign_in_with_factor(client, officer if is_officer else agent)

    assert (act(ticket, name) in text_of(desk.get(page(ticket)))) == is_officer
    desk.post(act(ticket, name), {"text": "No, for a reason that we name."})

    ticket.refresh_from_db()
    assert (ticket.state == Ticket.State.REJECTED) == is_officer


@pytest.mark.parametrize(("name", "status"), [("nothing", 404), ("withdraw", 404)])
def test_the_desk_does_what_is_the_desks_only(
    desk: Client, ticket: Ticket, name: str, status: int
) -> None:
    assert desk.post(act(ticket, name)).status_code == status
    assert desk.get(act(ticket, "answer")).status_code == 404


# --- answers kept ready


@pytest.mark.parametrize("locale", ["en", "zh-hans"])
def test_an_answer_kept_ready_is_put_in_and_needs_its_gaps_filled(
    desk: Client, alice: User, agent: User, locale: str
) -> None:
    ticket = ask(alice, now=timezone.now(), locale=locale)
    take(ticket, agent)

    for one in canned_answers(locale):
        shown = desk.get(page(ticket), {"canned": one.key}).context["text"]
        assert shown == one.text
        assert GAP.search(one.text)
        require_words(GAP.sub("all of it", one.text), least=SHORTEST_ANSWER)
    assert desk.get(page(ticket), {"canned": "nothing"}).context["text"] == ""


def test_both_languages_have_the_same_answers() -> None:
    english, chinese = canned_answers("en"), canned_answers("zh-Hans")

    assert [one.key for one in english] == [one.key for one in chinese]
    assert len(english) >= 6
    assert all(one.title != other.title for one, other in zip(english, chinese, strict=True))
