"""What may become of a request, who may do it, and what the timeline says of it afterwards."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from itertools import product

import pytest
from django.core.exceptions import ValidationError

from accounts.models import User
from privacy.models import Notice, Ticket
from privacy.models.refusal import Refused
from privacy.services.answer_ticket import answer_ticket, reject_ticket
from privacy.services.ask_person import ask_person, end_silent_pauses, resume_ticket
from privacy.services.assign_ticket import assign_ticket
from privacy.services.close_ticket import close_silent_tickets, close_ticket, withdraw_ticket
from privacy.services.cut_tickets import anonymise_tickets
from privacy.services.move_ticket import ACTS, ASKED, DECIDE, REQUESTER, WORK, move_ticket
from privacy.services.open_ticket import add_message, appeal
from privacy.services.transitions import SCHEDULE, SCHEDULED, Actor
from privacy.services.verify_requester import verify_requester
from tests.privacy.desk_people import ANSWER, ask, make_agent

# A Monday in spring: two weeks of plain working days lie ahead.
MONDAY = datetime(2026, 3, 16, 4, tzinfo=UTC)
DAY = timedelta(days=1)
AGENT = Actor("person 7", frozenset({WORK}))
OFFICER = Actor("person 8", frozenset({WORK, DECIDE}))
NOBODY = Actor("person 9", frozenset())
WHO = {"agent": AGENT, "officer": OFFICER, "requester": REQUESTER, "schedule": SCHEDULE}
QUESTION = "Which of the two pictures do you mean?"


@pytest.fixture
def ticket(alice: User) -> Ticket:
    return ask(alice, now=MONDAY)


def code_of(act: Callable[[], object]) -> str:
    with pytest.raises(Refused) as refused:
        act()
    return refused.value.code


# --- the table


@pytest.mark.promise("Q-2", "M-14")
@pytest.mark.parametrize("act", sorted(ACTS))
def test_only_the_moves_of_the_table_happen(ticket: Ticket, act: str) -> None:
    for who, state in product(WHO.values(), Ticket.State):
        Ticket.objects.filter(pk=ticket.pk).update(state=state)
        ticket.state = state

        assert outcome(ticket, act, who) == expected(act, state, who)

        ticket.refresh_from_db()
        is_done = expected(act, state, who) == "done"
        assert ticket.state == ((ACTS[act].ends or state) if is_done else state)


def outcome(ticket: Ticket, act: str, who: Actor) -> str:
    before = ticket.state
    try:
        move_ticket(ticket, act, by=who, now=MONDAY)
    except Refused as refused:
        return refused.code
    line = ticket.timeline.order_by("-id")[0]
    assert (line.act, line.by, line.from_state, line.at) == (act, who.name, before, MONDAY)
    return "done"


def expected(act: str, state: Ticket.State, who: Actor) -> str:
    rule = ACTS[act]
    if not who.rights & rule.rights:
        return "permission_denied"
    return "done" if state in rule.starts else "ticket_state"


def test_the_table_says_what_the_roles_are() -> None:
    only = {act: rule.rights for act, rule in ACTS.items()}

    assert only["reject"] == only["take_down"] == {DECIDE}
    assert only["withdraw"] == {ASKED}
    assert WORK in only["answer"]
    assert SCHEDULED not in only["answer"] | only["reject"] | only["verify"]


def test_nobody_of_the_staff_ends_what_was_not_answered() -> None:
    ending = {act for act, rule in ACTS.items() if rule.ends == Ticket.State.CLOSED}

    for act in ending - {"withdraw"}:
        assert ACTS[act].starts.isdisjoint(Ticket.UNANSWERED)


def test_whoever_has_no_right_moves_nothing(ticket: Ticket) -> None:
    for act in ACTS:
        assert code_of(lambda act=act: move_ticket(ticket, act, by=NOBODY, now=MONDAY)) == (
            "permission_denied"
        )
    assert [line.act for line in ticket.timeline.all()] == ["receive"]


def test_of_two_who_answer_at_once_one_does(ticket: Ticket) -> None:
    same = Ticket.objects.get(pk=ticket.pk)
    answer_ticket(ticket, ANSWER, by=AGENT, now=MONDAY)

    assert code_of(lambda: answer_ticket(same, ANSWER, by=AGENT, now=MONDAY)) == "ticket_state"
    assert ticket.messages.filter(author="staff").count() == 1


# --- answers


def test_alice_is_answered_and_told(ticket: Ticket, alice: User) -> None:
    answer_ticket(ticket, ANSWER, by=AGENT, now=MONDAY + DAY)

    ticket.refresh_from_db()
    assert (ticket.state, ticket.answered_at) == (Ticket.State.ANSWERED, MONDAY + DAY)
    assert not ticket.clocks.filter(stopped_on=None).exists()
    assert set(ticket.clocks.values_list("taken_days", flat=True)) == {1}
    assert Notice.objects.filter(person=alice, kind=Notice.Kind.TICKET_CHANGED).count() == 1


@pytest.mark.parametrize("text", ["", "   ", "Thanks.", "x" * 5001, "It was deleted on [[day]]."])
def test_a_template_with_gaps_is_no_answer(ticket: Ticket, text: str) -> None:
    with pytest.raises(ValidationError):
        answer_ticket(ticket, text, by=AGENT, now=MONDAY)

    ticket.refresh_from_db()
    assert ticket.state == Ticket.State.OPEN
    assert ticket.clocks.filter(stopped_on=None).count() == ticket.clocks.count()


@pytest.mark.parametrize("kind", ["access", "correction", "erasure", "withdrawal"])
def test_a_stranger_learns_nothing_of_a_right_before_it_is_known_who_asks(
    policy: str, kind: str
) -> None:
    ticket = ask(None, now=MONDAY, kind=kind)

    assert code_of(lambda: answer_ticket(ticket, ANSWER, by=OFFICER, now=MONDAY)) == "verify_first"
    verify_requester(ticket, "document", by=AGENT, now=MONDAY + DAY)
    answer_ticket(ticket, ANSWER, by=AGENT, now=MONDAY + DAY)
    assert ticket.state == Ticket.State.ANSWERED


def test_a_stranger_who_just_asks_something_may_be_answered_at_once(policy: str) -> None:
    ticket = ask(None, now=MONDAY)

    answer_ticket(ticket, ANSWER, by=AGENT, now=MONDAY)

    assert ticket.state == Ticket.State.ANSWERED


@pytest.mark.promise("M-15", "Q-3")
def test_what_was_promised_starts_when_it_is_known_who_asks(policy: str) -> None:
    ticket = ask(None, now=MONDAY, kind="complaint")
    assert ticket.due_on == date(2026, 4, 7)

    verify_requester(ticket, "telephone", by=AGENT, now=MONDAY + 2 * DAY)

    promise = ticket.clocks.get(kind="promise")
    assert (promise.starts_on, promise.due_on) == (date(2026, 3, 18), date(2026, 4, 9))
    assert ticket.due_on == date(2026, 4, 7)
    assert ticket.clocks.get(rule="verify_2").taken_days == 2
    line = ticket.timeline.get(act="verify")
    assert (line.by, line.detail, line.to_state) == ("person 7", "telephone", "open")


def test_only_the_privacy_officer_rejects_and_says_why(ticket: Ticket) -> None:
    reason = "The picture shows nobody; clause 1 of the policy speaks of faces."

    assert code_of(lambda: reject_ticket(ticket, reason, by=AGENT, now=MONDAY)) == (
        "permission_denied"
    )
    reject_ticket(ticket, reason, by=OFFICER, now=MONDAY)

    ticket.refresh_from_db()
    assert (ticket.state, ticket.closed_at) == (Ticket.State.REJECTED, MONDAY)
    assert ticket.messages.filter(author="staff").count() == 1


def test_a_request_goes_to_somebody_who_works_at_the_desk(
    ticket: Ticket, bob: User, staff: User
) -> None:
    agent = make_agent(staff)

    assert code_of(lambda: assign_ticket(ticket, bob, by=AGENT, now=MONDAY)) == "not_an_agent"
    assign_ticket(ticket, agent, by=AGENT, now=MONDAY)
    assign_ticket(ticket, agent, by=AGENT, now=MONDAY)
    assert ticket.timeline.get(act="assign").detail == f"to person {agent.pk}"


# --- pauses


def promise_day(ticket: Ticket) -> date:
    return ticket.clocks.get(kind="promise", round=ticket.round).due_on


def law_day(ticket: Ticket) -> date:
    return ticket.clocks.get(kind="law", round=ticket.round).due_on


def test_a_question_to_her_pauses_the_promise_and_never_the_law(ticket: Ticket) -> None:
    promised, law = promise_day(ticket), law_day(ticket)
    assert (promised, law) == (date(2026, 3, 30), date(2026, 4, 7))

    ask_person(ticket, QUESTION, by=AGENT, now=MONDAY + 2 * DAY)
    ticket.refresh_from_db()
    assert ticket.state == Ticket.State.WAITING_USER
    assert ticket.due_on == law_day(ticket) == law

    # Three working days later: Thursday, Friday, Monday.
    add_message(ticket, "The left one.", now=MONDAY + 7 * DAY)
    ticket.refresh_from_db()
    assert ticket.state == Ticket.State.OPEN
    assert (promise_day(ticket), ticket.due_on) == (date(2026, 4, 2), date(2026, 4, 2))
    assert law_day(ticket) == law
    assert ticket.timeline.get(act="resume").detail == "paused 3"


def test_silence_pauses_for_ten_working_days_in_all(ticket: Ticket) -> None:
    ask_person(ticket, QUESTION, by=AGENT, now=MONDAY)
    pause = ticket.pauses.get()
    assert pause.ends_on == date(2026, 3, 30)

    assert end_silent_pauses(now=datetime(2026, 3, 30, 12, tzinfo=UTC)) == 0
    assert end_silent_pauses(now=datetime(2026, 3, 31, 4, tzinfo=UTC)) == 1
    ticket.refresh_from_db()
    assert ticket.state == Ticket.State.OPEN
    assert ticket.clocks.get(kind="promise").paused_days == 10

    ask_person(ticket, QUESTION, by=AGENT, now=datetime(2026, 3, 31, 5, tzinfo=UTC))
    assert ticket.clocks.get(kind="promise").paused_days == 10
    assert ticket.pauses.last().days == 0  # type: ignore[union-attr]


def test_no_pause_without_a_question(ticket: Ticket) -> None:
    with pytest.raises(ValidationError):
        ask_person(ticket, "?", by=AGENT, now=MONDAY)

    assert ticket.state == Ticket.State.OPEN
    assert not ticket.pauses.exists()


def test_a_stranger_may_be_asked_who_they_are_and_nothing_pauses(policy: str) -> None:
    ticket = ask(None, now=MONDAY)

    ask_person(ticket, "Which address did you sign up with?", by=AGENT, now=MONDAY)
    assert ticket.state == Ticket.State.VERIFYING
    assert not ticket.pauses.exists()
    add_message(ticket, "This one.", now=MONDAY + DAY)
    assert ticket.state == Ticket.State.VERIFYING


def test_an_answer_while_she_is_asked_ends_the_pause(ticket: Ticket) -> None:
    ask_person(ticket, QUESTION, by=AGENT, now=MONDAY)

    answer_ticket(ticket, ANSWER, by=AGENT, now=MONDAY + DAY)

    assert ticket.pauses.get().days == 1
    assert promise_day(ticket) == date(2026, 3, 31)


def test_a_pause_over_new_year_adds_only_days_that_are_official(alice: User) -> None:
    start = datetime(2026, 12, 28, 4, tzinfo=UTC)
    ticket = ask(alice, now=start)
    before = promise_day(ticket)

    ask_person(ticket, QUESTION, by=AGENT, now=start)
    resume_ticket(ticket, by=AGENT, now=start + 14 * DAY)

    assert ticket.pauses.get().days == 3
    assert promise_day(ticket) >= before


# --- the end, and the way back


@pytest.mark.promise("M-7")
def test_an_appeal_starts_new_clocks_and_keeps_the_old_ones(ticket: Ticket) -> None:
    assign_to = {"assignee_id": ticket.person_id}
    Ticket.objects.filter(pk=ticket.pk).update(**assign_to)
    ticket.refresh_from_db()
    reject_ticket(ticket, "No, for a reason that we name.", by=OFFICER, now=MONDAY + DAY)
    old = list(ticket.clocks.values_list("rule", "due_on", "stopped_on"))

    appeal(ticket, "I object to that.", now=MONDAY + 7 * DAY)

    ticket.refresh_from_db()
    assert (ticket.state, ticket.round, ticket.assignee_id) == (Ticket.State.REOPENED, 2, None)
    assert (ticket.answered_at, ticket.closed_at) == (None, None)
    assert list(ticket.clocks.filter(round=1).values_list("rule", "due_on", "stopped_on")) == old
    fresh = ticket.clocks.filter(round=2)
    assert {clock.starts_on for clock in fresh} == {date(2026, 3, 23)}
    assert ticket.due_on == min(clock.due_on for clock in fresh) == date(2026, 4, 7)
    assert {clock.round for clock in ticket.current_clocks} == {2}


def test_what_is_still_open_needs_no_appeal(ticket: Ticket) -> None:
    assert code_of(lambda: appeal(ticket, "I object to that.", now=MONDAY)) == "ticket_state"


def test_what_was_cut_cannot_be_opened_again(ticket: Ticket) -> None:
    withdraw_ticket(ticket, now=MONDAY)
    Ticket.objects.filter(pk=ticket.pk).update(sealed_subject=None)
    ticket.refresh_from_db()

    assert code_of(lambda: appeal(ticket, "I object to that.", now=MONDAY)) == "ticket_closed"


def test_she_takes_her_request_back(ticket: Ticket) -> None:
    ask_person(ticket, QUESTION, by=AGENT, now=MONDAY)

    withdraw_ticket(ticket, now=MONDAY + DAY)

    ticket.refresh_from_db()
    assert (ticket.state, ticket.closed_at) == (Ticket.State.CLOSED, MONDAY + DAY)
    assert not ticket.clocks.filter(stopped_on=None).exists()
    assert set(ticket.clocks.values_list("taken_days", flat=True)) == {None}


def test_what_was_answered_closes_after_a_month_of_silence(ticket: Ticket) -> None:
    answer_ticket(ticket, ANSWER, by=AGENT, now=MONDAY)

    assert close_silent_tickets(now=MONDAY + 29 * DAY) == 0
    assert close_silent_tickets(now=MONDAY + 30 * DAY) == 1
    ticket.refresh_from_db()
    assert (ticket.state, ticket.closed_at) == (Ticket.State.CLOSED, MONDAY + 30 * DAY)


def test_an_agent_closes_what_was_answered_only(ticket: Ticket) -> None:
    assert code_of(lambda: close_ticket(ticket, by=OFFICER, now=MONDAY)) == "ticket_state"
    answer_ticket(ticket, ANSWER, by=AGENT, now=MONDAY)
    close_ticket(ticket, by=AGENT, now=MONDAY)
    assert ticket.state == Ticket.State.CLOSED


def test_nobody_is_late_for_whoever_cancelled(ticket: Ticket, alice: User) -> None:
    anonymise_tickets(Ticket.objects.filter(person=alice), MONDAY + DAY)

    ticket.refresh_from_db()
    assert (ticket.state, ticket.person_id) == (Ticket.State.CLOSED, None)
    assert not ticket.clocks.filter(stopped_on=None).exists()
