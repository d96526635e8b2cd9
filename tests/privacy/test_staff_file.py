"""What is on file about the staff: who files it, what it lets them do, and when that ends."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from accounts.models import User
from privacy.models import (
    DutyBreach,
    LedgerEntry,
    Notice,
    RegisterEvent,
    RuleDocument,
    StaffAgreement,
    StaffRole,
    StaffTraining,
    TeamDuty,
)
from privacy.registry.roles import Right, Role
from privacy.services.staff.end_role import end_role
from privacy.services.staff.file_agreement import file_agreement
from privacy.services.staff.file_breach import file_breach
from privacy.services.staff.file_training import file_training
from privacy.services.staff.give_role import give_role
from privacy.services.staff.keep_documents import file_document, review_document
from privacy.services.staff.keep_rosters import leave_team, note_reached, put_on_duty
from privacy.services.staff.lift_breach import lift_breach
from privacy.services.staff.warn_of_lapses import warn_of_lapses
from privacy.services.transitions import Actor, staff_actor
from tests.privacy.desk_people import ask
from tests.sessions import sign_in_with_factor
from tests.staff import make_staff, refusal_of

SHA = "ab" * 32
YEAR = timedelta(days=365)
TODAY = {"signed_on": date(2026, 1, 1), "until": date(2036, 1, 1)}

MakePerson = Callable[[str], User]


@pytest.fixture
def chief(superuser: User) -> Actor:
    """The superuser of a new machine."""
    return staff_actor(fresh(superuser))


def fresh(person: User) -> User:
    """As the next request finds them."""
    return User.objects.get(pk=person.pk)


def may_work(person: User) -> bool:
    return fresh(person).has_perm(Right.WORK_ON_TICKETS)


@pytest.mark.promise("E-7", "G-4", "G-6")
def test_on_the_first_day_a_superuser_lets_an_agent_work(
    client: Client, alice: User, make_person: MakePerson, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", "four words nobody guesses")
    call_command("createsuperuser", interactive=False, email="first@example.org", verbosity=0)
    first = sign_in_with_factor(client, User.objects.get(email="first@example.org"))
    agent = make_person("agent")
    ticket = ask(alice, now=timezone.now())
    staff = "/admin/privacy/staff"

    first.post(f"/admin/accounts/user/{agent.pk}/change/", {"is_active": "on", "is_staff": "on"})
    desk = sign_in_with_factor(Client(), fresh(agent))
    number = {"person_number": agent.pk}
    for page, form in {
        "agreement": {"document_sha256": SHA, "signed_on": "2026-01-01", "until": "2036-01-01"},
        "training": {"course": "Privacy", "passed_on": "2026-01-01", "until": "2036-01-01"},
        "role": {"role": "support"},
    }.items():
        assert desk.get("/admin/privacy/ticket/").status_code == 403
        assert first.post(f"{staff}{page}/add/", number | form).status_code == 302

    assert desk.get("/admin/privacy/ticket/").status_code == 200
    desk.post(f"/admin/privacy/ticket/{ticket.pk}/act/assign/", {"assignee": agent.pk})
    assert "Please." in desk.get(f"/admin/privacy/ticket/{ticket.pk}/change/").content.decode()
    assert first.get("/admin/privacy/ticket/").status_code == 403
    filed = RegisterEvent.objects.filter(step="file", detail=f"person {agent.pk}")
    assert filed.count() == LedgerEntry.objects.filter(stream="registers").count() == 3


@pytest.mark.parametrize(
    ("page", "form"),
    [
        ("staffrole", {"role": "support"}),
        (
            "staffagreement",
            {"document_sha256": SHA, "signed_on": "2026-01-01", "until": "2036-01-01"},
        ),
        ("stafftraining", {"course": "x", "passed_on": "2026-01-01", "until": "2036-01-01"}),
        ("dutybreach", {"what": "x"}),
        ("teamduty", {"team": "security"}),
    ],
)
def test_nobody_files_for_themselves_or_for_strangers(
    client: Client, superuser: User, alice: User, page: str, form: dict[str, str]
) -> None:
    desk = sign_in_with_factor(client, superuser)
    address = f"/admin/privacy/{page}/add/"

    own = desk.post(address, form | {"person_number": superuser.pk}).content.decode()
    hers = desk.post(address, form | {"person_number": alice.pk}).content.decode()

    assert "Nobody does this for themselves." in own
    assert "This is nobody of the staff." in hers
    assert not LedgerEntry.objects.filter(stream="registers").exists()


@pytest.mark.promise("G-6")
@pytest.mark.parametrize("model", [StaffAgreement, StaffTraining])
def test_what_lapses_takes_every_right_at_once(staff: User, model: Any) -> None:
    agent = make_staff(staff, Role.SUPPORT)
    assert may_work(agent)

    model.objects.update(until=timezone.now().date() - timedelta(days=2))

    assert not may_work(agent)


def test_a_role_is_given_once_and_ended_once(staff: User, chief: Actor) -> None:
    now = timezone.now()
    file_agreement(staff.pk, document_sha256=SHA, by=chief, now=now, **TODAY)
    file_training(
        staff.pk, course="x", passed_on=TODAY["signed_on"], until=TODAY["until"], by=chief, now=now
    )
    role = give_role(staff.pk, Role.SUPPORT, by=chief, now=now)
    sign_in_with_factor(Client(), staff)

    assert may_work(staff)
    with pytest.raises(ValidationError):
        give_role(staff.pk, Role.SUPPORT, by=chief, now=now)
    end_role(role, by=chief, now=now)
    assert not may_work(staff)
    assert refusal_of(lambda: end_role(role, by=chief, now=now)) == "record_state"
    assert list(RegisterEvent.objects.filter(record=role.pk).values_list("step", flat=True)) == [
        "file",
        "end",
    ]


def test_only_who_files_the_staff_does(staff: User, make_person: MakePerson) -> None:
    officer = make_staff(make_person("officer"), Role.PRIVACY_OFFICER)
    by, now = staff_actor(officer), timezone.now()

    assert refusal_of(lambda: give_role(staff.pk, Role.SUPPORT, by=by, now=now)) == (
        "permission_denied"
    )
    assert refusal_of(lambda: file_breach(staff.pk, what="x", by=by, now=now)) == (
        "permission_denied"
    )


@pytest.mark.promise("G-9")
def test_a_breach_suspends_at_once_until_another_person_lifts_it(
    staff: User, chief: Actor, make_person: MakePerson
) -> None:
    agent, now = make_staff(staff, Role.SUPPORT), timezone.now()
    User.objects.filter(pk=make_person("second").pk).update(is_staff=True, is_superuser=True)
    second = staff_actor(User.objects.get(email="second@example.org"))

    breach = file_breach(agent.pk, what="Read out an address", by=chief, now=now)

    assert not may_work(agent)
    assert refusal_of(lambda: lift_breach(breach, by=chief, now=now)) == "second_person_needed"
    with pytest.raises(IntegrityError), transaction.atomic():
        DutyBreach.objects.update(lifted_at=now, lifted_by=chief.name)
    lift_breach(breach, by=second, now=now)
    assert may_work(agent)
    assert refusal_of(lambda: lift_breach(breach, by=second, now=now)) == "record_state"


def test_a_superuser_who_broke_their_duty_can_file_nothing(
    superuser: User, make_person: MakePerson
) -> None:
    User.objects.filter(pk=make_person("second").pk).update(is_staff=True, is_superuser=True)
    second = User.objects.get(email="second@example.org")

    file_breach(superuser.pk, what="x", by=staff_actor(second), now=timezone.now())

    assert not fresh(superuser).has_perm(Right.FILE_STAFF)
    assert second.has_perm(Right.FILE_STAFF)


@pytest.mark.parametrize(("days", "said"), [(31, 0), (30, 2), (8, 2), (7, 2), (0, 2)])
def test_a_lapse_is_told_thirty_and_seven_days_before(
    staff: User, superuser: User, days: int, said: int
) -> None:
    agent, now = make_staff(staff, Role.SUPPORT), timezone.now().replace(hour=4)
    StaffTraining.objects.update(until=now.date() + timedelta(days=days))

    assert warn_of_lapses(now=now) == said
    assert warn_of_lapses(now=now) == 0
    told = {one.person for one in Notice.objects.filter(kind="staff_lapse")}
    assert told == ({agent, superuser} if said else set())


def test_both_warnings_are_given_and_none_about_what_was_renewed(
    staff: User, superuser: User
) -> None:
    agent, now = make_staff(staff, Role.SUPPORT), timezone.now().replace(hour=4)
    StaffAgreement.objects.update(until=now.date() + timedelta(days=30))

    given = [warn_of_lapses(now=now + timedelta(days=days)) for days in (0, 10, 23, 29)]
    later = {"signed_on": now.date(), "until": now.date() + YEAR}
    file_agreement(agent.pk, document_sha256=SHA, by=staff_actor(superuser), now=now, **later)

    assert given == [2, 0, 2, 0]
    assert warn_of_lapses(now=now + timedelta(days=5)) == 0


# --- documents and teams


def document(**columns: Any) -> RuleDocument:
    given = {"kind": "rules", "title": "Rules", "sha256": SHA, "owner_number": 7}
    return RuleDocument(**given | {"review_on": timezone.now().date() + YEAR} | columns)


@pytest.mark.promise("E-2")
def test_a_new_version_of_a_document_replaces_the_one_before(chief: Actor) -> None:
    now = timezone.now()
    first = file_document(document(), by=chief, now=now)
    second = file_document(document(sha256="cd" * 32), by=chief, now=now)

    first.refresh_from_db()
    assert (first.state, second.state) == ("replaced", "in_force")
    review_document(second, review_on=now.date() + 2 * YEAR, by=chief, now=now)
    assert second.reviewed_by == chief.name
    assert refusal_of(
        lambda: review_document(second, review_on=now.date() - YEAR, by=chief, now=now)
    ) == ("day_is_past")
    assert refusal_of(
        lambda: review_document(first, review_on=now.date() + YEAR, by=chief, now=now)
    ) == ("record_state")


@pytest.mark.promise("R-9", "H-2")
def test_a_team_has_members_who_are_reached_and_leave(
    client: Client, superuser: User, staff: User, chief: Actor
) -> None:
    desk = sign_in_with_factor(client, superuser)
    list_ = "/admin/privacy/teamduty/"

    desk.post(f"{list_}add/", {"team": "emergency", "person_number": staff.pk})
    duty = TeamDuty.objects.get()
    desk.post(f"{list_}{duty.pk}/step/reach/")
    again = desk.post(f"{list_}add/", {"team": "emergency", "person_number": staff.pk})

    duty.refresh_from_db()
    assert duty.member == f"person {staff.pk}"
    assert duty.reached_on is not None
    assert "They are in this team already." in again.content.decode()
    leave_team(duty, by=chief, now=timezone.now())
    assert refusal_of(lambda: note_reached(duty, by=chief, now=timezone.now())) == "record_state"
    put_on_duty(staff.pk, "emergency", by=chief, now=timezone.now())


def test_actions_of_the_list_end_a_role_and_lift_a_breach(
    client: Client, superuser: User, staff: User, make_person: MakePerson
) -> None:
    agent = make_staff(staff, Role.SUPPORT)
    User.objects.filter(pk=make_person("second").pk).update(is_staff=True, is_superuser=True)
    second = User.objects.get(email="second@example.org")
    breach = file_breach(agent.pk, what="x", by=staff_actor(second), now=timezone.now())
    role = StaffRole.objects.get()
    desk = sign_in_with_factor(client, superuser)

    def act(page: str, action: str, row: Any) -> None:
        chosen = {"action": action, "_selected_action": [row.pk]}
        desk.post(f"/admin/privacy/{page}/", chosen)

    act("dutybreach", "lift", breach)
    assert may_work(agent)
    act("staffrole", "end", role)
    assert not may_work(agent)
