"""How the promises about the end of the service can be broken."""

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.conf import settings

from accounts.models import User
from privacy.controls.termination import GATE
from privacy.models import ConsentState, Termination
from privacy.services.sign_document import sign_document
from tests.promises.world import World, breach, taken_back


def on_file(world: World, **changed: Any) -> Iterator[None]:
    """An end that was announced by the rules, but for what is changed."""
    yield from taken_back(lambda: make_end(world, **changed))


def make_end(world: World, **changed: Any) -> None:
    """Announced forty days ago, for ten days ago; everybody joined and agreed before."""
    then = world.now - timedelta(days=40)
    User.objects.update(date_joined=then - timedelta(days=1))
    ConsentState.objects.update(decided_at=then)
    row = {
        "filed_by": "person 7",
        "approved_by": "person 8",
        "filed_at": then,
        "moved_at": then,
        "state": "announced",
        "announced_at": then,
        "told_at": then,
        "freezes_at": then + timedelta(days=30),
        "text_en": "x",
        "text_zh": "x",
    }
    Termination.objects.create(**row | changed)


@breach("R-4", "the_end_is_announced_in_time")
def an_end_that_comes_after_a_week(world: World) -> Iterator[None]:
    yield from on_file(world, freezes_at=world.now - timedelta(days=33))


@breach("R-4", "the_end_is_announced_in_time")
def an_end_of_which_not_everybody_was_told(world: World) -> Iterator[None]:
    yield from on_file(world, told_at=None)


@breach("R-4", "the_end_is_announced_in_time")
def an_end_that_came_before_its_day(world: World) -> Iterator[None]:
    yield from on_file(world, state="frozen", frozen_at=world.now - timedelta(days=20))


@breach("R-4", "nothing_is_collected_after_the_end")
def somebody_who_joined_after_the_announcement(world: World) -> Iterator[None]:
    def join() -> None:
        make_end(world)
        User.objects.filter(pk=world.person.pk).update(date_joined=world.now)

    yield from taken_back(join)


@breach("R-4", "nothing_is_collected_after_the_end")
def a_consent_that_was_taken_after_the_day(world: World) -> Iterator[None]:
    def agree() -> None:
        make_end(world)
        ConsentState.objects.update(decided_at=world.now - timedelta(days=1))

    yield from taken_back(agree)


@breach("R-4", "the_gate_stands_before_every_upload")
def uploads_that_pass_no_gate(world: World) -> Iterator[None]:
    before = list(settings.MIDDLEWARE)
    world.settings.MIDDLEWARE = [one for one in before if one != GATE]
    yield
    world.settings.MIDDLEWARE = before


def certificate(serial: str) -> str:
    return json.dumps(sign_document({"v": 1, "serial": serial}))


@breach("R-5", "the_end_leaves_nothing_behind")
def an_end_that_is_called_done_and_left_an_account(world: World) -> Iterator[None]:
    yield from on_file(world, state="done", certificate=certificate("1"))


@breach("R-5", "the_end_leaves_nothing_behind")
def a_certificate_that_somebody_else_wrote(world: World) -> Iterator[None]:
    def forge() -> None:
        make_end(world, state="done", certificate='{"v": 1}')
        User.objects.update(is_staff=True)

    yield from taken_back(forge)


@breach("R-5", "the_end_leaves_nothing_behind")
def deleting_that_nobody_went_on_with(world: World) -> Iterator[None]:
    yield from on_file(world, state="deleting")
