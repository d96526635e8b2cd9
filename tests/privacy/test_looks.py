"""Who of the staff may open what, for which case, and for how long."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from accounts.models import User
from privacy.models import AccessGrant, StaffLook, Ticket
from privacy.selectors.access_log import access_log_of
from privacy.services.access.ask_for_grant import GrantWish, ask_for_grant
from privacy.services.access.decide_grant import approve_for_minor, approve_grant, refuse_grant
from privacy.services.access.end_grant import end_grant, expire_grants
from privacy.services.access.reveal_data import reveal_for_ticket, reveal_under_grant
from privacy.services.transitions import staff_actor
from tests.privacy.desk_people import ask
from tests.sessions import sign_in, sign_in_with_factor
from tests.staff import refusal_of

ADDRESS = "accounts.User.email"
AGE = "accounts.User.age_band"
HOUR = timedelta(hours=1)


@pytest.fixture
def ticket(alice: User, agent: User) -> Ticket:
    """Alice's request, which the agent works on."""
    ticket = ask(alice, now=timezone.now())
    Ticket.objects.filter(pk=ticket.pk).update(assignee=agent)
    ticket.refresh_from_db()
    return ticket


def wish(ticket: Ticket, person: User, **more: Any) -> GrantWish:
    given = {"case_kind": "ticket", "case": ticket.pk, "reason": "correct", "hours": 1}
    return GrantWish(account=person.pk, **given | {"classes": ["accounts.User"]} | more)


def asked_by(staff: User, ticket: Ticket, person: User, **more: Any) -> AccessGrant:
    return ask_for_grant(wish(ticket, person, **more), by=staff_actor(staff), now=timezone.now())


def approved(grant: AccessGrant, by: User) -> AccessGrant:
    approve_grant(grant, by=staff_actor(by), now=timezone.now())
    return grant


def looks_of(person: User) -> int:
    return access_log_of(person).count()


# --- with a request that is assigned


@pytest.mark.promise("E-6", "G-7")
def test_an_agent_opens_the_address_of_whoever_asks_and_she_reads_why(
    client: Client, alice: User, agent: User, ticket: Ticket
) -> None:
    desk = sign_in_with_factor(client, agent)
    address = f"/admin/privacy/ticket/{ticket.pk}/reveal/"
    before = looks_of(alice)

    asked = desk.get(address).content.decode()
    shown = desk.post(address, {"opened": ADDRESS, "reason": "correct"})

    assert alice.email not in asked
    assert alice.email in shown.content.decode()
    assert "no-store" in shown["Cache-Control"]
    assert looks_of(alice) == before + 1
    assert alice.email not in access_log_of(alice)[0].payload
    page = sign_in(Client(), alice).get("/settings/my-data/looks/").content.decode()
    assert f"person {agent.pk} of our staff, to correct something about you" in page
    assert "Your account: email" in page
    assert f"request at the desk {str(ticket.pk)[:8]}" in page
    assert alice.email not in desk.get(address).content.decode()


@pytest.mark.promise("G-7")
def test_what_the_request_does_not_need_asks_for_a_leave(ticket: Ticket, agent: User) -> None:
    def open_age() -> object:
        return reveal_for_ticket(ticket, AGE, reason="correct", staff=agent, now=timezone.now())

    assert refusal_of(open_age) == "not_revealable"


@pytest.mark.promise("G-7")
@pytest.mark.parametrize("change", [{"assignee": None}, {"state": "closed"}, {"verified_at": None}])
def test_a_request_opens_nothing_once_it_is_not_ones_own_or_over(
    ticket: Ticket, alice: User, agent: User, change: dict[str, Any]
) -> None:
    Ticket.objects.filter(pk=ticket.pk).update(**change)
    ticket.refresh_from_db()

    def open_it() -> object:
        now = timezone.now()
        return reveal_for_ticket(ticket, ADDRESS, reason="correct", staff=agent, now=now)

    assert refusal_of(open_it) == "access_not_granted"
    assert looks_of(alice) == 0


def test_a_colleague_finds_no_page_that_opens_anything(
    client: Client, ticket: Ticket, officer: User
) -> None:
    desk = sign_in_with_factor(client, officer)

    assert desk.get(f"/admin/privacy/ticket/{ticket.pk}/reveal/").status_code == 404


# --- with a leave


@pytest.mark.promise("G-7")
def test_a_leave_opens_for_its_hours_alone(
    ticket: Ticket, alice: User, agent: User, officer: User
) -> None:
    grant = approved(asked_by(agent, ticket, alice), officer)
    now = timezone.now()

    assert reveal_under_grant(grant, AGE, staff=agent, now=now) == ["adult"]
    look = StaffLook.objects.get()
    assert (look.grant, look.case) == (grant.pk, f"ticket {ticket.pk}")
    for who, when in ((officer, now), (agent, now + HOUR)):
        assert refusal_of(
            lambda who=who, when=when: reveal_under_grant(grant, AGE, staff=who, now=when)
        ) == ("access_not_granted")
    assert expire_grants(now=now + HOUR) == 1
    grant.refresh_from_db()
    assert grant.state == "expired"


@pytest.mark.promise("G-7")
def test_a_leave_ends_with_its_case(
    ticket: Ticket, alice: User, agent: User, officer: User
) -> None:
    grant = approved(asked_by(agent, ticket, alice), officer)
    Ticket.objects.update(state="closed")

    def open_it() -> object:
        return reveal_under_grant(grant, AGE, staff=agent, now=timezone.now())

    assert refusal_of(open_it) == "case_unknown"


@pytest.mark.parametrize("opened", ["accounts.User.password", "portraits.Portrait.faces", "x"])
def test_no_leave_opens_a_secret_a_face_or_another_class(
    ticket: Ticket, alice: User, agent: User, officer: User, opened: str
) -> None:
    grant = approved(asked_by(agent, ticket, alice), officer)

    def open_it() -> object:
        return reveal_under_grant(grant, opened, staff=agent, now=timezone.now())

    assert refusal_of(open_it) == "not_revealable"
    assert looks_of(alice) == 0


def test_nobody_approves_their_own_leave(ticket: Ticket, alice: User, officer: User) -> None:
    grant = asked_by(officer, ticket, alice)

    assert refusal_of(lambda: approved(grant, officer)) == "second_person_needed"
    with pytest.raises(IntegrityError), transaction.atomic():
        AccessGrant.objects.filter(pk=grant.pk).update(approved_by=grant.filed_by)


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"case": uuid4()}, "case_unknown"),
        ({"case_kind": "incident"}, "case_unknown"),
        ({"classes": ["privacy.DataKey"]}, "not_revealable"),
        ({"classes": []}, "not_revealable"),
        ({"account": 10**9}, "account_unknown"),
    ],
)
def test_a_wish_names_an_open_case_and_what_can_be_opened(
    ticket: Ticket, alice: User, agent: User, more: dict[str, Any], code: str
) -> None:
    given = {"account": alice.pk, "case_kind": "ticket", "case": ticket.pk, "reason": "answer"}
    wished = GrantWish(**given | {"classes": ["accounts.User"]} | more)  # type: ignore[arg-type]

    assert refusal_of(lambda: ask_for_grant(wished, by=staff_actor(agent), now=timezone.now())) == (
        code
    )


def test_nobody_asks_for_their_own_data_and_a_refusal_is_final(
    ticket: Ticket, alice: User, agent: User, officer: User
) -> None:
    assert refusal_of(lambda: asked_by(agent, ticket, agent)) == "nobody_for_themselves"
    grant = asked_by(agent, ticket, alice)
    refuse_grant(grant, by=staff_actor(officer), now=timezone.now())

    assert refusal_of(lambda: approved(grant, officer)) == "record_state"


def test_a_leave_is_given_back_by_who_has_it_and_taken_by_who_grants(
    ticket: Ticket, alice: User, agent: User, officer: User, guard: User
) -> None:
    now = timezone.now()
    for who, code in ((guard, "permission_denied"), (agent, ""), (officer, "")):
        grant = approved(asked_by(agent, ticket, alice), officer)
        if code:
            assert (
                refusal_of(
                    lambda who=who, grant=grant: end_grant(grant, by=staff_actor(who), now=now)
                )
                == code
            )
        else:
            end_grant(grant, by=staff_actor(who), now=now)
            assert not grant.is_open(now)


@pytest.mark.promise("C-7")
def test_data_of_a_minor_takes_three_people(
    ticket: Ticket, alice: User, agent: User, officer: User, lawyer: User
) -> None:
    User.objects.filter(pk=alice.pk).update(age_band="teen")
    alice.refresh_from_db()
    ticket.refresh_from_db()
    now = timezone.now()

    def with_request() -> object:
        return reveal_for_ticket(ticket, ADDRESS, reason="answer", staff=agent, now=now)

    assert refusal_of(with_request) == "minor_not_approved"
    grant = asked_by(agent, ticket, alice)
    assert refusal_of(lambda: approved(grant, officer)) == "minor_not_approved"
    approve_for_minor(grant, by=staff_actor(officer), now=now)
    assert refusal_of(lambda: approved(grant, officer)) == "second_person_needed"
    approved(grant, lawyer)
    assert reveal_under_grant(grant, AGE, staff=agent, now=now) == ["teen"]
    assert StaffLook.objects.get(grant=grant.pk).is_about_minor


@pytest.mark.promise("C-7")
def test_a_leave_from_before_it_was_known_that_she_is_a_minor_opens_nothing(
    ticket: Ticket, alice: User, agent: User, officer: User
) -> None:
    grant = approved(asked_by(agent, ticket, alice), officer)
    User.objects.filter(pk=alice.pk).update(age_band="child")

    def open_it() -> object:
        return reveal_under_grant(grant, AGE, staff=agent, now=timezone.now())

    assert refusal_of(open_it) == "access_not_granted"


def test_the_pages_of_a_leave_lead_from_the_wish_to_the_value(
    client: Client, ticket: Ticket, alice: User, agent: User, officer: User
) -> None:
    mine, theirs = sign_in_with_factor(client, agent), sign_in_with_factor(Client(), officer)
    list_ = "/admin/privacy/accessgrant/"
    form = {"account": alice.pk, "case_kind": "ticket", "reason": "correct", "hours": 2}
    form |= {"classes": ["accounts.User"], "withheld_until": ""}

    refused = mine.post(f"{list_}add/", form | {"case": str(uuid4())}).content.decode()
    mine.post(f"{list_}add/", form | {"case": str(ticket.pk)})
    grant = AccessGrant.objects.get()
    theirs.post(f"{list_}{grant.pk}/step/approve/")
    shown = mine.post(f"{list_}{grant.pk}/reveal/", {"opened": ADDRESS}).content.decode()

    assert "There is no open case with this number." in refused
    assert str(alice.pk) in refused
    assert alice.email in shown
    assert "Open one field" in mine.get(f"{list_}{grant.pk}/change/").content.decode()
    assert theirs.get(f"{list_}{grant.pk}/reveal/").status_code == 404
