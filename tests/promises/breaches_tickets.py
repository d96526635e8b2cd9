"""How the promises about answers can be broken."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from privacy.services import start_clocks
from privacy.services.answer_ticket import answer_ticket
from privacy.services.move_ticket import WORK
from privacy.services.open_ticket import open_ticket
from privacy.services.start_clocks import Rule
from privacy.services.transitions import Actor
from tests.promises.world import World, breach, replaced, taken_back


def asked(world: World, kind: str, *, days_ago: int, answered_at: datetime | None) -> None:
    now = world.now - timedelta(days=days_ago)
    ticket = open_ticket(kind=kind, subject="x", body="y", person=world.person, now=now).row
    if answered_at is not None:
        agent = Actor("person 0", frozenset({WORK}))
        answer_ticket(ticket, "This is what you asked for.", by=agent, now=answered_at)


def unanswered(world: World, kind: str) -> Iterator[None]:
    yield from taken_back(lambda: asked(world, kind, days_ago=40, answered_at=None))


def answered_today(world: World, kind: str) -> Iterator[None]:
    yield from taken_back(lambda: asked(world, kind, days_ago=40, answered_at=world.now))


@breach("M-15", "complaints_are_answered_in_time")
def a_complaint_that_nobody_answered(world: World) -> Iterator[None]:
    yield from unanswered(world, "complaint")


@breach("M-15", "complaints_are_answered_in_time")
def a_complaint_that_was_answered_late(world: World) -> Iterator[None]:
    yield from answered_today(world, "complaint")


@breach("Q-3", "questions_are_answered_in_time")
def a_question_that_nobody_answered(world: World) -> Iterator[None]:
    yield from unanswered(world, "question")


@breach("Q-3", "questions_are_answered_in_time")
def a_question_that_was_answered_late(world: World) -> Iterator[None]:
    yield from answered_today(world, "question")


@breach("C-6", "guardians_are_answered_in_time")
def a_guardian_whom_nobody_answered(world: World) -> Iterator[None]:
    yield from unanswered(world, "child")


@breach("M-7", "every_kind_has_its_promised_day")
@breach("Q-2", "every_kind_has_its_promised_day")
def a_clock_that_is_slower_than_promised(_world: World) -> Iterator[None]:
    promised = start_clocks.COMPLAINT
    slower = Rule(promised.name, promised.kind, promised.working_days + 1)
    yield from replaced(start_clocks, "COMPLAINT", slower)
