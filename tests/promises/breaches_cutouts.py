"""How the promises about cutouts can be broken."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

from portraits.models import Cutout
from privacy.storage import CUTOUT
from tests.promises.breaches_photos import an_old_key
from tests.promises.world import World, breach


def a_cutout(world: World, **columns: Any) -> Iterator[None]:
    given = {"created_at": world.now - timedelta(minutes=17), "upload_object": uuid4()}
    row = Cutout.objects.create(owner=world.person, **(given | columns))
    yield
    row.delete()


def a_finished_cutout(world: World, **columns: Any) -> Iterator[None]:
    finished = {
        "status": Cutout.Status.READY,
        "effect_object": uuid4(),
        "ready_at": world.now - timedelta(minutes=3),
        "expires_at": world.now + timedelta(minutes=12),
    }
    yield from a_cutout(world, **(finished | columns))


@breach("P-10", "no_cutout_is_waited_for_longer_than_its_photo_may_lie")
def a_cutout_that_never_comes(world: World) -> Iterator[None]:
    yield from a_cutout(world)


@breach("P-10", "no_cutout_is_waited_for_longer_than_its_photo_may_lie")
def a_photo_that_outlives_its_cutout(world: World) -> Iterator[None]:
    yield from a_finished_cutout(world)


@breach("P-11", "nothing_of_a_cutout_outlives_its_use")
def a_cutout_that_stays_after_it_was_fetched(world: World) -> Iterator[None]:
    yield from a_finished_cutout(world, fetched_at=world.now - timedelta(minutes=3))


@breach("P-11", "nothing_of_a_cutout_outlives_its_use")
def a_key_of_a_cutout_that_was_forgotten(world: World) -> Iterator[None]:
    yield from an_old_key(world, CUTOUT, destroyed_ago=timedelta(minutes=5))
