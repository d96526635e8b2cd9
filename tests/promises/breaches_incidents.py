"""How the promises about incidents can be broken."""

from collections.abc import Callable, Iterator
from datetime import timedelta

from privacy.models import AffectedPerson, Incident, IncidentNotice
from privacy.models.incident_notice import PARTS
from privacy.services.incidents.run_drill import run_drill
from tests.privacy.incident_people import (
    announce,
    publish_one,
)
from tests.promises.world import World, breach, taken_back

Change = Callable[[Incident], object]


def with_incident(world: World, change: Change) -> Iterator[None]:
    """An incident that was told to everybody, and what nobody may do to it."""

    def do() -> None:
        change(publish_one(now=world.now - timedelta(days=1)))

    yield from taken_back(do)


@breach("H-1", "every_incident_has_the_grade_that_was_computed")
def a_grade_that_nobody_computed(world: World) -> Iterator[None]:
    yield from with_incident(world, lambda _one: Incident.objects.update(grade="extreme"))


@breach("H-1", "every_incident_has_the_grade_that_was_computed")
def a_grade_that_was_overridden_for_no_reason(world: World) -> Iterator[None]:
    given = {"override_grade": "large", "override_reason": " ", "override_by": "person 1"}
    yield from with_incident(world, lambda _one: Incident.objects.update(**given))


@breach("H-3", "no_phase_was_left_out")
def an_incident_that_jumped(world: World) -> Iterator[None]:
    yield from with_incident(world, lambda _one: Incident.objects.update(state="remedied"))


def drilled(world: World, *, days_ago: int = 0, **columns: object) -> Iterator[None]:
    def do() -> None:
        run_drill(["accounts.User"], "outside", now=world.now - timedelta(days=days_ago))
        if columns:
            Incident.objects.update(**columns)

    yield from taken_back(do)


@breach("H-3", "the_plan_is_practised")
def a_drill_of_last_year(world: World) -> Iterator[None]:
    yield from drilled(world, days_ago=367)


@breach("H-3", "the_plan_is_practised")
def a_drill_that_took_two_hours(world: World) -> Iterator[None]:
    yield from drilled(world, ready_s=7200.0)


@breach("H-3", "the_plan_is_practised")
def a_drill_that_broke_off(world: World) -> Iterator[None]:
    yield from drilled(world, ready_s=None)


PROMISE_OF = {
    "basics": "H-4",
    "harm": "H-4",
    "measures": "H-5",
    "advice": "H-6",
    "remedies": "H-7",
    "kinds": "H-7",
    "cause": "H-7",
    "contact": "H-7",
}


def leave_out(part: str) -> Callable[[World], Iterator[None]]:
    def a_notice_that_leaves_a_part_out(world: World) -> Iterator[None]:
        blank = {part: " "}
        yield from with_incident(world, lambda _one: IncidentNotice.objects.update(**blank))

    return a_notice_that_leaves_a_part_out


for _part in PARTS:
    breach(PROMISE_OF[_part], f"every_notice_tells_{_part}")(leave_out(_part))


@breach("H-8", "everybody_concerned_has_a_notice")
def a_person_whom_nobody_told(world: World) -> Iterator[None]:
    untold = {"told_at": None}
    yield from with_incident(world, lambda _one: AffectedPerson.objects.update(**untold))


@breach("H-9", "who_was_not_reached_was_told_in_public")
def an_incident_that_was_told_to_nobody(world: World) -> Iterator[None]:
    def hush(incident: Incident) -> None:
        prove_all(incident, world, "notified")

    yield from with_incident(world, hush)


def prove_all(incident: Incident, world: World, state: str) -> None:
    """Bring it into a state behind the services' backs, with every proof."""
    for reached in list(Incident.State)[1:]:
        incident.phases.create(
            phase=reached, by="person 1", done_at=world.now, noted_at=world.now, sealed_what=b""
        )
        if reached == state:
            break
    Incident.objects.update(state=state)


@breach("H-10", "the_regulator_has_its_reports_in_time")
def a_report_that_nobody_sent(world: World) -> Iterator[None]:
    due = world.now - timedelta(minutes=1)
    yield from with_incident(world, lambda one: one.reports.create(clock="first", due_at=due))


@breach("H-10", "the_regulator_has_its_reports_in_time")
def a_report_that_went_late(world: World) -> Iterator[None]:
    due, sent = world.now - timedelta(hours=2), world.now - timedelta(hours=1)
    given = {"sent_at": sent, "sent_by": "person 1", "reference": "7"}
    yield from with_incident(
        world, lambda one: one.reports.create(clock="first", due_at=due, **given)
    )


@breach("G-13", "harm_is_noted_for_everybody")
def a_closed_incident_whose_harm_nobody_knows(world: World) -> Iterator[None]:
    def close(incident: Incident) -> None:
        announce(now=world.now, kind="incident", incident=incident)
        prove_all(incident, world, "closed")

    yield from with_incident(world, close)
