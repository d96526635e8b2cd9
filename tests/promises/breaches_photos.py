"""How the promises about photos and portraits can be broken."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.db import connection

from portraits.models import Portrait, Upload
from privacy.models import DataKey
from privacy.storage import EFFECT, UPLOAD
from tests.promises.world import World, breach


def changed(world: World, **columns: Any) -> Iterator[None]:
    """The portrait's row says something else for a while."""
    one = Portrait.objects.filter(pk=world.portrait.pk)
    before = one.values(*columns).get()
    one.update(**columns)
    yield
    one.update(**before)


def an_old_key(
    world: World,
    object_class: str,
    *,
    destroyed_ago: timedelta,
    age: timedelta = timedelta(days=30),
) -> Iterator[None]:
    """A key that is still there although its time is over."""
    key = DataKey.objects.create(
        object_class=object_class,
        key_version="1",
        wrapped_key=b"x",
        created_at=world.now - age,
        destroy_at=world.now - destroyed_ago,
    )
    yield
    key.delete()


@breach("F-1", "nothing_recognises_a_face")
def code_that_recognises(world: World) -> Iterator[None]:
    product = world.folder / "portraits"
    product.mkdir()
    planted = product / "who_is_it.py"
    planted.write_text("vectors = library.face_encodings(photo)\n", encoding="utf-8")
    root, world.settings.BASE_DIR = world.settings.BASE_DIR, world.folder
    yield
    world.settings.BASE_DIR = root


@breach("F-3", "every_photo_waits_for_its_job")
def a_photo_that_serves_nothing(world: World) -> Iterator[None]:
    row = Upload.objects.create(
        object_id=uuid4(),
        owner=world.person,
        byte_count=1,
        received_at=world.now - timedelta(minutes=16),
    )
    yield
    row.delete()


@breach("F-6", "photos_go_at_once")
def a_photo_that_outlives_its_portrait(world: World) -> Iterator[None]:
    yield from changed(world, upload_deleted_at=None)


@breach("F-6", "photos_go_within_seconds")
def a_photo_that_took_ten_seconds_to_go(world: World) -> Iterator[None]:
    late = world.portrait.ready_at + timedelta(seconds=10)  # type: ignore[operator]
    yield from changed(world, upload_deleted_at=late)


@breach("F-7", "no_photo_is_older_than_the_ceiling")
def a_photo_of_seventeen_minutes(world: World) -> Iterator[None]:
    yield from an_old_key(world, UPLOAD, destroyed_ago=timedelta(0))


@breach("F-7", "no_photo_is_older_than_the_ceiling")
def a_failed_job_that_kept_its_photo(world: World) -> Iterator[None]:
    failed = Portrait.objects.create(
        owner=world.person,
        template=world.portrait.template,
        status=Portrait.Status.FAILED,
        created_at=world.now - timedelta(minutes=40),
        ended_at=world.now - timedelta(minutes=30),
        upload_object=uuid4(),
    )
    yield
    failed.delete()


@breach("F-8", "portraits_live_exactly_ten_days")
def a_portrait_that_ends_a_second_early(world: World) -> Iterator[None]:
    early = world.portrait.expires_at - timedelta(seconds=1)  # type: ignore[operator]
    yield from changed(world, expires_at=early)


@breach("F-8", "portraits_live_exactly_ten_days")
def a_portrait_that_was_never_purged(world: World) -> Iterator[None]:
    ready = world.now - timedelta(days=10, hours=2)
    yield from changed(world, ready_at=ready, expires_at=ready + timedelta(days=10))


@breach("F-8", "portraits_live_exactly_ten_days")
def a_portrait_that_was_purged_early(world: World) -> Iterator[None]:
    yield from changed(
        world,
        status="expired",
        effect_object=None,
        effect_deleted_at=world.portrait.ready_at,
    )


@breach("F-8", "portraits_live_exactly_ten_days")
def a_key_of_a_portrait_that_was_forgotten(world: World) -> Iterator[None]:
    yield from an_old_key(world, EFFECT, destroyed_ago=timedelta(hours=2))


@breach("F-10", "everybody_is_reminded_in_time")
def somebody_who_was_not_reminded(world: World) -> Iterator[None]:
    ready = world.now - timedelta(days=7, hours=4)
    yield from changed(world, ready_at=ready, expires_at=ready + timedelta(days=10))


@breach("F-12", "no_place_of_a_face_is_kept")
def a_place_of_a_face_without_an_end(world: World) -> Iterator[None]:
    yield from changed(world, faces=[{"index": 0, "box": [0, 0, 1, 1]}], faces_until=None)


@breach("F-12", "no_place_of_a_face_is_kept")
def a_place_of_a_face_past_its_end(world: World) -> Iterator[None]:
    until = world.now - timedelta(minutes=2)
    yield from changed(world, faces=[{"index": 0, "box": [0, 0, 1, 1]}], faces_until=until)


@breach("F-13", "every_photo_serves_one_job")
def two_portraits_of_one_photo(world: World) -> Iterator[None]:
    """The table itself refuses it; one that lies before it, without its rules, does not."""
    assert world.portrait
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMP TABLE portraits_portrait AS SELECT * FROM main.portraits_portrait"
            " UNION ALL SELECT * FROM main.portraits_portrait"
        )
    yield
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE temp.portraits_portrait")
