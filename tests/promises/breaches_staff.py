"""How the promises about the staff, their looks and their records can be broken."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from django.contrib import admin

from accounts.models import ApiToken, User
from privacy.admin.by_right import ByRightAdmin
from privacy.controls import staff as staff_controls
from privacy.models import (
    AccessGrant,
    DutyBreach,
    RuleDocument,
    StaffAgreement,
    StaffLook,
    StaffTraining,
    TeamDuty,
)
from privacy.registry.roles import SUPERUSER_RIGHTS, Right
from privacy.selectors import staff as staff_selectors
from privacy.selectors.look_volumes import MOST_LOOKS, Period
from tests.promises.staff_on_record import file_document, guard_of, put_on_duty
from tests.promises.world import World, breach, replaced, taken_back

LONG_AGO = date(2020, 1, 1)


def looked(world: World, *, days_ago: int = 0, number: int = 1, **columns: Any) -> None:
    row: dict[str, Any] = {"by": "person 9", "model": "accounts.User", "case": "ticket 1"}
    at = world.now - timedelta(days=days_ago)
    StaffLook.objects.create(**row | {"entry": 10**9 + number, "at": at} | columns)


def granted(world: World, **columns: Any) -> AccessGrant:
    until = world.now + timedelta(hours=1)
    row: dict[str, Any] = {"state": "live", "until": until, "approved_by": "person 8"}
    filed = {"filed_by": "person 9", "filed_at": world.now, "moved_at": world.now}
    case = {"case_kind": "ticket", "case": uuid4(), "reason": "answer", "subject": uuid4()}
    return AccessGrant.objects.create(classes=["accounts.User"], **row | filed | case | columns)


# --- pages and rights


@breach("E-6", "no_page_of_the_staff_shows_masked_fields")
def a_list_of_addresses(_world: World) -> Iterator[None]:
    page = admin.site._registry[User]
    yield from replaced(page, "list_display", ("id", "email"))


@breach("E-6", "no_page_of_the_staff_shows_masked_fields")
def a_page_with_the_hash_of_a_token(_world: World) -> Iterator[None]:
    page = admin.site._registry[ApiToken]
    yield from replaced(page, "fields", ("id", "sha256"))


@breach("E-7", "every_page_of_the_staff_asks_for_a_right")
def a_page_that_is_open_to_all_staff(_world: World) -> Iterator[None]:
    yield from replaced(admin.site._registry, User, admin.ModelAdmin(User, admin.site))


@breach("E-7", "every_page_of_the_staff_asks_for_a_right")
def a_page_that_names_no_right(_world: World) -> Iterator[None]:
    yield from replaced(admin.site._registry, User, ByRightAdmin(User, admin.site))


@breach("E-7", "rights_come_from_roles_alone")
def a_superuser_who_opens_data(_world: World) -> Iterator[None]:
    rights = SUPERUSER_RIGHTS | {Right.REVEAL_DATA}
    yield from replaced(staff_controls, "SUPERUSER_RIGHTS", rights)


# --- looks


@breach("E-6", "every_look_has_its_case")
@breach("G-7", "every_look_has_its_case")
def a_look_without_a_case(world: World) -> Iterator[None]:
    yield from taken_back(lambda: looked(world, case=""))


@breach("G-7", "every_look_has_its_case")
def a_leave_that_nobody_ended(world: World) -> Iterator[None]:
    until = world.now - timedelta(hours=2)
    yield from taken_back(lambda: granted(world, until=until))


@breach("G-7", "every_look_has_its_case")
def a_leave_for_a_week(world: World) -> Iterator[None]:
    until = world.now + timedelta(days=7)
    yield from taken_back(lambda: granted(world, until=until))


@breach("G-5", "every_week_of_looks_is_signed")
def a_week_that_nobody_reviewed(world: World) -> Iterator[None]:
    yield from taken_back(lambda: looked(world, days_ago=18))


@breach("G-8", "unusual_volumes_raise_an_alert")
def an_hour_of_looks_that_nobody_noticed(world: World) -> Iterator[None]:
    def look_too_often() -> None:
        for number in range(MOST_LOOKS[Period.HOUR] + 1):
            looked(world, number=number)

    yield from taken_back(look_too_often)


@breach("C-7", "looks_at_minors_have_their_approval")
def a_look_at_a_minor_without_a_leave(world: World) -> Iterator[None]:
    yield from taken_back(lambda: looked(world, is_about_minor=True))


@breach("C-7", "looks_at_minors_have_their_approval")
def a_look_at_a_minor_under_a_leave_that_one_approved(world: World) -> Iterator[None]:
    def look() -> None:
        looked(world, is_about_minor=True, grant=granted(world).pk)

    yield from taken_back(look)


# --- what binds the staff


def without_looking(world: World) -> Iterator[None]:
    """The one place that asks for agreement, training and duty asks for nothing."""
    everybody = User.objects.filter(is_staff=True)
    yield from replaced(staff_selectors, "bound_and_trained", lambda _now: everybody)


@breach("G-4", "nobody_acts_without_an_agreement")
def an_agreement_that_is_over_and_not_asked_for(world: World) -> Iterator[None]:
    yield from lapsed(world, StaffAgreement, signed_on=LONG_AGO)


@breach("G-6", "nobody_acts_without_a_training")
def a_training_that_is_over_and_not_asked_for(world: World) -> Iterator[None]:
    yield from lapsed(world, StaffTraining, passed_on=LONG_AGO)


def lapsed(world: World, model: Any, **begun: date) -> Iterator[None]:
    def lapse() -> None:
        model.objects.update(until=LONG_AGO + timedelta(days=1), **begun)

    over, unasked = taken_back(lapse), without_looking(world)
    next(over)
    yield from unasked
    next(over, None)


@breach("G-9", "a_breach_of_duty_suspends")
def a_breach_that_changes_nothing(world: World) -> Iterator[None]:
    def break_duty() -> None:
        filed = {"filed_by": 10**9, "filed_at": world.now, "what": "x"}
        DutyBreach.objects.create(person_number=guard_of().pk, **filed)

    broken, unasked = taken_back(break_duty), without_looking(world)
    next(broken)
    yield from unasked
    next(broken, None)


# --- documents and teams


def late(world: World, kind: RuleDocument.Kind) -> Iterator[None]:
    day = world.now.date() - timedelta(days=2)
    yield from taken_back(lambda: file_document(kind, day, world.now))


@breach("E-2", "rules_are_written_down")
def rules_that_nobody_read_again(world: World) -> Iterator[None]:
    yield from late(world, RuleDocument.Kind.RULES)


@breach("G-2", "security_management_is_written_down")
def a_specification_that_nobody_read_again(world: World) -> Iterator[None]:
    yield from late(world, RuleDocument.Kind.SECURITY)


@breach("G-3", "secure_development_is_written_down")
def a_way_to_build_that_nobody_read_again(world: World) -> Iterator[None]:
    yield from late(world, RuleDocument.Kind.DEVELOPMENT)


def of_somebody_gone(world: World, team: TeamDuty.Team) -> Iterator[None]:
    yield from taken_back(lambda: put_on_duty(world.person, team, world.now))


@breach("R-9", "the_security_team_has_members")
def a_security_team_of_somebody_gone(world: World) -> Iterator[None]:
    yield from of_somebody_gone(world, TeamDuty.Team.SECURITY)


@breach("H-2", "the_emergency_team_can_be_reached")
def an_emergency_team_of_somebody_gone(world: World) -> Iterator[None]:
    yield from of_somebody_gone(world, TeamDuty.Team.EMERGENCY)


@breach("H-2", "the_emergency_team_can_be_reached")
def an_emergency_team_that_nobody_called(world: World) -> Iterator[None]:
    team = TeamDuty.objects.filter(team=TeamDuty.Team.EMERGENCY)
    yield from taken_back(lambda: team.update(reached_on=LONG_AGO))
